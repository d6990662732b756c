"""Systems that sign what they ask, without a token of ours: their keys, and whether they may."""

import json
from dataclasses import dataclass
from typing import Any

from hearth.records.callers.models import App
from hearth.records.people.models import Account


@dataclass(frozen=True)
class Signer:
    """A backend service with its account, the keys that prove its signature, and how far it may.

    `jwks_uri`: where its keys are read, if it said so; `launch`: where its SMART app begins.
    """

    account: Account
    app: str
    app_id: str
    keys: dict[str, Any]
    jwks_uri: str
    launch: str
    may_ask: str


def keys_of(issuer: str) -> Signer | None:
    """The backend service that signs as this issuer (its id in the register); none if stopped."""
    rows = App.objects.select_related("machine").filter(client_id=issuer, stopped_at__isnull=True)
    row = rows.filter(machine__is_active=True).first()
    if row is None or row.machine is None:
        return None
    return Signer(
        account=row.machine,
        app=row.name,
        app_id=row.client_id,
        keys=_keys(row.jwks),
        jwks_uri=row.jwks_uri,
        launch=row.launch_uri,
        may_ask=row.may_ask,
    )


def _keys(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) and found.get("keys") else {}
