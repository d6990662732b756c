"""Where everything is, as whoever asks reaches us."""

from django.http import HttpRequest


def site_of(request: HttpRequest) -> str:
    """Our own address, without a slash at its end."""
    return f"{request.scheme}://{request.get_host()}"


def fhir_of(request: HttpRequest) -> str:
    """The address of the FHIR server: the `aud` that every app must name."""
    return f"{site_of(request)}/fhir"


def issuer_of(request: HttpRequest) -> str:
    """Who says who somebody is: OpenID Connect's issuer."""
    return f"{site_of(request)}/oauth"


def token_of(request: HttpRequest) -> str:
    """Where apps get tokens: the `aud` of what they sign."""
    return f"{site_of(request)}/oauth/token"
