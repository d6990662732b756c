"""Who calls: the token in the request, read with one query. Each request asks anew."""

from django.http import HttpRequest
from django.utils import timezone

from hearth.core.smart import scopes_in
from hearth.fhir.caller import Caller
from hearth.fhir.outcome import Issue, Wrong
from hearth.records.callers import changes, queries


def caller_of(request: HttpRequest) -> Caller:
    """Return who calls. Raises Wrong(401) for a token that opens nothing, and never says why."""
    at = timezone.now()
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    held = queries.held_by(token.strip(), at=at) if kind.lower() == "bearer" and token else None
    if held is None:
        raise Wrong(401, Issue("login", "Sign in first: send a token that is still good."))
    if held.allowing is not None:
        changes.note_use(held.allowing, at=at)
    return Caller(
        account=held.account,
        app=held.app.name,
        app_id=held.app.client_id,
        scopes=scopes_in(held.scopes),
        patient=held.person_id,
    )
