"""What other systems write in the plan: by the rules that hold for people, and nothing is lost."""

from typing import Any

import pytest
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.sealing import seal
from hearth.records.plans.changes.entries import take_out, write
from hearth.records.plans.models import Entry, JoinedPlan, Suggestion
from hearth.records.results.models import Condition, Result
from tests.fhir_calls import App
from tests.world import NOW, World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def the_person(world: World) -> App:
    return App(world.person_account, "patient/*.cruds", patient=world.person)


def the_nurse(world: World) -> App:
    return App(world.nurse, "user/*.cruds")


def a_goal(world: World, **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Goal",
        "lifecycleStatus": "active",
        "description": {"text": "Walk to the shop with Ayesha"},
        "subject": {"reference": f"Patient/{world.person.pk}"},
        **more,
    }


def a_plan(world: World, **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "CarePlan",
        "status": "active",
        "intent": "plan",
        "title": "Diabetes plan",
        "subject": {"reference": f"Patient/{world.person.pk}"},
        "author": {"display": "Diabetes clinic"},
        "activity": [{"detail": {"status": "scheduled", "description": "Look at feet"}}],
        **more,
    }


def a_result(world: World, **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "4548-4"}], "text": "HbA1c"},
        "subject": {"reference": f"Patient/{world.person.pk}"},
        "effectiveDateTime": "2026-10-01",
        "valueQuantity": {"value": 53.20, "unit": "mmol/mol", "code": "mmol/mol"},
        **more,
    }


def changed(app: App, body: dict[str, Any], **more: Any) -> Any:
    """Send back what an app has read, changed."""
    path = f"{body['resourceType']}/{body['id']}"
    return app.put(path, {**body, **more}, If_Match=f'W/"{body["meta"]["versionId"]}"')


def own_goal(world: World) -> str:
    """A goal that the person wrote. Returns its thread."""
    return write(
        record=world.record(world.person_account), kind="goal", content={"text": "See the sea"},
        by=world.person_account, at=NOW,
    ).thread  # fmt: skip


def own_action(world: World) -> str:
    content = {"what": "Book a taxi", "who": "Me", "when": "On Monday"}
    return write(
        record=world.record(world.person_account), kind="action", content=content,
        by=world.person_account, at=NOW,
    ).thread  # fmt: skip


def without_meta(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in ("id", "meta")}


def test_a_goal_becomes_an_entry_and_comes_back_as_it_was_sent(world: World) -> None:
    sent = a_goal(world, priority={"text": "High"}, note=[{"text": "Said on the phone"}])
    made = the_nurse(world).created(sent)
    entry = Entry.objects.get(thread=made["id"])
    assert (entry.content, entry.words) == (
        {"text": "Walk to the shop with Ayesha", "status": "going"},
        "professional",
    )
    assert entry.source
    again = the_nurse(world).get(f"Goal/{made['id']}")
    assert again.json() == made
    assert without_meta(made) == sent


def test_what_we_have_no_field_for_stays_when_the_person_changes_the_goal(world: World) -> None:
    target = [{"measure": {"text": "Steps"}, "detailString": "2000", "dueDate": "2027-01-01"}]
    sent = a_goal(world, priority={"text": "High"}, target=target)
    made = the_person(world).created(sent)
    write(
        record=world.record(world.person_account), kind="goal", by=world.person_account, at=NOW,
        content={"text": "Walk to the park", "by_when": "2027-02-02"}, thread=made["id"],
        base_number=1,
    )  # fmt: skip
    now = the_person(world).get(f"Goal/{made['id']}").json()
    assert now["description"] == {"text": "Walk to the park"}
    assert now["priority"] == {"text": "High"}
    assert now["target"] == [{**target[0], "dueDate": "2027-02-02"}]


def test_what_the_person_sends_is_in_their_own_words(world: World) -> None:
    made = the_person(world).created(a_goal(world))
    entry = Entry.objects.get(thread=made["id"])
    assert (entry.words, entry.said_by) == ("person", world.person.name.called)
    told = the_person(world).get(f"Provenance/{made['id']}-1").json()
    assert told["entity"][0]["what"]["display"] == entry.source


def test_a_change_needs_the_version_that_it_was_made_from(world: World) -> None:
    app, goal = the_person(world), f"Goal/{own_goal(world)}"
    first = app.get(goal)
    body = {**first.json(), "description": {"text": "See the sea in June"}}
    assert app.put(goal, body, If_Match=first["ETag"]).status_code == 200
    assert app.put(goal, body, If_Match=first["ETag"]).status_code == 412
    assert Entry.objects.filter(thread=goal.partition("/")[2]).count() == 2


def test_the_version_that_a_create_answers_is_good_for_the_next_change(world: World) -> None:
    app = the_person(world)
    first = app.post("Goal", a_goal(world))
    body = {**first.json(), "description": {"text": "Walk alone"}}
    answer = app.put(f"Goal/{body['id']}", body, If_Match=first["ETag"])
    assert answer.status_code == 200, answer.content
    assert app.get(f"Goal/{body['id']}")["ETag"] == answer["ETag"]


def test_staff_only_suggest_a_change_to_what_the_person_wrote(world: World) -> None:
    app, thread = the_nurse(world), own_goal(world)
    first = app.get(f"Goal/{thread}")
    body = {**first.json(), "description": {"text": "See the lake"}}
    answer = app.put(f"Goal/{thread}", body, If_Match=first["ETag"])
    assert answer.status_code == 202
    assert Suggestion.objects.get().content == {"text": "See the lake"}
    assert app.get(f"Goal/{thread}").json()["description"] == {"text": "See the sea"}


