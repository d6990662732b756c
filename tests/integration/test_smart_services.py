"""A backend service proves who it is with a key, and works as a colleague with a post would."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.test import Client
from joserfc.jwk import RSAKey

from hearth.core.access import Role
from hearth.core.smart_apps import Proof, Registration
from hearth.fhir.smart.fetching import CannotFetch, keys_at
from hearth.jobs.demo.apps import register_apps
from hearth.records.callers import registering
from hearth.records.callers.models import AccessToken, App
from hearth.records.callers.queries import apps
from tests.command_line import CommandLine
from tests.smart import (
    EC,
    RSA,
    a_service,
    an_app,
    proof_of,
    public_keys,
    says_yes,
    service_asks,
    tokens,
)  # fmt: skip
from tests.world import NOW, World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def answer_to(sent: dict[str, Any]) -> Any:
    return tokens(Client(), sent)


@pytest.mark.parametrize("key", [RSA, EC], ids=["RS384", "ES384"])
def test_a_service_gets_a_token_for_ten_minutes(world: World, key: Any) -> None:
    app = a_service(world.practice)
    answer = answer_to(service_asks(app, "system/Goal.rs", key=key))
    assert answer.status_code == 200, answer.content
    found = answer.json()
    assert found["token_type"] == "Bearer"
    assert found["expires_in"] == 600
    assert found["scope"] == "system/Goal.rs"
    assert "refresh_token" not in found
    assert answer["Cache-Control"] == "no-store"
    assert answer["Pragma"] == "no-cache"
    assert AccessToken.objects.get().user == app.row.machine


def test_a_service_is_a_colleague_with_a_post(world: World) -> None:
    app = a_service(world.practice)
    post = app.row.machine.posts.get()
    assert (post.organisation, post.role) == (world.practice, Role.PRACTITIONER.value)
    assert not app.row.machine.has_usable_password()


def test_a_service_gets_no_more_than_it_is_registered_for(world: World) -> None:
    app = a_service(world.practice, "system/Goal.rs")
    scope = "system/Goal.cruds system/Observation.rs patient/*.rs"
    assert answer_to(service_asks(app, scope)).json()["scope"] == "system/Goal.rs"
    nothing = answer_to(service_asks(app, "system/Observation.rs"))
    assert (nothing.status_code, nothing.json()["error"]) == (400, "invalid_scope")


def test_a_signed_statement_is_good_once(world: World) -> None:
    sent = service_asks(a_service(world.practice))
    assert answer_to(sent).status_code == 200
    again = answer_to(sent)
    assert (again.status_code, again.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    "bend",
    [
        {"aud": "https://elsewhere.example/token"},
        {"lasts": 3600},
        {"lasts": -1},
        {"exp": None},
        {"jti": None},
        {"iss": "nobody"},
        {"sub": "nobody"},
        {"header": {"kid": "other"}},
        {"header": {"jku": "https://elsewhere.example/keys"}},
        {"alg": "RS256"},
    ],
    ids=str,
)
def test_a_statement_that_proves_nothing_gets_nothing(world: World, bend: dict[str, Any]) -> None:
    answer = answer_to(service_asks(a_service(world.practice), **bend))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert not AccessToken.objects.exists()


def test_a_key_of_somebody_else_opens_nothing(world: World) -> None:
    stolen = RSAKey.generate_key(2048, {"kid": "rsa"})
    assert answer_to(service_asks(a_service(world.practice), key=stolen)).status_code == 401


def test_a_service_may_not_show_a_secret_in_place_of_its_key(world: World) -> None:
    app = a_service(world.practice)
    App.objects.filter(pk=app.row.pk).update(client_secret="plain")
    sent = {"grant_type": "client_credentials", "scope": "system/*.rs", "client_secret": "plain"}
    assert answer_to({**sent, "client_id": app.row.client_id}).status_code == 401


def test_a_service_that_is_stopped_gets_nothing(world: World) -> None:
    app = a_service(world.practice)
    registering.stop(app.row, by=None, at=NOW)
    assert answer_to(service_asks(app)).status_code == 401


def test_new_keys_take_the_place_of_the_old_ones(world: World) -> None:
    app = a_service(world.practice, jwks=json.dumps(public_keys(RSA)))
    registering.change_keys(app.row, jwks=json.dumps(public_keys(EC)), jwks_uri="", by=None, at=NOW)
    assert answer_to(service_asks(app, key=RSA)).status_code == 401
    assert answer_to(service_asks(app, key=EC)).status_code == 200


def test_an_app_for_people_proves_itself_with_a_key_too(world: World) -> None:
    app = an_app(Proof.KEYS, jwks=json.dumps(public_keys()))
    client = Client()
    client.force_login(world.person_account)
    code = says_yes(client, app.address())["code"]
    assert answer_to(app.changes(code)).status_code == 401
    assert answer_to({**app.changes(code), **proof_of(app)}).status_code == 200


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/keys", "https://127.0.0.1:9/keys", "ftp://x"]
)
def test_keys_are_read_neither_in_clear_nor_from_inside_our_network(address: str) -> None:
    with pytest.raises(CannotFetch):
        keys_at(address, at=NOW)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"redirects": ("http://pocket.example/back",)}, "https://"),
        ({"redirects": ("https://*.example/back",)}, "https://"),
        ({"redirects": ()}, "sent back"),
        ({"scopes": "everything"}, "not a scope"),
        ({"scopes": "system/*.rs"}, "system/"),
        ({"name": " "}, "name"),
        ({"proof": Proof.KEYS}, "public keys"),
        (
            {"proof": Proof.KEYS, "jwks": '{"keys": [{"kid": "a", "kty": "RSA", "d": "x"}]}'},
            "private",
        ),
        ({"proof": Proof.KEYS, "jwks": "no"}, "Key Set"),
    ],
    ids=str,
)
def test_an_app_that_lacks_something_is_not_registered(asked: dict[str, Any], words: str) -> None:
    whole = {
        "name": "App", "proof": Proof.NONE, "scopes": "patient/*.rs",
        "redirects": ("https://pocket.example/back",),
    }  # fmt: skip
    with pytest.raises(registering.CannotRegister, match=words):
        registering.register(Registration(**{**whole, **asked}), by=None, at=NOW)
    assert not App.objects.exists()


def test_the_demonstration_has_an_app_and_a_service(world: World) -> None:
    town: Any = SimpleNamespace(organisations={"mill_lane": world.practice})
    register_apps(town, SimpleNamespace(at=NOW))  # type: ignore[arg-type]
    assert [app.name for app in apps()] == ["Calderwick Community Records", "My Plan Pocket"]


@pytest.mark.any_engine
def test_apps_are_added_listed_and_stopped_from_a_terminal(hearth_made: CommandLine) -> None:
    added = hearth_made.run(
        "apps", "add", "Round", "--scopes", "patient/*.rs", "--to", "https://round.example/back",
        "--proof", "secret", "--json",
    )  # fmt: skip
    assert added.returncode == 0, added.stderr
    app = json.loads(added.stdout)
    assert app["client_secret"] not in hearth_made.run("apps", "list", "--json").stdout
    assert hearth_made.run("apps", "stop", app["client_id"]).returncode == 0
    listed = json.loads(hearth_made.run("apps", "list", "--json").stdout)["apps"]
    assert listed[0]["stopped"]
    refused = hearth_made.run("apps", "add", "Bad", "--scopes", "all", "--to", "http://x.example")
    assert refused.returncode == 1
    assert "not a scope" in refused.stderr


@contextmanager
def keys_over_tls(folder: Path, control: str) -> Iterator[tuple[str, list[str]]]:
    """A web server of an app with a certificate of its own; the paths that were asked for."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            is_moved = self.path == "/moved"
            self.send_response(302 if is_moved else 200)
            self.send_header("Location", "/keys")
            self.send_header("Cache-Control", control)
            self.end_headers()
            self.wfile.write(json.dumps(public_keys()).encode())

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*a_certificate(folder))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://localhost:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


def a_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(secret)
    return folder / "cert.pem", folder / "key.pem"


@pytest.mark.parametrize(("control", "reads"), [("max-age=60", 1), ("no-store", 2), ("", 2)])
def test_a_set_of_keys_may_stand_at_an_address_of_the_app(
    world: World, tmp_path: Path, monkeypatch: Any, settings: Any, control: str, reads: int
) -> None:
    settings.FEEDS_INSIDE = True
    with keys_over_tls(tmp_path, control) as (address, asked):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "cert.pem"))
        app = a_service(world.practice, jwks="", jwks_uri=f"{address}/keys")
        named = {"header": {"jku": f"{address}/keys"}}
        assert answer_to(service_asks(app, **named)).status_code == 200
        assert answer_to(service_asks(app)).status_code == 200
        assert asked == ["/keys"] * reads
        with pytest.raises(CannotFetch):
            keys_at(f"{address}/moved", at=NOW)
    settings.FEEDS_INSIDE = False
    with pytest.raises(CannotFetch):
        keys_at(f"{address}/keys?again", at=NOW)
