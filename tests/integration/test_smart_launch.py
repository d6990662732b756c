"""Somebody lets an app in, and the app gets what they said and no more (SMART App Launch 2)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import KeySet

from hearth.core.access import Action
from hearth.core.smart_apps import Proof
from hearth.core.words import Section
from hearth.fhir.calling import caller_of
from hearth.fhir.outcome import Wrong
from hearth.fhir.smart.token import WRONG_TRIES
from hearth.records.audit.models import AuditRow
from hearth.records.callers.models import Allowing, Grant, RefreshToken
from hearth.records.people import supporters
from tests.smart import BACK, SITE, AppOutside, an_app, let_in, says_yes, tokens, told
from tests.world import World, a_supporter, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def app() -> AppOutside:
    return an_app()


def browser(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def opens(token: str) -> bool:
    """Say whether a token still says who calls."""
    request = RequestFactory().get("/fhir/Goal", headers={"Authorization": f"Bearer {token}"})
    try:
        caller_of(request)
    except Wrong:
        return False
    return True


def test_the_person_lets_an_app_see_their_goals(world: World, app: AppOutside) -> None:
    client = browser(world.person_account)
    words = client.get(app.address("patient/Goal.rs launch/patient")).content.decode()
    assert "My Plan Pocket" in words
    assert "your own plan" in words
    assert "Goals. It can see this." in words
    assert "patient/Goal" not in words
    found = let_in(client, app, "patient/Goal.rs launch/patient openid fhirUser")
    assert found["token_type"] == "Bearer"
    assert found["expires_in"] == 600
    assert found["patient"] == str(world.person.pk)
    assert found["need_patient_banner"] is True
    given = {"patient/Goal.rs", "launch/patient", "openid", "fhirUser"}
    assert set(found["scope"].split()) == given
    assert "refresh_token" not in found


def test_who_signed_in_is_signed_with_a_key_that_all_can_read(
    world: World, app: AppOutside
) -> None:
    client = browser(world.person_account)
    found = let_in(client, app, "patient/Goal.rs openid fhirUser")
    keys = KeySet.import_key_set(client.get("/oauth/keys").json())
    claims = jwt.decode(found["id_token"], keys, algorithms=["RS256"]).claims
    assert claims["fhirUser"] == f"{SITE}/fhir/Patient/{world.person.pk}"
    assert claims["iss"] == f"{SITE}/oauth"
    assert claims["aud"] == app.row.client_id
    published = client.get("/oauth/keys").json()["keys"]
    assert all("d" not in key for key in published)


def test_what_is_not_ticked_is_not_given(world: World, app: AppOutside) -> None:
    client = browser(world.person_account)
    address = app.address("patient/Goal.rs patient/Observation.rs")
    code = says_yes(client, address, parts=["goals"])["code"]
    found = tokens(client, app.changes(code)).json()
    assert found["scope"] == "patient/Goal.rs"


def test_with_nothing_ticked_the_page_asks_again(world: World, app: AppOutside) -> None:
    answer = browser(world.person_account).post(app.address(), {"decision": "yes"})
    assert answer.status_code == 422
    assert not Allowing.objects.exists()


def test_a_no_sends_the_browser_back_with_a_no(world: World, app: AppOutside) -> None:
    said = told(browser(world.person_account).post(app.address(), {"decision": "no"}))
    assert said["error"] == "access_denied"
    assert said["state"] == app.state
    assert AuditRow.objects.filter(did="did not let an app in").exists()


def test_state_and_issuer_come_back_as_they_were(world: World, app: AppOutside) -> None:
    said = says_yes(browser(world.person_account), app.address())
    assert said["state"] == app.state
    assert said["iss"] == f"{SITE}/oauth"


def test_a_request_by_post_of_another_site_is_asked_again_as_a_link(
    world: World, app: AppOutside
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.person_account)
    answer = client.post("/oauth/authorize", app.asks())
    assert answer.status_code == 302
    assert answer["Location"] == app.address()
    assert client.post(app.address(), {"decision": "yes", "parts": "goals"}).status_code == 403


@pytest.mark.parametrize(
    ("bend", "error"),
    [
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"aud": ""}, "invalid_request"),
        ({"aud": "https://elsewhere.example/fhir"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "system/*.rs"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"launch": "made-up"}, "invalid_request"),
    ],
)
def test_who_asks_wrongly_is_told_so_at_its_own_address(
    world: World, app: AppOutside, bend: dict[str, str], error: str
) -> None:
    said = told(
        browser(world.person_account).get(app.address(**{"scope": "patient/Goal.rs", **bend}))
    )
    assert said["error"] == error
    assert said["state"] == app.state


@pytest.mark.parametrize(
    "bend",
    [
        {"redirect_uri": "https://pocket.example/back/"},
        {"redirect_uri": "https://pocket.example/back?x=1"},
        {"redirect_uri": "https://pocket.example.evil.example/back"},
        {"redirect_uri": "http://pocket.example/back"},
        {"redirect_uri": ""},
        {"client_id": "nobody"},
    ],
)
def test_an_address_that_is_not_registered_is_sent_nowhere(
    world: World, app: AppOutside, bend: dict[str, str]
) -> None:
    answer = browser(world.person_account).get(app.address(**bend))
    assert answer.status_code == 400
    assert "We do not know this app" in answer.content.decode()


def test_a_native_app_may_listen_at_any_port_of_its_own_machine(world: World) -> None:
    native = an_app(redirects=("http://127.0.0.1/back",))
    address = native.address(redirect_uri="http://127.0.0.1:50123/back")
    assert browser(world.person_account).get(address).status_code == 200


def test_nobody_is_asked_before_they_sign_in(app: AppOutside) -> None:
    answer = Client().get(app.address())
    assert answer.status_code == 302
    assert "/account/" in answer["Location"]


def test_the_form_may_lead_to_the_apps_own_address_and_nowhere_else(
    world: World, app: AppOutside
) -> None:
    policy = browser(world.person_account).get(app.address())["Content-Security-Policy"]
    assert "form-action 'self' https://pocket.example;" in f"{policy};"


def test_a_code_is_good_once_and_its_second_use_ends_what_came_of_it(
    world: World, app: AppOutside
) -> None:
    client = browser(world.person_account)
    code = says_yes(client, app.address())["code"]
    first = tokens(client, app.changes(code)).json()["access_token"]
    assert opens(first)
    again = tokens(client, app.changes(code))
    assert again.status_code == 400
    assert again.json()["error"] == "invalid_grant"
    assert not opens(first)


@pytest.mark.parametrize(
    "bend",
    [
        {"code_verifier": "x" * 43},
        {"code_verifier": ""},
        {"redirect_uri": "https://elsewhere.example/back"},
        {"code": "made-up"},
        {"client_id": "nobody"},
    ],
)
def test_a_code_opens_nothing_for_whoever_stole_it(
    world: World, app: AppOutside, bend: dict[str, str]
) -> None:
    client = browser(world.person_account)
    sent = {**app.changes(says_yes(client, app.address())["code"]), **bend}
    answer = tokens(client, {name: value for name, value in sent.items() if value})
    assert answer.status_code in (400, 401)
    assert "access_token" not in answer.json()


def test_a_code_ends_after_a_minute(world: World, app: AppOutside) -> None:
    client = browser(world.person_account)
    code = says_yes(client, app.address())["code"]
    assert not Grant.objects.filter(code="").exists()
    assert code not in str(Grant.objects.values().get())
    Grant.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert tokens(client, app.changes(code)).status_code == 400


def refreshes(client: Client, app: AppOutside, token: str, **more: str) -> Any:
    sent = {"grant_type": "refresh_token", "refresh_token": token, "client_id": app.row.client_id}
    return tokens(client, {**sent, **more})


def test_an_app_that_may_stay_gets_its_next_token_by_itself(world: World, app: AppOutside) -> None:
    client = browser(world.person_account)
    found = let_in(client, app, "patient/Goal.rs offline_access", until="months")
    assert RefreshToken.objects.get().token == ""
    following = refreshes(client, app, found["refresh_token"])
    assert following.status_code == 200, following.content
    answer = following.json()
    assert answer["scope"] == found["scope"]
    assert answer["patient"] == str(world.person.pk)
    assert answer["refresh_token"] != found["refresh_token"]
    assert opens(answer["access_token"])
    assert answer["expires_in"] == 600


def test_the_second_use_of_a_refresh_token_ends_the_whole_family(
    world: World, app: AppOutside
) -> None:
    client = browser(world.person_account)
    found = let_in(client, app, "patient/Goal.rs offline_access")
    following = refreshes(client, app, found["refresh_token"]).json()
    assert refreshes(client, app, found["refresh_token"]).status_code == 400
    assert not opens(following["access_token"])
    assert refreshes(client, app, following["refresh_token"]).status_code == 400
    assert "used twice" in Allowing.objects.get().ended_why


def test_at_a_refresh_scopes_shrink_and_never_grow(world: World, app: AppOutside) -> None:
    client = browser(world.person_account)
    scope = "patient/Goal.rs patient/Task.rs offline_access"
    found = let_in(client, app, scope)
    less = refreshes(client, app, found["refresh_token"], scope="patient/Goal.r").json()
    assert less["scope"] == "patient/Goal.r"
    more = refreshes(client, app, less["refresh_token"], scope="patient/Observation.rs")
    assert more.json()["error"] == "invalid_scope"


def test_a_refresh_token_serves_only_the_app_it_was_given_to(world: World, app: AppOutside) -> None:
    client, other = browser(world.person_account), an_app()
    found = let_in(client, app, "patient/Goal.rs offline_access")
    assert refreshes(client, other, found["refresh_token"]).status_code == 400
    assert refreshes(client, app, found["refresh_token"]).status_code == 200


def test_the_person_sees_each_app_and_stops_it_at_once(world: World, app: AppOutside) -> None:
    client = browser(world.person_account)
    found = let_in(client, app, "patient/Goal.rs offline_access")
    page = f"/people/{world.person.pk}/apps/"
    words = client.get(page).content.decode()
    assert "My Plan Pocket" in words
    assert "You let it in" in words
    client.post(f"{page}{Allowing.objects.get().pk}/stop/", {"person": str(world.person.pk)})
    assert not opens(found["access_token"])
    assert refreshes(client, app, found["refresh_token"]).status_code == 400
    assert "No app is let in now." in client.get(page).content.decode()


def test_a_supporter_lets_an_app_in_to_no_more_than_they_see_and_the_person_sees_it(
    world: World, app: AppOutside
) -> None:
    a_supporter(world, sections={Section.GOALS}, actions={Action.READ})
    client = browser(world.daughter)
    words = client.get(app.address("patient/*.cruds")).content.decode()
    assert "Goals. It can see this." in words
    assert "change it" not in words
    assert "Results" not in words
    found = let_in(client, app, "patient/*.cruds")
    assert "patient/Goal.rs" in found["scope"].split()
    assert "Observation" not in found["scope"]
    theirs = browser(world.person_account).get(f"/people/{world.person.pk}/apps/")
    assert "Samira Khan" in theirs.content.decode()
    assert browser(world.daughter).get(f"/people/{world.person.pk}/apps/").status_code == 403


def test_a_supporter_who_stops_helping_takes_their_apps_along(
    world: World, app: AppOutside
) -> None:
    helper = a_supporter(world)
    client = browser(world.daughter)
    found = let_in(client, app, "patient/Goal.rs offline_access")
    supporters.end(supporter=helper, by=world.person_account, at=timezone.now())
    assert refreshes(client, app, found["refresh_token"]).status_code == 400


def test_staff_choose_the_person_and_reach_nobody_else(world: World, app: AppOutside) -> None:
    client = browser(world.nurse)
    asked = app.address("patient/Goal.rs launch/patient")
    words = client.get(f"{asked}&q=Khan").content.decode()
    assert "Whose plan" in words
    assert f"person={world.person.pk}" in words
    code = says_yes(client, f"{asked}&person={world.person.pk}", person=str(world.person.pk))
    found = tokens(client, app.changes(code["code"])).json()
    assert found["patient"] == str(world.person.pk)
    assert client.get(f"{asked}&person={world.practice.pk}").status_code == 302
    stranger = "00000000-0000-4000-8000-000000000000"
    assert client.get(f"{asked}&person={stranger}").status_code == 404


def test_staff_open_an_app_from_somebodys_page(world: World) -> None:
    app = an_app(launch="https://pocket.example/launch")
    client = browser(world.nurse)
    page = f"/people/{world.person.pk}/open-with/"
    assert "My Plan Pocket" in client.get(page).content.decode()
    sent = {"app": app.row.client_id, "person": str(world.person.pk)}
    went = client.post(page, sent)["Location"]
    assert went.startswith(
        "https://pocket.example/launch?iss=http%3A%2F%2Ftestserver%2Ffhir&launch="
    )
    key = went.rpartition("=")[2]
    address = app.address("launch patient/Goal.rs", launch=key)
    code = says_yes(client, address, person=str(world.person.pk))["code"]
    assert tokens(client, app.changes(code)).json()["patient"] == str(world.person.pk)
    assert told(client.get(address))["error"] == "invalid_request"


def test_a_launch_is_good_only_for_who_made_it(world: World) -> None:
    app = an_app(launch="https://pocket.example/launch")
    client = browser(world.nurse)
    sent = {"app": app.row.client_id, "person": str(world.person.pk)}
    went = client.post(f"/people/{world.person.pk}/open-with/", sent)["Location"]
    address = app.address("launch patient/Goal.rs", launch=went.rpartition("=")[2])
    assert told(browser(world.social_worker).get(address))["error"] == "invalid_request"


def test_an_app_for_work_reaches_what_staff_see_and_the_person_sees_that(
    world: World, app: AppOutside
) -> None:
    found = let_in(browser(world.nurse), app, "user/Goal.rs")
    assert "patient" not in found
    assert found["scope"] == "user/Goal.rs"
    words = browser(world.person_account).get(f"/people/{world.person.pk}/apps/")
    assert "Mill Lane Surgery" in words.content.decode()


def test_an_app_with_a_secret_must_show_it(world: World) -> None:
    client, app = browser(world.person_account), an_app(Proof.SECRET)
    code = says_yes(client, app.address())["code"]
    assert tokens(client, app.changes(code)).json()["error"] == "invalid_client"
    wrong = tokens(client, app.changes(code, client_secret="wrong"))
    assert wrong.json()["error"] == "invalid_client"
    assert tokens(client, app.changes(code, client_secret=app.secret)).status_code == 200
    assert app.secret not in str(type(app.row).objects.values().get())


def test_an_app_gives_its_token_back(world: World, app: AppOutside) -> None:
    client = browser(world.person_account)
    found = let_in(client, app, "patient/Goal.rs offline_access")
    sent = {"token": found["refresh_token"], "client_id": app.row.client_id}
    answer = client.post("/oauth/revoke", sent)
    assert answer.status_code == 200, answer.content
    assert not opens(found["access_token"])
    unknown = client.post("/oauth/revoke", {**sent, "token": "made-up"})
    assert (unknown.status_code, unknown.content) == (answer.status_code, answer.content)


def test_an_app_asks_about_its_own_token_and_no_others(world: World) -> None:
    client, app, other = browser(world.person_account), an_app(Proof.SECRET), an_app(Proof.SECRET)
    code = says_yes(client, app.address("patient/Goal.rs openid fhirUser"))["code"]
    found = tokens(client, app.changes(code, client_secret=app.secret)).json()

    def asks(who: AppOutside, secret: str) -> Any:
        sent = {"token": found["access_token"], "client_id": who.row.client_id}
        return client.post("/oauth/introspect", {**sent, "client_secret": secret})

    said = asks(app, app.secret).json()
    assert said["active"] is True
    assert said["patient"] == str(world.person.pk)
    assert said["scope"] == found["scope"]
    assert asks(other, other.secret).json() == {"active": False}
    assert asks(app, "wrong").status_code == 401


def test_whoever_guesses_has_to_wait(world: World, app: AppOutside) -> None:
    cache.clear()
    for _ in range(WRONG_TRIES):
        assert refreshes(Client(), app, "guess").status_code == 400
    waits = refreshes(Client(), app, "guess")
    cache.clear()
    assert waits.status_code == 429
    assert waits["Retry-After"]


def test_every_yes_and_every_stop_leaves_a_row(world: World, app: AppOutside) -> None:
    client = browser(world.person_account)
    let_in(client, app)
    client.post(f"/apps/{Allowing.objects.get().pk}/stop/")
    did = set(AuditRow.objects.filter(person_id=world.person.pk).values_list("did", flat=True))
    assert {"let an app in", "stopped an app"} <= did
    assert AuditRow.objects.filter(did="registered an app").exists()


def test_an_app_for_the_person_never_gets_more_than_one_plan(world: World, app: AppOutside) -> None:
    found = let_in(browser(world.person_account), app, "user/Goal.rs")
    assert found["scope"] == "patient/Goal.rs"
    assert found["patient"] == str(world.person.pk)
    assert BACK.startswith("https://")
