# ruff: noqa: ARG002  the toolkit says what each of its methods is given
"""What django-oauth-toolkit asks of us: who an app is, what a code or a token is still good for.

The views run each request in one transaction and set `SITE` in its headers: our own address.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from oauth2_provider.models import get_access_token_model
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauthlib.oauth2.rfc6749 import errors

from hearth.core.smart import STAYS, may_have, narrowed, write_scope
from hearth.fhir.smart import assertions, keys
from hearth.fhir.smart.deciding import rights_of_posts, who_signed_in
from hearth.records.callers import changes, queries

SITE = "HEARTH_SITE"
USED_TWICE = "Its key was used twice. Somebody else may have had it."
GIVEN_BACK = "The app gave its key back."


class Scopes:
    """The toolkit's list of scopes. Ours are read, not listed: each app has its own."""

    def get_all_scopes(self) -> dict[str, str]:
        """Return none: pages say in plain words what an app may do."""
        return {}

    def get_available_scopes(self, *_args: Any, **_more: Any) -> list[str]:
        """Return none, see above."""
        return []

    def get_default_scopes(self, *_args: Any, **_more: Any) -> list[str]:
        """Return none: an app must say what it asks for."""
        return []


class Validator(OAuth2Validator):  # type: ignore[misc]
    """The toolkit's rules, and ours on top."""

    # Who an app is

    def client_authentication_required(self, request: Any, *args: Any, **more: Any) -> bool:
        """An app that sends a signed statement, or a secret, is held to it."""
        if _sent(request, "client_assertion"):
            return True
        return bool(super().client_authentication_required(request, *args, **more))

    def authenticate_client(self, request: Any, *args: Any, **more: Any) -> bool:
        """By a signed statement, or by a secret where the app has one; never either way."""
        if assertion := _sent(request, "client_assertion"):
            return self._by_assertion(request, assertion)
        is_right = super().authenticate_client(request, *args, **more)
        return bool(is_right and request.client.has_secret)

    def _by_assertion(self, request: Any, assertion: str) -> bool:
        if _sent(request, "client_assertion_type") != assertions.TYPE:
            return False
        audience = f"{request.headers[SITE]}/oauth/token"
        try:
            app = assertions.proved(assertion, audience=audience, at=timezone.now())
        except assertions.NotProved:
            return False
        if _sent(request, "client_id") not in ("", app.client_id):
            return False
        request.client, request.client_id = app, app.client_id
        return True

    # Scopes: they shrink, and never grow

    def validate_scopes(
        self, client_id: str, scopes: Any, client: Any, request: Any, *args: Any, **more: Any
    ) -> bool:
        """A service is given what it asks for of what it is registered for and its post may do."""
        if request.grant_type != "client_credentials":
            return True
        rights = rights_of_posts(client.machine, at=timezone.now())
        given = may_have(
            " ".join(scopes or []), most=client.may_ask, rights=rights, contexts=("system",)
        )
        request.scopes = [write_scope(scope) for scope in given]
        return bool(given)

    def get_default_scopes(self, client_id: str, request: Any, *args: Any, **more: Any) -> Any:
        """None: an app must say what it asks for."""
        return []

    def is_within_original_scope(
        self, request_scopes: Any, refresh_token: str, request: Any, *args: Any, **more: Any
    ) -> bool:
        """At a refresh an app may ask for less, in other words."""
        had = self.get_original_scopes(refresh_token, request)
        request.scopes = narrowed(" ".join(request_scopes), had)
        return bool(request.scopes)

    # Codes

    def validate_code(
        self, client_id: str, code: str, client: Any, request: Any, *args: Any, **more: Any
    ) -> bool:
        """A code is good once, for a minute. The second use of one ends all that came of it."""
        now, held = timezone.now(), queries.code_held(code, client)
        if held is None or held.allowing is None:
            return False
        if held.used_at is not None:
            changes.end(allowing=held.allowing, by=None, at=now, why=USED_TWICE)
            return False
        if held.expires <= now or not _stands(held.allowing, held.user, now):
            return False
        request.code_held, request.allowing, request.user = held, held.allowing, held.user
        request.scopes, request.nonce = held.scope.split(), held.nonce or None
        return True

    def invalidate_authorization_code(
        self, client_id: str, code: str, request: Any, *args: Any, **more: Any
    ) -> None:
        """Use the code up."""
        if not changes.use_code(request.code_held, at=timezone.now()):
            raise errors.InvalidGrantError(request=request)

    # Refresh tokens

    def validate_refresh_token(
        self, refresh_token: str, client: Any, request: Any, *args: Any, **more: Any
    ) -> bool:
        """A refresh token is good once. The second use of one ends its whole family."""
        now, held = timezone.now(), queries.refresh_held(refresh_token, client)
        if held is None or held.allowing is None:
            return False
        if held.revoked is not None:
            changes.end(allowing=held.allowing, by=None, at=now, why=USED_TWICE)
            return False
        if not _stands(held.allowing, held.user, now):
            return False
        request.allowing = held.allowing
        return bool(super().validate_refresh_token(refresh_token, client, request, *args, **more))

    # Tokens

    def _save_bearer_token(self, token: Any, request: Any, *args: Any, **more: Any) -> None:
        allowing = getattr(request, "allowing", None)
        if allowing is None or not set(STAYS) & set(allowing.scopes.split()):
            token.pop("refresh_token", None)
        super()._save_bearer_token(token, request, *args, **more)
        if allowing is not None and allowing.person_id:
            token["patient"] = str(allowing.person_id)
            token["need_patient_banner"] = True

    def _create_access_token(
        self, expires: datetime, request: Any, token: Any, source_refresh_token: Any = None
    ) -> Any:
        row = get_access_token_model()(
            user=request.user or request.client.machine,
            scope=token["scope"],
            expires=expires,
            application=request.client,
            source_refresh_token=source_refresh_token,
            allowing=getattr(request, "allowing", None),
        )
        self._set_token_value(row, token["access_token"])
        row.save()
        return row

    def _create_refresh_token(
        self, request: Any, refresh_token_code: str, access_token: Any, previous_refresh_token: Any
    ) -> Any:
        row = super()._create_refresh_token(
            request, refresh_token_code, access_token, previous_refresh_token
        )
        row.allowing = request.allowing
        row.save(update_fields=["allowing"])
        return row

    def revoke_token(
        self, token: str, token_type_hint: str, request: Any, *args: Any, **more: Any
    ) -> None:
        """An app gives its token back: all that came of the same yes ends with it."""
        if allowing := queries.allowing_of(token, request.client):
            changes.end(allowing=allowing, by=None, at=timezone.now(), why=GIVEN_BACK)
        super().revoke_token(token, token_type_hint, request, *args, **more)

    # Who somebody is

    def get_oidc_issuer_endpoint(self, request: Any) -> str:
        """Who says it."""
        return f"{request.headers[SITE]}/oauth"

    def finalize_id_token(
        self, id_token: dict[str, Any], token: Any, token_handler: Any, request: Any
    ) -> str:
        """Sign who somebody is, with the resource that stands for them."""
        claims, _ = self.get_id_token_dictionary(token, token_handler, request)
        id_token = {**id_token, **claims}
        if request.nonce:
            id_token.setdefault("nonce", request.nonce)
        if {"fhirUser", "profile"} & set(request.scopes):
            person_id = request.allowing.person_id
            reference = who_signed_in(request.user, person_id, at=timezone.now())
            id_token["fhirUser"] = f"{request.headers[SITE]}/fhir/{reference}"
        return keys.signed(id_token)


def _sent(request: Any, name: str) -> str:
    """Return one field of the form that the app posted."""
    return str(dict(request.decoded_body or []).get(name, ""))


def _stands(allowing: Any, account: Any, at: datetime) -> bool:
    is_live = queries.stands(allowing, account, at) and account.is_active
    return bool(is_live and queries.still_reaches(allowing, at=at))
