"""A prompt in another system: one card with a reason, and no sign of whom it may not see."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.recall.facts import ListKind
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.models import Involvement
from hearth.records.audit.models import AuditRow
from hearth.records.people.deaths import record_death
from hearth.records.prompts.models import Prompt, PromptAnswer
from hearth.records.recall.models import OnRegister
from tests.calling import an_app
from tests.cds_hooks import BOOK, VIEW, AskingSystem, a_request
from tests.sharing import sealed
from tests.world import NOW, World, a_person, a_post, a_world, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def system(world: World) -> AskingSystem:
    account = an_account("Calderwick Records")
    return AskingSystem(a_post(account, world.practice, Role.PRACTITIONER, "Record system"))


def is_due(world: World, register: str = "Diabetes") -> None:
    OnRegister.objects.create(
        person=world.person, register=register, kind=ListKind.COHORT.value, since=date(2024, 1, 1),
        due=timezone.localdate() - timedelta(days=40), source="a test",
    )  # fmt: skip


def test_who_asks_what_there_is_needs_no_name(client):
    found = client.get("/cds-services").json()["services"]
    assert [each["hook"] for each in found] == ["patient-view", "appointment-book"]
    assert all(each["prefetch"] and each["usageRequirements"] for each in found)


def test_somebody_who_is_due_gives_one_card_with_the_reason_and_a_way_in(world, system):
    is_due(world)
    said = system.ask(world.person.pk)
    assert said.status_code == 200
    (card,) = said.json()["cards"]
    assert card["summary"] == "They are due a care and support planning conversation."
    assert len(card["summary"]) <= 140
    assert "They are due since" in card["detail"]
    assert "On the list “Diabetes”" in card["detail"]
    assert card["indicator"] in ("info", "warning")
    assert card["source"]["label"]
    assert card["source"]["topic"]["code"] == "due"
    (link,) = card["links"]
    assert link["type"] == "absolute"
    assert link["url"].endswith(f"/people/{world.person.pk}/")


def test_a_system_with_a_smart_app_gets_a_link_that_launches_it(world):
    account = an_account("Calderwick Records")
    post = a_post(account, world.practice, Role.PRACTITIONER, "Record system")
    system = AskingSystem(post, launch="https://app.example.org/launch", algorithm="RS384")
    is_due(world)
    (card,) = system.ask(world.person.pk).json()["cards"]
    smart = card["links"][1]
    assert (smart["type"], smart["url"]) == ("smart", "https://app.example.org/launch")
    assert str(world.person.pk) in smart["appContext"]


def test_nobody_hears_that_somebody_unseen_is_there(world, system):
    """E2: the same bytes and the same work, whether a person is unknown or out of reach."""
    is_due(world)
    Involvement.objects.all().delete()
    far, none = _said(system, world.person.pk), _said(system, uuid4())
    assert far == none
    assert far[1] == b'{"cards":[]}'
    assert not Prompt.objects.exists()


def _said(system: AskingSystem, patient: object) -> tuple[object, ...]:
    before = AuditRow.objects.count()
    asked = a_request(patient)
    token = system.token("http://localhost:8000/cds-services/" + VIEW)
    with _counted() as statements:
        answer = system.post(f"/{VIEW}", asked, token=token)
    rows = AuditRow.objects.count() - before
    work = [each["sql"] for each in statements if "audit_lanehead" not in each["sql"]]
    return answer.status_code, answer.content, dict(answer.headers), rows, len(work)


def _counted():
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


def test_what_is_sealed_is_never_a_reason(world, system):
    is_due(world, "Zilpzalp")
    open_card = system.ask(world.person.pk).content.decode()
    assert "Zilpzalp" in open_card
    sealed(world, world.person_account, SealKind.OWN_WISH, Section.RESULTS, None)
    (card,) = system.ask(world.person.pk).json()["cards"]
    assert "Zilpzalp" not in str(card)
    assert "They are due since" in card["detail"]


def test_of_the_dead_there_is_nothing_to_prompt(world, system):
    is_due(world)
    record_death(
        person=world.person, died_on=date(2026, 10, 1), told_by="Their daughter",
        by=world.nurse, at=NOW,
    )  # fmt: skip
    assert system.ask(world.person.pk).json() == {"cards": []}


@pytest.mark.parametrize("user", ["RelatedPerson/4", "Patient/4"])
def test_another_system_cannot_say_what_a_supporter_may_see(world, system, user):
    is_due(world)
    assert system.ask(world.person.pk, user=user).json() == {"cards": []}


def test_the_person_in_their_own_portal_has_the_card(world, system):
    is_due(world)
    said = system.ask(world.person.pk, user=f"Patient/{world.person.pk}").json()
    assert len(said["cards"]) == 1


def test_booking_a_time_prompts_only_where_a_conversation_is_due(world, system):
    assert system.ask(world.person.pk, service=BOOK).json() == {"cards": []}
    is_due(world)
    assert len(system.ask(world.person.pk, service=BOOK).json()["cards"]) == 1


def test_a_system_with_ids_of_its_own_names_somebody_by_number_name_and_birth(world, system):
    is_due(world)
    patient = {
        "resourceType": "Patient", "birthDate": "1948-03-12",
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018"}],
        "name": [{"family": "Khan", "given": ["Rabia"]}],
    }  # fmt: skip
    known = system.ask("ehr-77", prefetch={"patient": patient}).json()
    assert len(known["cards"]) == 1
    for wrong in ({"birthDate": "1948-03-13"}, {"name": [{"family": "Kahn"}]}, {"identifier": []}):
        said = system.ask("ehr-77", prefetch={"patient": {**patient, **wrong}}).json()
        assert said == {"cards": []}, wrong


def test_each_look_is_in_the_trail(world, system):
    is_due(world)
    system.ask(world.person.pk)
    rows = AuditRow.objects.filter(person_id=world.person.pk, who="Calderwick Records")
    assert list(rows.order_by("at", "pk").values_list("did", flat=True)) == [
        "looked",
        "showed a prompt",
    ]


SPOILS = {
    "no issuer": {"iss": None},
    "another issuer": {"iss": "somebody-else"},
    "another audience": {"aud": "https://elsewhere.example/cds-services"},
    "no audience": {"aud": None},
    "no end": {"exp": None},
    "an end far away": {"exp": 4_000_000_000},
    "an end in the past": {"exp": 1, "iat": 0},
    "made tomorrow": {"iat": 4_000_000_000, "exp": 4_000_000_100},
    "no mark": {"jti": None},
}


@pytest.mark.parametrize("spoil", sorted(SPOILS))
def test_a_token_that_is_not_right_opens_nothing(world, system, spoil):
    is_due(world)
    token = system.token(f"http://localhost:8000/cds-services/{VIEW}", **SPOILS[spoil])
    said = system.post(f"/{VIEW}", a_request(world.person.pk), token=token)
    assert said.status_code == 401
    assert said.json() == {"error": "Sign each request with your registered key."}


def test_a_token_opens_once(world, system):
    token = system.token(f"http://localhost:8000/cds-services/{VIEW}")
    first = system.post(f"/{VIEW}", a_request(world.person.pk), token=token)
    again = system.post(f"/{VIEW}", a_request(world.person.pk), token=token)
    assert (first.status_code, again.status_code) == (200, 401)


def test_another_key_another_algorithm_and_no_token_open_nothing(world, system):
    other = AskingSystem(
        a_post(an_account("Other"), world.practice, Role.PRACTITIONER, "Other system")
    )
    address = f"http://localhost:8000/cds-services/{VIEW}"
    unsigned = ".".join([*system.token(address).split(".")[:2], ""])
    for token in (system.token(address, key=other.key), unsigned, "x", "a.b.c", ""):
        said = system.post(f"/{VIEW}", a_request(world.person.pk), token=token)
        assert said.status_code == 401


def test_a_system_that_was_stopped_hears_nothing_more(world, system):
    system.app.stopped_at = timezone.now()
    system.app.save()
    assert system.ask(world.person.pk).status_code == 401


BAD = {
    "hook": {"hook": "order-sign"},
    "hookInstance": {"hookInstance": "7"},
    "context": {"context": []},
    "context.patientId": {"context": {"userId": "Practitioner/7"}},
    "context.userId": {"context": {"userId": "7", "patientId": "8"}},
    "prefetch": {"prefetch": []},
    "fhirAuthorization": {"fhirAuthorization": "x"},
}


@pytest.mark.parametrize("where", sorted(BAD))
def test_a_request_that_cannot_be_read_is_told_why(world, system, where):
    said = system.post(f"/{VIEW}", {**a_request(world.person.pk), **BAD[where]})
    assert said.status_code == 400
    assert where in [each["where"] for each in said.json()["reasons"]]


def test_what_we_do_not_use_may_be_sent(world, system):
    more = {
        "fhirServer": "https://ehr.example/fhir",
        "fhirAuthorization": {"access_token": "x", "token_type": "Bearer"},
        "extension": {"a": 1},
    }
    assert system.ask(world.person.pk, **more).status_code == 200


def test_what_is_no_json_and_what_is_no_service_is_refused(world, system):
    assert system.post(f"/{VIEW}", "[").status_code == 400
    assert system.post(f"/{VIEW}", []).status_code == 400
    assert system.ask(world.person.pk, service="nothing").status_code == 404


def test_a_browser_of_another_site_may_ask(client):
    before = client.options(f"/cds-services/{VIEW}")
    assert before.status_code == 204
    assert before["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in before["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in before
    assert client.get(f"/cds-services/{VIEW}").status_code == 405


def _feedback(key: object, **more: object) -> dict[str, object]:
    row = {"card": str(key), "outcome": "accepted", "outcomeTimestamp": "2026-11-02T10:00:00Z"}
    return {"feedback": [{**row, **more}]}


def test_what_became_of_a_card_is_kept(world, system):
    is_due(world)
    (card,) = system.ask(world.person.pk).json()["cards"]
    reason = {"reason": {"system": "urn:x", "code": "not-today"}, "userComment": "Tomorrow"}
    path = f"/{VIEW}/feedback"
    assert system.post(path, _feedback(card["uuid"])).status_code == 200
    put_aside = _feedback(card["uuid"], outcome="overridden", overrideReason=reason)
    assert system.post(path, put_aside).status_code == 200
    rows = PromptAnswer.objects.order_by("pk")
    assert [row.outcome for row in rows] == ["accepted", "overridden"]
    assert (rows[1].reason_code, rows[1].words) == ("not-today", "Tomorrow")


def test_what_became_of_a_card_is_never_changed(world, system):
    is_due(world)
    (card,) = system.ask(world.person.pk).json()["cards"]
    system.post(f"/{VIEW}/feedback", _feedback(card["uuid"]))
    with pytest.raises(IntegrityError), transaction.atomic():
        PromptAnswer.objects.update(words="other")


def test_nobody_answers_a_card_that_was_not_theirs(world, system):
    is_due(world)
    (card,) = system.ask(world.person.pk).json()["cards"]
    other = AskingSystem(
        a_post(an_account("Other"), world.practice, Role.PRACTITIONER, "Other system")
    )
    theirs = other.post(f"/{VIEW}/feedback", _feedback(card["uuid"]))
    nobodys = other.post(f"/{VIEW}/feedback", _feedback(uuid4()))
    assert theirs.status_code == nobodys.status_code == 400
    assert theirs.content == nobodys.content
    assert not PromptAnswer.objects.exists()


@pytest.mark.parametrize(
    ("where", "spoil"),
    [
        ("feedback[0].card", {"card": "7"}),
        ("feedback[0].outcome", {"outcome": "liked"}),
        ("feedback[0].outcomeTimestamp", {"outcomeTimestamp": "yesterday"}),
        ("feedback[0].overrideReason", {"overrideReason": {"userComment": "x"}}),
    ],
)
def test_feedback_that_cannot_be_read_is_told_why(world, system, where, spoil):
    said = system.post(f"/{VIEW}/feedback", _feedback(uuid4(), **spoil))
    assert said.status_code == 400
    assert where in [each["where"] for each in said.json()["reasons"]]


def test_a_machine_without_a_post_hears_of_nobody(world):
    is_due(world)
    lone = an_account("Lone machine")
    far = a_person("Far", "Away")
    an_app(machine=lone)
    from hearth.records.community.changes import add_organisation

    place = add_organisation(
        community="Elsewhere", name="Far Surgery", kind="practice", by=None, at=NOW
    )
    system = AskingSystem(a_post(lone, place, Role.PRACTITIONER, "Far system"))
    for each in (world.person, far):
        assert system.ask(each.pk).json() == {"cards": []}
