"""The settings of sign-in for other software (OAuth 2, SMART App Launch 2): the strict ones."""

OAUTH2_PROVIDER_APPLICATION_MODEL = "callers.App"
OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL = "callers.AccessToken"
OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL = "callers.RefreshToken"
OAUTH2_PROVIDER_GRANT_MODEL = "callers.Grant"
OAUTH2_PROVIDER_ID_TOKEN_MODEL = "callers.IDToken"
OAUTH2_PROVIDER = {
    "ACCESS_TOKEN_EXPIRE_SECONDS": 600,
    "ID_TOKEN_EXPIRE_SECONDS": 600,
    "AUTHORIZATION_CODE_EXPIRE_SECONDS": 60,
    # Kept, revoked, for so long: that is how a second use of one is known.
    "REFRESH_TOKEN_EXPIRE_SECONDS": 90 * 24 * 60 * 60,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ROTATE_REFRESH_TOKEN": True,
    "PKCE_REQUIRED": True,
    "OIDC_ENABLED": True,
    "OAUTH2_VALIDATOR_CLASS": "hearth.fhir.smart.validator.Validator",
    "SCOPES_BACKEND_CLASS": "hearth.fhir.smart.validator.Scopes",
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https", "http"],
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "COMPLIANT_BCP_RFC9700_REFRESH_TOKEN": True,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_MATCHING": True,
    "COMPLIANT_BCP_RFC9700_PKCE_REQUIRED": True,
}
# Addresses of http are registered for loopback alone (records/callers/registering.py, RFC 8252).
SILENCED_SYSTEM_CHECKS = ["oauth2_provider.W008"]
