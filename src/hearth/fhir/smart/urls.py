"""Every address of OAuth that software calls. Where people say yes is a page: web/apps."""

from django.urls import URLPattern, URLResolver, path

from hearth.fhir.smart import discovery, token

urlpatterns: list[URLPattern | URLResolver] = [
    path("token", token.token, name="oauth-token"),
    path("revoke", token.revoke, name="oauth-revoke"),
    path("introspect", token.introspect, name="oauth-introspect"),
    path("keys", discovery.public_keys, name="oauth-keys"),
    path(
        ".well-known/openid-configuration",
        discovery.openid_configuration,
        name="openid-configuration",
    ),
]
