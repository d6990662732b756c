"""Another system that asks for prompts, for tests: it signs each request with its own key."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from hearth.records.callers.models import App
from hearth.records.community.models import Post
from tests.calling import an_app

VIEW, BOOK = "hearth-patient-view", "hearth-appointment-book"


class AskingSystem:
    """A system of a practice: it has a post there, and a key."""

    def __init__(self, post: Post, *, algorithm: str = "ES384", launch: str = "") -> None:
        is_curve = algorithm == "ES384"
        self.key = (
            ECKey.generate_key("P-384", {"kid": "k1"})
            if is_curve
            else RSAKey.generate_key(2048, {"kid": "k1"})
        )
        self.algorithm, self.client = algorithm, Client()
        self.app: App = an_app(machine=post.account, launch_uri=launch)
        self.app.jwks = _json(KeySet([self.key]).as_dict(private=False))
        self.app.save()

    def token(self, audience: str, *, key: Any = None, **more: Any) -> str:
        """A token as the guide wants it; `more` spoils a part of it."""
        now = int(timezone.now().timestamp())
        claims = {
            "iss": self.app.client_id, "aud": audience, "iat": now, "exp": now + 300,
            "jti": str(uuid4()), **more,
        }  # fmt: skip
        header = {"alg": self.algorithm, "kid": "k1", "typ": "JWT"}
        kept = {name: value for name, value in claims.items() if value is not None}
        return str(jwt.encode(header, kept, key or self.key, algorithms=[self.algorithm]))

    def post(self, path: str, said: Any, *, token: str | None = None) -> Any:
        """Post JSON to a path under /cds-services."""
        address = f"{settings.ADDRESS}/cds-services{path}"
        return self.client.post(
            f"/cds-services{path}",
            said,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token(address) if token is None else token}"},
        )

    def ask(self, patient: Any, *, service: str = VIEW, **more: Any) -> Any:
        """Ask for the cards about somebody."""
        return self.post(f"/{service}", a_request(patient, service=service, **more))


def a_request(
    patient: Any, *, service: str = VIEW, user: str = "Practitioner/7", **more: Any
) -> dict[str, Any]:
    """What a system sends as somebody opens a patient, or books a time."""
    context = {"userId": user, "patientId": str(patient)}
    if service == BOOK:
        context["appointments"] = {"resourceType": "Bundle", "type": "collection"}
    return {
        "hook": service.removeprefix("hearth-"), "hookInstance": str(uuid4()), "context": context,
        **more,
    }  # fmt: skip


def _json(value: Any) -> str:
    import json

    return json.dumps(value)
