"""Every address of CDS Hooks."""

from django.urls import URLPattern, URLResolver, re_path

from hearth.fhir.cds_hooks import views

SERVICES = "^cds-services"
KEY = r"(?P<key>[a-z-]{1,60})"

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(rf"{SERVICES}/?$", views.services),
    re_path(rf"{SERVICES}/{KEY}$", views.service),
    re_path(rf"{SERVICES}/{KEY}/feedback$", views.feedback),
]
