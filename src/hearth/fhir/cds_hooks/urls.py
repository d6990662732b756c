"""Every address of CDS Hooks (site/urls.py has no slash after cds-services)."""

from django.urls import URLPattern, URLResolver, re_path

from hearth.fhir.cds_hooks import views

KEY = r"(?P<key>[a-z-]{1,60})"

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^/?$", views.services),
    re_path(rf"^/{KEY}$", views.service),
    re_path(rf"^/{KEY}/feedback$", views.feedback),
]
