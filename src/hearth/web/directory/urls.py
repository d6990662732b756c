from django.urls import path

from hearth.web.directory import finding

urlpatterns = [
    path("near/", finding.find, name="near-here"),
    path("near/<uuid:activity>/", finding.one, name="activity"),
]
