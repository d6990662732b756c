"""Addresses of packs to take home: for staff, for everyone, and one for a person."""

from django.urls import path

from hearth.web.activity_packs import listing, making, printing

ONE = "near/packs/<uuid:pack>/"

urlpatterns = [
    path("near/packs/", listing.packs, name="packs"),
    path("near/packs/new/", making.new, name="pack-new"),
    path(ONE, listing.one, name="pack"),
    path(ONE + "change/", making.edit, name="pack-change"),
    path(ONE + "choose/<uuid:activity_id>/", making.choose, name="pack-choose"),
    path(ONE + "copy/", making.copy, name="pack-copy"),
    path(ONE + "end/", making.end, name="pack-end"),
    path(ONE + "print/", printing.as_pdf, name="pack-print"),
    path(ONE + "looked-through/", printing.looked_through, name="pack-looked-through"),
    path("packs/<slug:word>/", printing.for_all, name="pack-for-all"),
    path(
        "people/<uuid:person_id>/near/pack/<slug:layout>/",
        printing.for_one,
        name="pack-for-one-pdf",
    ),
]
