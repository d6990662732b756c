"""Addresses of the work plan, each under /house/actions/."""

from django.urls import path

from hearth.web.workplan import listing, one, writing

urlpatterns = [
    path("", listing.work, name="work"),
    path("csv/", listing.as_csv, name="work-csv"),
    path("new/", writing.new, name="work-new"),
    path("<int:number>/", one.item, name="work-item"),
    path("<int:number>/move/", one.move, name="work-move"),
    path("<int:number>/change/", writing.change, name="work-change"),
]
