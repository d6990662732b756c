"""What an app reads first is true: each address answers, and what is promised can be done."""

from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from hearth.core.smart import read_scope
from hearth.fhir.smart.discovery import CAPABILITIES, PROOFS
from tests.smart import SITE

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

WELL_KNOWN = "/fhir/.well-known/smart-configuration"
ADDRESSES = ("authorization", "token", "revocation", "introspection", "management")


@pytest.fixture
def said() -> dict[str, Any]:
    found: dict[str, Any] = Client().get(WELL_KNOWN).json()
    return found


def test_the_configuration_names_where_everything_is(said: dict[str, Any]) -> None:
    assert said["issuer"] == f"{SITE}/oauth"
    for name in ADDRESSES:
        address = said[f"{name}_endpoint"]
        assert address.startswith(f"{SITE}/")
        assert resolve(address.removeprefix(SITE)).func is not None
    assert Client().get(said["jwks_uri"].removeprefix(SITE)).json()["keys"]
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert said["token_endpoint_auth_methods_supported"] == PROOFS
    assert {"RS384", "ES384"} == set(said["token_endpoint_auth_signing_alg_values_supported"])
    assert {"authorization_code", "client_credentials"} <= set(said["grant_types_supported"])


@pytest.mark.parametrize("accept", ["application/json", "text/html", "application/fhir+xml"])
def test_the_configuration_is_json_whatever_was_asked_for(accept: str) -> None:
    answer = Client().get(WELL_KNOWN, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    addresses = [value for name, value in answer.json().items() if name.endswith("_endpoint")]
    assert all(address.startswith(f"{SITE}/") for address in addresses)


def test_what_is_promised_can_be_done(said: dict[str, Any]) -> None:
    assert said["capabilities"] == CAPABILITIES
    named = [each for each in said["scopes_supported"] if "/" in each and each != "launch/patient"]
    assert all(read_scope(each) for each in named)


def test_openid_says_the_same(said: dict[str, Any]) -> None:
    openid = Client().get("/oauth/.well-known/openid-configuration").json()
    assert {name: openid[name] for name in said} == said
    assert openid["id_token_signing_alg_values_supported"] == ["RS256"]


@pytest.mark.parametrize("address", [WELL_KNOWN, "/oauth/token", "/oauth/keys"])
def test_pages_of_other_sites_may_ask(address: str) -> None:
    asked = Client().options(address, headers={"Origin": "https://pocket.example"})
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in asked


def test_an_address_of_oauth_takes_only_what_it_is_for() -> None:
    assert Client().get("/oauth/token").status_code == 405
    assert Client().post(WELL_KNOWN).status_code == 405
