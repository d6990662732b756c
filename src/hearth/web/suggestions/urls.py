from django.urls import path

from hearth.web.suggestions import near_me

NEAR = "people/<uuid:person_id>/near/"

urlpatterns = [
    path(NEAR, near_me.near_me, name="near-me"),
    path(NEAR + "<uuid:activity>/plan/", near_me.put_in_plan, name="near-put-in-plan"),
    path(NEAR + "not-for-me/", near_me.not_for_me, name="not-for-me"),
    path(NEAR + "not-for-me/<int:pk>/show-again/", near_me.show_again, name="near-show-again"),
]
