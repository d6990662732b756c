"""Many requests in one Bundle: a transaction is all or nothing, a batch each for itself."""

import pytest

from hearth.records.audit.models import AuditRow
from hearth.records.exchange.models import Resource
from hearth.records.plans.models import Entry
from tests.fhir_calls import App, a_goal, a_plan, entry, reasons
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
GOAL, PLAN, OTHER = (f"urn:uuid:00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
UNKNOWN = {"subject": {"reference": "Patient/00000000-0000-4000-8000-000000000000"}}


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def app(world) -> App:
    return App(world.nurse)


def said(answer) -> list[dict]:
    return [each["response"] for each in answer.json()["entry"]]


def statuses(answer) -> list[str]:
    return [each["status"][:3] for each in said(answer)]


def kept() -> tuple[int, int, int]:
    """How much there is: nothing of a refused transaction may stay."""
    changes = AuditRow.objects.filter(is_change=True)
    return Resource.objects.count(), Entry.objects.count(), changes.count()


def test_a_transaction_creates_all_and_joins_them_by_name(app, world):
    plan = a_plan(world.person, goal=[{"reference": GOAL}], partOf=[{"reference": OTHER}])
    answer = app.bundle(
        [
            entry("POST", "CarePlan", plan, PLAN),
            entry("POST", "Goal", a_goal(world.person), GOAL),
            entry("POST", "CarePlan", a_plan(world.person, "Main"), OTHER),
        ]
    )
    places = [each["location"].partition("/fhir/")[2] for each in said(answer)]
    read = app.get(places[0]).json()

    assert answer.status_code == 200
    assert answer.json()["type"] == "transaction-response"
    assert statuses(answer) == ["201"] * 3
    assert read["goal"] == [{"reference": places[1].partition("/_history")[0]}]
    assert read["partOf"] == [{"reference": places[2].partition("/_history")[0]}]


def test_one_bad_entry_undoes_the_whole_transaction(app, world):
    app.get(f"Patient/{world.person.pk}")
    before = kept()
    answer = app.bundle(
        [
            entry("POST", "Goal", a_goal(world.person)),
            entry("POST", "CarePlan", a_plan(world.person)),
            entry("POST", "Goal", a_goal(world.person) | UNKNOWN),
        ]
    )

    assert answer.status_code == 422
    assert reasons(answer) == [("Bundle.entry[2].resource.subject.reference", "not-found")]
    assert kept() == before


def test_each_problem_of_a_transaction_names_its_entry(app, world):
    answer = app.bundle(
        [
            entry("POST", "Goal", a_goal(world.person, lifecycleStatus="running")),
            entry("POST", "Goal", a_goal(world.person, startDate="2026-01-01T00:00:00Z")),
        ]
    )

    assert answer.status_code == 400
    assert sorted(where for where, _ in reasons(answer)) == [
        "Bundle.entry[0].resource.lifecycleStatus",
        "Bundle.entry[1].resource.startDate",
    ]


def test_a_refusal_inside_a_transaction_still_leaves_its_row(world):
    App(world.stranger).bundle([entry("POST", "Goal", a_goal(world.person))])

    assert AuditRow.objects.filter(
        person_id=world.person.pk, account_id=world.stranger.pk, allowed=False
    ).exists()


def test_those_who_refer_to_each_other_in_a_ring_are_refused(app, world):
    one = a_plan(world.person, partOf=[{"reference": OTHER}])
    other = a_plan(world.person, partOf=[{"reference": PLAN}])
    answer = app.bundle(
        [entry("POST", "CarePlan", one, PLAN), entry("POST", "CarePlan", other, OTHER)]
    )

    assert answer.status_code == 422
    assert len(reasons(answer)) == 2


def test_a_reference_by_a_search_finds_the_one_that_it_means(app, world):
    ids = [{"system": "urn:example:ids", "value": "7"}]
    there = app.created(a_plan(world.person, identifier=ids))
    part = a_plan(
        world.person, "Part", partOf=[{"reference": "CarePlan?identifier=urn:example:ids|7"}]
    )
    lost = a_plan(
        world.person, "Lost", partOf=[{"reference": "CarePlan?identifier=urn:example:ids|8"}]
    )
    found = app.bundle([entry("POST", "CarePlan", part)])
    missed = app.bundle([entry("POST", "CarePlan", lost)])
    made = app.get(said(found)[0]["location"].partition("/fhir/")[2]).json()

    assert made["partOf"] == [{"reference": f"CarePlan/{there['id']}"}]
    assert (missed.status_code, reasons(missed)[0][0]) == (
        412,
        "Bundle.entry[0].resource.partOf[0].reference",
    )


def test_a_transaction_updates_reads_and_creates_in_the_order_of_r4(app, world):
    made = app.post("CarePlan", a_plan(world.person, "Before"))
    fid = made.json()["id"]
    answer = app.bundle(
        [
            entry("GET", f"CarePlan/{fid}"),
            entry("PUT", f"CarePlan/{fid}", made.json() | {"title": "After"}, ifMatch=made["ETag"]),
            entry("POST", "Goal", a_goal(world.person)),
            entry("GET", f"CarePlan?_id={fid}"),
        ]
    )
    entries = answer.json()["entry"]

    assert statuses(answer) == ["200", "200", "201", "200"]
    assert entries[0]["resource"]["title"] == "After"
    assert entries[3]["resource"]["entry"][0]["resource"]["title"] == "After"


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [("DELETE", "Goal/1", 405), ("PATCH", "Goal/1", 405), ("GET", "Goal/unknown", 404)],
)
def test_what_cannot_be_done_undoes_the_transaction(app, world, method, url, status):
    app.get(f"Patient/{world.person.pk}")
    before = kept()
    answer = app.bundle([entry("POST", "Goal", a_goal(world.person)), entry(method, url)])

    assert answer.status_code == status
    assert all(where.startswith("Bundle.entry[1]") for where, _ in reasons(answer))
    assert kept() == before


