"""E12: every operation of our OpenAPI, called as each role with what Schemathesis makes up.

Each role tries a part of the operations here, and all of them with HEARTH_TEST_LONG=1.
"""

import os
from typing import Any

import jsonschema
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings

from hearth.fhir.openapi import document
from tests.calling import a_caller
from tests.world import a_supporter, a_world, an_agreeable_plan

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
EXAMPLES, PART = (100, 1) if LONG else (2, 12)
PLAIN = {"Accept-Encoding": "identity"}
ROLES = ("a practitioner", "a supporter", "a machine", "nobody", "the person")

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture(autouse=True)
def _one_connection():
    """Requests leave the test's own transaction open, as those of Django's test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers() -> dict[str, dict[str, str]]:
    """What each role sends to show who it is."""
    world = a_world()
    an_agreeable_plan(world)
    a_supporter(world)
    return {
        "the person": a_caller(world.person_account, "patient/*.cruds", world.person),
        "a supporter": a_caller(world.daughter, "user/*.cruds", world.person),
        "a practitioner": a_caller(world.nurse, "user/*.cruds"),
        "a machine": a_caller(world.social_worker, "system/*.cruds"),
        "nobody": {},
    }


def is_shut(answer: Any) -> bool:
    return answer.status_code in (401, 404, 405, 406)


def operations() -> list[Any]:
    schema = schemathesis.openapi.from_wsgi(
        "/fhir/openapi.json", get_wsgi_application(), headers=PLAIN
    )
    return sorted((each.ok() for each in schema.get_all_operations()), key=lambda o: o.label)


@pytest.mark.parametrize("role", ROLES)
def test_no_operation_fails_whatever_is_sent_by(role, headers):
    tried, wrong = 0, []
    for operation in operations()[ROLES.index(role) :: PART]:
        for case, answer in answers_of(operation, headers[role]):
            tried += 1
            if answer.status_code >= 500 or (role == "nobody" and not open_to(case, answer)):
                wrong.append((operation.label, answer.status_code, case.body, answer.text[:300]))

    assert tried
    assert wrong == []


def open_to(case: Any, answer: Any) -> bool:
    """Whether nobody was let in: but for what the server can do, all of it needs a token."""
    return case.path.startswith("/metadata") or is_shut(answer)


def answers_of(operation: Any, headers: dict[str, str]) -> list[tuple[Any, Any]]:
    """Call one operation with several made-up requests."""
    found: list[tuple[Any, Any]] = []

    @seed(7)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def call(case: Any) -> None:
        found.append((case, case.call(headers={**headers, **PLAIN})))

    call()
    return found


def test_the_document_is_openapi_and_names_each_operation_once():
    told = document("https://plans.example.org/fhir")

    assert told["openapi"] == "3.1.0"
    for path, methods in told["paths"].items():
        for said in methods.values():
            names = [each["name"] for each in said["parameters"]]
            assert len(names) == len(set(names)), path
    for schema in told["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
