"""Calls of the FHIR API as tests make them: an app with a token, and what it is told."""

import json
from collections.abc import Iterator
from typing import Any

from django.test import Client

from hearth.fhir.parsing import bytes_of
from tests.calling import a_caller

JSON = "application/fhir+json"


class App:
    """An app that calls with the token of one account. Each call returns Django's answer."""

    def __init__(self, account: Any, scopes: str = "user/*.cruds", **more: Any) -> None:
        self.client = Client(headers=a_caller(account, scopes=scopes, **more))

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/fhir/{path}", headers=_named(headers))

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self._send("post", path, body, headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self._send("put", path, body, headers)

    def bundle(self, entries: list[dict[str, Any]], kind: str = "transaction", **more: str) -> Any:
        """Send many requests at once."""
        return self.post("", {"resourceType": "Bundle", "type": kind, "entry": entries}, **more)

    def created(self, body: dict[str, Any], **headers: str) -> dict[str, Any]:
        """Create a resource; return it as it came back."""
        answer = self.post(body["resourceType"], body, **headers)
        assert answer.status_code == 201, answer.content
        return dict(answer.json())

    def pages(self, path: str) -> Iterator[dict[str, Any]]:
        """Every page of a Bundle, along its links."""
        while path:
            page = self.get(path).json()
            yield page
            links = {each["relation"]: each["url"] for each in page["link"]}
            path = links.get("next", "").partition("/fhir/")[2]

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        content = body if isinstance(body, str | bytes) else bytes_of(body)
        kind = headers.pop("content_type", JSON)
        send = getattr(self.client, method)
        return send(f"/fhir/{path}", content, content_type=kind, headers=_named(headers))


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def reasons(answer: Any) -> list[tuple[str, str]]:
    """The elements that an answer names, each with its code."""
    issues = json.loads(answer.content)["issue"]
    return [(each.get("expression", [""])[0], each["code"]) for each in issues]


def entry(method: str, url: str, body: Any = None, full_url: str = "", **more: str) -> Any:
    """One request of a Bundle."""
    made: dict[str, Any] = {"request": {"method": method, "url": url, **more}}
    if body is not None:
        made["resource"] = body
    if full_url:
        made["fullUrl"] = full_url
    return made


def a_goal(person: Any, text: str = "Walk to the allotment", **more: Any) -> dict[str, Any]:
    """A Goal as another system sends it."""
    return {
        "resourceType": "Goal",
        "lifecycleStatus": "active",
        "description": {"text": text},
        "subject": {"reference": f"Patient/{person.pk}"},
        **more,
    }


def a_plan(person: Any, title: str = "Diabetes plan", **more: Any) -> dict[str, Any]:
    """Another service's CarePlan, which is kept as it came."""
    return {
        "resourceType": "CarePlan",
        "status": "active",
        "intent": "plan",
        "title": title,
        "subject": {"reference": f"Patient/{person.pk}"},
        **more,
    }
