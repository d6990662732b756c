from django.urls import path

from hearth.web.open_referral import views
from hearth.web.open_referral.routes import ROUTES

urlpatterns = [
    path("", views.root, name="open-referral"),
    path("openapi.json", views.openapi, name="open-referral-openapi"),
    *(path(each.path, views.page_of(each), name=f"open-referral-{each.path}") for each in ROUTES),
    *(
        path(f"{each.path}/<str:key>", views.one_of(each), name=f"open-referral-{each.schema}")
        for each in ROUTES
    ),
    path("<path:rest>", views.nowhere),
]
