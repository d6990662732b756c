"""Every address. Each view names its policy (web/door.py); a test reads this list."""

from django.urls import include, path

from hearth.web import urls as web_urls

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("", include(web_urls)),
]
