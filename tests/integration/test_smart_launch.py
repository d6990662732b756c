"""Somebody lets an app in, and the app gets what they said and no more (SMART App Launch 2)."""

from typing import Any

import pytest
from django.test import Client

from hearth.core.smart_apps import Proof
from tests.smart import FHIR, SITE, an_app, let_in, says_yes, told, tokens
from tests.world import World, a_supporter, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def browser(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_the_person_lets_an_app_see_their_goals(world: World) -> None:
    client, app = browser(world.person_account), an_app()
    page = client.get(app.address("patient/Goal.rs launch/patient"))
    words = page.content.decode()
    assert "My Plan Pocket" in words
    assert "your own plan" in words
    assert "Goals. It can see this." in words
    found = let_in(client, app, "patient/Goal.rs launch/patient openid fhirUser")
    assert found["token_type"] == "Bearer"
    assert found["expires_in"] == 600
    assert found["patient"] == str(world.person.pk)
    assert found["need_patient_banner"] is True
    assert set(found["scope"].split()) == {
        "patient/Goal.rs",
        "launch/patient",
        "openid",
        "fhirUser",
    }
    assert "refresh_token" not in found
    assert found["id_token"].count(".") == 2
