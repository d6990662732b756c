"""Every address. Each view names its policy (web/door.py); a test reads this list."""

from django.urls import include, path

from hearth.fhir.routes import base
from hearth.web import urls as web_urls

urlpatterns = [
    path("account/", include("hearth.web.sign_in.urls")),
    path("fhir", base),  # A transaction is sent to the address itself.
    path("fhir/", include("hearth.fhir.urls")),
    path("", include("hearth.fhir.cds_hooks.urls")),
    path("oauth/", include("hearth.fhir.smart.urls")),
    path("", include("hearth.web.apps.urls")),
    path("", include("hearth.web.health_links.urls")),
    path("", include(web_urls)),
]

handler400 = "hearth.web.errors.unreadable"
handler403 = "hearth.web.errors.not_allowed"
handler404 = "hearth.web.errors.not_found"
handler500 = "hearth.web.errors.broken"
handler429 = "hearth.web.sign_in.limits.too_many_tries"
