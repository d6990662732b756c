"""What apps read first: where to ask, and what this server can do (SMART App Launch 2)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from hearth.fhir.mappers import MAPPERS
from hearth.fhir.smart import keys
from hearth.fhir.smart.addresses import fhir_of, issuer_of, site_of
from hearth.fhir.smart.page import oauth_page

CAPABILITIES = [
    "launch-ehr", "launch-standalone", "authorize-post", "client-public",
    "client-confidential-symmetric", "client-confidential-asymmetric", "sso-openid-connect",
    "context-banner", "context-ehr-patient", "context-standalone-patient", "permission-offline",
    "permission-online", "permission-patient", "permission-user", "permission-v1", "permission-v2",
]  # fmt: skip
PROOFS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]
SIGNED_WITH = ["RS384", "ES384"]
GRANTS = ["authorization_code", "client_credentials", "refresh_token"]


def configuration(request: HttpRequest) -> dict[str, Any]:
    """Return the document of /.well-known/smart-configuration."""
    site = site_of(request)
    return {
        "issuer": issuer_of(request),
        "jwks_uri": f"{site}/oauth/keys",
        "authorization_endpoint": f"{site}/oauth/authorize",
        "token_endpoint": f"{site}/oauth/token",
        "revocation_endpoint": f"{site}/oauth/revoke",
        "introspection_endpoint": f"{site}/oauth/introspect",
        "management_endpoint": f"{site}/apps/",
        "token_endpoint_auth_methods_supported": PROOFS,
        "token_endpoint_auth_signing_alg_values_supported": SIGNED_WITH,
        "grant_types_supported": GRANTS,
        "response_types_supported": ["code"],
        "scopes_supported": scopes_supported(),
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "capabilities": CAPABILITIES,
    }


def scopes_supported() -> list[str]:
    """The scopes that make sense here."""
    fixed = ["openid", "fhirUser", "profile", "launch", "launch/patient"]
    whole = [f"{context}/*.cruds" for context in ("patient", "user", "system")]
    each = [f"{context}/{type}.cruds" for type in MAPPERS for context in ("patient", "user")]
    return [*fixed, "offline_access", "online_access", *whole, *each]


@oauth_page("GET")
def smart_configuration(request: HttpRequest) -> HttpResponse:
    """Answer in JSON, whatever was asked for."""
    return JsonResponse(configuration(request))


@oauth_page("GET")
def openid_configuration(request: HttpRequest) -> HttpResponse:
    """The same for OpenID Connect."""
    found = configuration(request)
    return JsonResponse(found | {
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "fhirUser"],
        "service_documentation": f"{fhir_of(request)}/metadata",
    })  # fmt: skip


@oauth_page("GET")
def public_keys(_request: HttpRequest) -> HttpResponse:
    """The public keys with which our words can be checked."""
    answer = JsonResponse(keys.published())
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
