"""Addresses of the figures, each under /house/figures/."""

from django.urls import path

from hearth.web.metrics import sheets, showing

urlpatterns = [
    path("", showing.figures, name="figures"),
    path("csv/", sheets.all_as_csv, name="figures-csv"),
    path("how/", showing.catalogue, name="figures-how"),
    path("<slug:metric>/", showing.figure, name="figure"),
    path("<slug:metric>/csv/", sheets.one_as_csv, name="figure-csv"),
]
