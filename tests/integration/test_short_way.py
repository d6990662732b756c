"""What other software calls is answered by a short way, with the same answers and safety."""

import io
from contextlib import contextmanager

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from tests.calling import a_caller
from tests.world import a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@contextmanager
def _connected():
    """The test's own connection is not the server's to close; Django's client does the same."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def by_the_short_way(path: str, **headers: str):
    from hearth.site.wsgi import ShortWay

    told = []
    asked = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver", "SERVER_PORT": "80", "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http", **headers,
    }  # fmt: skip
    with _connected():
        body = b"".join(ShortWay()(asked, lambda status, headers: told.append((status, headers))))
    return int(told[0][0][:3]), dict(told[0][1]), body


@pytest.mark.parametrize("path", ["/fhir/metadata", "/fhir/Patient/{id}", "/fhir/nothing/x/y"])
def test_both_ways_answer_the_same(path):
    world = a_world()
    headers = a_caller(world.nurse, "user/*.rs")
    path = path.format(id=world.person.pk)

    long = Client(headers=headers).get(path)
    status, told, body = by_the_short_way(
        path, HTTP_AUTHORIZATION=headers["Authorization"], HTTP_ACCEPT="application/fhir+json"
    )

    assert (status, body) == (long.status_code, long.content)
    assert "Set-Cookie" not in told
    for name in ("Content-Type", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"):
        assert told[name] == long[name], name
    assert "default-src 'none'" in told["Content-Security-Policy"]
