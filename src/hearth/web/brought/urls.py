"""Addresses of what a team brings from elsewhere, each under /house/brought/."""

from django.urls import path

from hearth.web.brought import listing, result, tagging

urlpatterns = [
    path("", listing.brought, name="house-brought"),
    path("new/", listing.bring, name="house-brought-new"),
    path("<int:number>/", result.result, name="house-brought-result"),
    path("<int:number>/columns/", listing.columns, name="house-brought-columns"),
    path("<int:number>/lines/", tagging.lines, name="house-brought-lines"),
    path("<int:number>/lines/<int:line>/", tagging.one_line, name="house-brought-line"),
    path("<int:number>/take/", result.take, name="house-brought-take"),
    path("<int:number>/csv/", result.table, name="house-brought-csv"),
    path("<int:number>/delete/", listing.delete, name="house-brought-delete"),
]