def test_how_a_task_stands_is_progress_and_waits_for_nobody(world: World) -> None:
    app, thread = the_nurse(world), own_action(world)
    first = app.get(f"Task/{thread}")
    answer = changed(app, first.json(), status="completed")
    assert answer.status_code == 200, answer.content
    newest = Entry.objects.get(thread=thread, replaced_at=None)
    assert newest.content["status"] == "done"
    done = answer.json()
    assert done["status"] == "completed"
    undone = changed(app, app.get(f"Task/{thread}").json(), status="failed")
    assert undone.status_code == 200, undone.content
    assert Entry.objects.get(thread=thread, replaced_at=None).content["status"] == "not_done"


def test_a_word_for_how_it_stands_never_belies_the_status_beside_it(world: World) -> None:
    app, content = (
        the_person(world),
        {"what": "Ring", "who": "Me", "when": "Now", "status": "to_do"},
    )
    done = write(
        record=world.record(world.person_account), kind="action", content=content,
        by=world.person_account, at=NOW,
    )  # fmt: skip
    body = app.get(f"Task/{done.thread}").json()
    assert body["businessStatus"]["text"] == "To do"
    now = changed(app, body, status="completed").json()
    assert (now["status"], now["businessStatus"]["text"]) == ("completed", "Done")


def test_an_update_with_a_field_left_out_names_its_element(world: World) -> None:
    app, thread = the_person(world), own_action(world)
    body = app.get(f"Task/{thread}").json()
    del body["owner"]
    answer = changed(app, body)
    assert answer.status_code == 422
    assert answer.json()["issue"][0]["expression"] == ["Task.owner.display"]


def test_a_task_that_is_no_action_of_ours_is_kept_as_it_came(world: World) -> None:
    sent = {
        "resourceType": "Task",
        "status": "requested",
        "intent": "order",
        "for": {"reference": f"Patient/{world.person.pk}"},
        "description": "Bring a sample",
    }
    made = the_nurse(world).created(sent)
    assert without_meta(made) == sent
    assert not Entry.objects.exists()
    done = changed(the_nurse(world), made, status="completed")
    assert done.json()["status"] == "completed"


def test_a_plan_of_another_service_is_joined_once_however_often_it_is_sent(world: World) -> None:
    app = the_nurse(world)
    made = app.created(a_plan(world))
    assert without_meta(made) == a_plan(world)
    changed(app, made, title="Diabetes plan 2027")
    joined = JoinedPlan.objects.get()
    assert (joined.title, joined.service) == ("Diabetes plan 2027", "Diabetes clinic")
    assert joined.content[0]["text"] == "Look at feet"


def test_nobody_overwrites_the_plan_as_a_whole(world: World) -> None:
    app, plan = the_nurse(world), f"CarePlan/{world.person.pk}"
    body = app.get(plan).json()
    answer = changed(app, body, title="Mine")
    assert answer.status_code == 422
    assert app.get(plan).json() == body


def test_a_result_of_another_service_is_shown_once_among_the_results(world: World) -> None:
    app = the_nurse(world)
    made = app.created(a_result(world))
    assert without_meta(made) == a_result(world)
    value = {"value": 48, "unit": "mmol/mol", "code": "mmol/mol"}
    changed(app, made, valueQuantity=value)
    result = Result.objects.get()
    assert (result.name, result.value, result.unit) == ("HbA1c", 48, "mmol/mol")
    found = app.get(f"Observation?patient={world.person.pk}&code=4548-4").json()
    assert [each["resource"]["id"] for each in found["entry"]] == [made["id"]]


def test_a_condition_of_another_service_stands_among_the_conditions(world: World) -> None:
    the_nurse(world).created({
        "resourceType": "Condition",
        "code": {"text": "Type 2 diabetes"},
        "subject": {"reference": f"Patient/{world.person.pk}"},
        "onsetDateTime": "2019",
    })  # fmt: skip
    assert Condition.objects.get().name == "Type 2 diabetes"


def test_a_sealed_goal_is_nowhere_in_what_staff_get(world: World) -> None:
    thread, other = own_goal(world), own_action(world)
    seal(
        record=world.record(world.person_account, action=Action.SEAL), kind=SealKind.OWN_WISH,
        section=Section.GOALS, thread=thread, by=world.person_account, at=NOW,
    )  # fmt: skip
    app = the_nurse(world)
    assert app.get(f"Goal/{thread}").status_code == 404
    assert app.get(f"Provenance/{thread}-1").status_code == 404
    plan = app.get(f"CarePlan/{world.person.pk}").content.decode()
    assert thread not in plan
    assert other in plan


def test_nothing_moves_for_staff_when_a_sealed_goal_does(world: World) -> None:
    thread = own_goal(world)
    own_action(world)
    person, app = world.person, the_nurse(world)
    seal(
        record=world.record(world.person_account, action=Action.SEAL), kind=SealKind.OWN_WISH,
        section=Section.GOALS, thread=thread, by=world.person_account, at=NOW,
    )  # fmt: skip
    paths = (
        f"CarePlan/{person.pk}", f"CarePlan/{person.pk}/_history", f"Goal?patient={person.pk}",
        f"Provenance?patient={person.pk}", f"CarePlan?patient={person.pk}&goal=Goal/{thread}",
    )  # fmt: skip

    def seen() -> list[Any]:
        return [(app.get(path).content, app.get(path).get("ETag")) for path in paths]

    before = seen()
    changes: dict[str, Any] = {"record": world.record(world.person_account), "thread": thread}
    changes |= {"by": world.person_account, "at": timezone.now()}
    write(kind="goal", content={"text": "See the moon"}, base_number=1, **changes)
    assert seen() == before
    take_out(base_number=2, **changes)
    assert seen() == before