def test_a_stale_update_undoes_the_transaction_and_shows_both_texts(app, world):
    made = app.post("CarePlan", a_plan(world.person, "Before"))
    fid = made.json()["id"]
    app.put(f"CarePlan/{fid}", made.json() | {"title": "Theirs"}, If_Match=made["ETag"])
    mine = entry("PUT", f"CarePlan/{fid}", made.json() | {"title": "Mine"}, ifMatch=made["ETag"])
    answer = app.bundle([entry("POST", "Goal", a_goal(world.person)), mine])

    assert answer.status_code == 412
    assert b"Theirs" in answer.content
    assert b"Mine" in answer.content
    assert not Entry.objects.filter(kind="goal").exists()


def test_a_transaction_sent_again_has_one_effect(app, world):
    entries = [entry("POST", "Goal", a_goal(world.person, f"Walk {n}")) for n in range(20)]
    first, again = (app.bundle(entries, Idempotency_Key="k") for _ in range(2))

    assert first.content == again.content
    assert Entry.objects.filter(kind="goal").count() == 20


def test_a_batch_does_each_for_itself(app, world):
    entries = [
        entry("POST", "Goal", a_goal(world.person)),
        entry("POST", "Goal", a_goal(world.person) | UNKNOWN),
        entry("POST", "Goal", a_goal(world.person, lifecycleStatus="running")),
        entry("DELETE", "Goal/1"),
        entry("GET", f"Patient/{world.person.pk}"),
        {},
    ]
    answer = app.bundle(entries, kind="batch")

    assert answer.json()["type"] == "batch-response"
    assert statuses(answer) == ["201", "422", "400", "405", "200", "400"]
    assert Entry.objects.filter(kind="goal").count() == 1


@pytest.mark.parametrize("wish", ["return=representation", "return=minimal"])
def test_a_bundle_sends_resources_back_to_who_prefers_them(app, world, wish):
    answer = app.bundle([entry("POST", "Goal", a_goal(world.person))], Prefer=wish)

    assert ("resource" in answer.json()["entry"][0]) == (wish == "return=representation")


@pytest.mark.parametrize(
    "bundle",
    [
        {"resourceType": "Bundle", "type": "collection"},
        {"resourceType": "Goal", "type": "batch"},
        {"resourceType": "Bundle", "type": "transaction", "entry": {}},
        {"resourceType": "Bundle", "type": "transaction", "entry": [1]},
        {"resourceType": "Bundle", "type": "transaction", "entry": [{"request": {}}]},
        {"resourceType": "Bundle", "type": "batch", "entry": [{}] * 501},
        {
            "resourceType": "Bundle", "type": "transaction",
            "entry": [{"request": {"method": "GET", "url": "https://elsewhere.example.org/x"}}],
        },
    ],
)  # fmt: skip
def test_a_bundle_that_is_none_is_refused(app, bundle):
    assert app.post("", bundle).status_code == 400


def test_an_empty_bundle_is_answered_with_an_empty_one(app):
    empty = {"resourceType": "Bundle", "type": "transaction"}

    assert app.post("", empty).json() == {"resourceType": "Bundle", "type": "transaction-response"}


def test_a_bundle_may_be_sent_to_the_address_without_a_slash(app, world):
    bundle = {"resourceType": "Bundle", "type": "batch", "entry": []}
    answer = app.client.post("/fhir", bundle, content_type="application/fhir+json")

    assert answer.status_code == 200
