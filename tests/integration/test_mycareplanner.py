"""MyCarePlanner, as it calls: each request that it makes is answered with what it needs.

The calls are those of chronic-care/mycareplanner, which adds `patient` to each, writes
`_revInclude` with a capital, and sends a date with a time where R4 has a date.
"""

import pytest

from tests.fhir_calls import App, reasons
from tests.sharing import an_agreed_plan
from tests.world import a_world

SCOPES = "launch/patient openid fhirUser patient/*.cruds"
FOUND = {
    "CarePlan?status=active&category=assess-plan": "CarePlan",
    "CareTeam?_include=CareTeam:participant": "CareTeam",
    "Goal?lifecycle-status=planned,accepted,active,on-hold": "Goal",
    "Condition?category=problem-list-item&clinical-status=active": "Condition",
}
ANSWERED = (
    "CareTeam?category=longitudinal",
    "Condition?category=health-concern&clinical-status=active",
    "Observation?category=laboratory&_count=500",
    "Observation?category=social-history",
    "Observation?category=survey,functional-mental-status",
    "Observation?code=http://loinc.org|85354-9&_count=1",
    "ServiceRequest?status=active",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = a_world()
    an_agreed_plan(world)
    return world


@pytest.fixture
def app(world):
    return App(world.person_account, SCOPES, patient=world.person)


def asked(app, world, path):
    answer = app.get(f"{path}&patient={world.person.pk}&_revInclude=Provenance:target")
    assert answer.status_code == 200, answer.content
    return [each["resource"] for each in answer.json().get("entry", [])]


@pytest.fixture
def held(app, world):
    """A condition of the list of problems, which another system brought."""
    coding = "http://terminology.hl7.org/CodeSystem/condition-"
    return app.created(
        {
            "resourceType": "Condition",
            "subject": {"reference": f"Patient/{world.person.pk}"},
            "clinicalStatus": {"coding": [{"system": coding + "clinical", "code": "active"}]},
            "category": [
                {"coding": [{"system": coding + "category", "code": "problem-list-item"}]}
            ],
            "code": {"text": "Chronic kidney disease"},
        }
    )


@pytest.mark.parametrize("path", sorted(FOUND))
def test_it_finds_what_its_pages_show(path, app, world, held):
    app.created(its_goal(world, startDate="2026-11-02"))

    assert FOUND[path] in {each["resourceType"] for each in asked(app, world, path)}


@pytest.mark.parametrize("path", ANSWERED)
def test_it_is_answered_where_there_is_nothing(path, app, world):
    assert isinstance(asked(app, world, path), list)


def test_it_reads_the_person_whom_it_was_opened_for(app, world):
    read = app.get(f"Patient/{world.person.pk}")

    assert read.json()["id"] == str(world.person.pk)


def its_goal(world, **more):
    return {
        "resourceType": "Goal",
        "lifecycleStatus": "active",
        "subject": {"reference": f"Patient/{world.person.pk}"},
        "description": {"text": "Keep my kidneys well"},
        "startDate": "2026-11-02T09:30:00.000Z",
        **more,
    }


def test_its_goal_with_a_time_is_refused_by_name(app, world):
    answer = app.post("Goal", its_goal(world))

    assert answer.status_code in (400, 422)
    assert any("startDate" in name or name.startswith("Goal.start") for name, _ in reasons(answer))


def test_a_lenient_site_takes_its_goal_and_its_later_change(app, world, settings):
    settings.FHIR_LENIENT_DATES = True

    made = app.created(its_goal(world))
    changed = app.put(
        f"Goal/{made['id']}",
        its_goal(world, id=made["id"], description={"text": "Drink enough"}),
        If_Match=f'W/"{made["meta"]["versionId"]}"',
    )

    assert made["startDate"] == "2026-11-02"
    assert changed.status_code == 200, changed.content
    assert changed.json()["description"]["text"] == "Drink enough"


def test_its_questionnaires_answers_are_kept(app, world):
    sent = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": "http://example.org/Questionnaire/caregiver-strain",
        "subject": {"reference": f"Patient/{world.person.pk}"},
        "authored": "2026-11-02T09:30:00Z",
        "item": [{"linkId": "1", "text": "How are you?", "answer": [{"valueString": "Tired"}]}],
    }

    made = app.created(sent)

    assert app.get(f"QuestionnaireResponse/{made['id']}").json()["item"] == sent["item"]
