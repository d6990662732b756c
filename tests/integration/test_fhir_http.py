"""FHIR over HTTP: what each request is answered, and that no two writers overwrite each other."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from hearth.records.exchange.models import Resource
from hearth.records.plans.models import Entry
from tests.fhir_calls import App, a_goal, a_plan, entry, reasons
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def app(world) -> App:
    return App(world.nurse)


def test_what_was_created_is_read_at_its_location(app, world):
    answer = app.post("Goal", a_goal(world.person))
    path = answer["Location"].partition("/fhir/")[2]
    read = app.get(path.partition("/_history")[0])

    assert answer.status_code == 201
    assert read.content == answer.content == app.get(path).content
    assert read["ETag"] == answer["ETag"] == f'W/"{read.json()["meta"]["versionId"]}"'
    assert read["Content-Type"].startswith("application/fhir+json")
    assert read["Last-Modified"].endswith("GMT")


def test_decimals_and_extensions_come_back_as_they_were_written(app, world):
    odd = [
        {"url": "urn:example:dose", "valueDecimal": 0},
        {"url": "urn:example:n", "valueCode": "x"},
    ]
    text = json.dumps(a_plan(world.person, extension=odd)).replace('l": 0}', 'l": 1.50}')
    answer = app.post("CarePlan", text)

    assert answer.status_code == 201
    assert b'"valueDecimal":1.50' in app.get(f"CarePlan/{answer.json()['id']}").content
    assert answer.json()["extension"] == [
        {"url": "urn:example:dose", "valueDecimal": 1.5},
        {"url": "urn:example:n", "valueCode": "x"},
    ]


def test_an_update_keeps_the_versions_before_it(app, world):
    first = app.post("Goal", a_goal(world.person, "Walk to the shop"))
    told = first.json() | {"description": {"text": "Walk to the sea"}}
    second = app.put(f"Goal/{told['id']}", told, If_Match=first["ETag"])
    entries = app.get(f"Goal/{told['id']}/_history").json()["entry"]

    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]
    assert [each["resource"]["description"]["text"] for each in entries] == [
        "Walk to the sea",
        "Walk to the shop",
    ]
    assert [each["request"]["method"] for each in entries] == ["PUT", "POST"]


def test_an_update_that_does_not_say_what_it_changed_is_refused(app, world):
    made = app.created(a_goal(world.person))
    answer = app.put(f"Goal/{made['id']}", made | {"description": {"text": "Swim"}})

    assert answer.status_code == 428
    assert reasons(answer) == [("If-Match", "required")]


def test_the_second_of_two_writers_loses_nothing_and_sees_both_texts(app, world):
    first = app.post("Goal", a_goal(world.person, "Walk"))
    fid, told = first.json()["id"], first.json()
    app.put(f"Goal/{fid}", told | {"description": {"text": "Swim"}}, If_Match=first["ETag"])
    answer = app.put(f"Goal/{fid}", told | {"description": {"text": "Run"}}, If_Match=first["ETag"])
    said = answer.content.decode()

    assert answer.status_code == 412
    assert reasons(answer) == [("", "conflict"), ("Goal.description", "informational")]
    assert "Swim" in said
    assert "Run" in said
    assert answer["ETag"] == app.get(f"Goal/{fid}")["ETag"]
    assert app.get(f"Goal/{fid}").json()["description"]["text"] == "Swim"


def test_what_a_caller_has_already_is_not_sent_again(app, world):
    made = app.post("CarePlan", a_plan(world.person))
    path = f"CarePlan/{made.json()['id']}"

    assert app.get(path, If_None_Match=made["ETag"]).status_code == 304
    assert app.get(path, If_None_Match='W/"other"').status_code == 200
    assert app.get(path, If_Modified_Since=made["Last-Modified"]).status_code == 304
    assert app.get(path, If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT").status_code == 200
    assert app.get(path, If_Modified_Since="once").status_code == 200


def test_if_none_exist_creates_once(app, world):
    plan = a_plan(world.person, identifier=[{"system": "urn:example:ids", "value": "7"}])
    condition = "identifier=urn:example:ids|7"
    answers = [app.post("CarePlan", plan, If_None_Exist=condition) for _ in range(3)]

    assert [each.status_code for each in answers] == [201, 200, 200]
    assert len({each.json()["id"] for each in answers}) == 1
    assert Resource.objects.filter(type="CarePlan", is_ours=False).count() == 1


def test_a_condition_that_fits_several_is_refused(app, world):
    plan = a_plan(world.person, identifier=[{"system": "urn:example:ids", "value": "7"}])
    for _ in range(2):
        app.created(plan)

    assert app.post("CarePlan", plan, If_None_Exist="identifier=7").status_code == 412
    assert app.put("CarePlan?identifier=7", plan).status_code == 412


def test_a_conditional_update_creates_the_first_time_and_overwrites_nothing_unseen(app, world):
    plan = a_plan(world.person, identifier=[{"system": "urn:example:ids", "value": "7"}])
    path, changed = "CarePlan?identifier=urn:example:ids|7", plan | {"title": "Kidney plan"}
    first = app.put(path, plan)
    blind = app.put(path, changed)
    batched = app.bundle([entry("PUT", path, changed)], "batch").json()
    second = app.put(path, changed, If_Match=first["ETag"])
    late = app.put(path, plan, If_Match=first["ETag"])

    assert [first.status_code, blind.status_code] == [201, 428]
    assert reasons(blind) == [("If-Match", "required")]
    assert batched["entry"][0]["response"]["status"] == "428"
    assert [second.status_code, late.status_code] == [200, 412]
    assert first.json()["id"] == second.json()["id"]
    assert second.json()["title"] == "Kidney plan"


def test_an_app_that_may_not_read_is_not_told_what_stands(app, world):
    made = app.post("Goal", a_goal(world.person, "Walk to the sea"))
    blind = App(world.person_account, scopes="user/Goal.u")
    path, changed = f"Goal/{made.json()['id']}", made.json() | {"description": {"text": "Swim"}}
    answer = blind.put(path, changed, If_Match='W/"0"')

    assert answer.status_code == 412
    assert "Walk to the sea" not in answer.content.decode()


def test_a_request_that_is_sent_again_has_one_effect_and_the_same_answer(app, world):
    sent = [app.post("Goal", a_goal(world.person), Idempotency_Key="k-1") for _ in range(3)]
    other = app.post("Goal", a_goal(world.person, "Swim"), Idempotency_Key="k-1")

    assert {(each.status_code, each.content, each["Location"]) for each in sent} == {
        (201, sent[0].content, sent[0]["Location"])
    }
    assert Entry.objects.filter(person=world.person, kind="goal").count() == 1
    assert (other.status_code, reasons(other)) == (422, [("Idempotency-Key", "duplicate")])


def test_a_key_of_a_refused_request_can_be_used_again(app, world):
    bad = a_goal(world.person) | {"subject": {"reference": f"Patient/{UNKNOWN}"}}

    assert app.post("Goal", bad, Idempotency_Key="k-2").status_code == 422
    assert app.post("Goal", a_goal(world.person), Idempotency_Key="k-2").status_code == 201


@pytest.mark.parametrize(
    ("wish", "holds"),
    [
        ("return=minimal", b""),
        ("return=representation", b'"resourceType":"CarePlan"'),
        ("return=OperationOutcome", b'"resourceType":"OperationOutcome"'),
        ("return=nonsense", b'"resourceType":"CarePlan"'),
    ],
)
def test_a_writer_hears_as_much_as_it_prefers(app, world, wish, holds):
    answer = app.post("CarePlan", a_plan(world.person), Prefer=wish)

    assert answer.status_code == 201
    assert answer["Location"]
    assert holds in answer.content
    assert bool(holds) == bool(answer.content)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Accept": "application/fhir+xml"}, 406),
        ({"Accept": "text/turtle"}, 406),
        ({"Accept": "application/fhir+json; fhirVersion=3.0"}, 406),
        ({"Accept": "application/fhir+json; fhirVersion=4.0"}, 200),
        ({"Accept": "text/html, */*;q=0.8"}, 200),
        ({"Accept": "application/json"}, 200),
    ],
)
def test_json_alone_is_spoken(app, world, headers, status):
    assert app.get(f"Patient/{world.person.pk}", **headers).status_code == status


@pytest.mark.parametrize(
    ("wanted", "status"), [("json", 200), ("xml", 406), ("application/fhir+json", 200)]
)
def test_the_format_in_the_address_wins(app, world, wanted, status):
    path = f"Patient/{world.person.pk}?_format={wanted}"

    assert app.get(path, Accept="application/fhir+xml").status_code == status


@pytest.mark.parametrize(
    "kind", ["application/fhir+xml", "text/plain", "application/fhir+json; charset=latin-1", ""]
)
def test_json_alone_is_read(app, world, kind):
    assert app.post("Goal", a_goal(world.person), content_type=kind).status_code == 415


@pytest.mark.parametrize("method", ["delete", "patch"])
def test_nothing_is_deleted_or_patched(app, world, method):
    made = app.created(a_plan(world.person))
    answer = getattr(app.client, method)(f"/fhir/CarePlan/{made['id']}")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, PUT, HEAD, OPTIONS"
    assert app.get(f"CarePlan/{made['id']}").status_code == 200


def test_a_type_that_is_only_read_says_so(app):
    answer = app.post("AuditEvent", {"resourceType": "AuditEvent"})

    assert answer.status_code == 405
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"lifecycleStatus": "running"}, "Goal.lifecycleStatus"),
        ({"startDate": "2026-11-02T10:00:00Z"}, "Goal.startDate"),
        ({"resourceType": "Task"}, "Goal.resourceType"),
        ({"note": [{"text": ""}]}, "Goal.note[0].text"),
    ],
)
def test_a_bad_resource_is_refused_by_the_name_of_its_element(app, world, change, where):
    answer = app.post("Goal", a_goal(world.person) | change)

    assert answer.status_code == 400
    assert where in [each for each, _ in reasons(answer)]
    assert not Entry.objects.filter(person=world.person, kind="goal").exists()


@pytest.mark.parametrize(
    "reference",
    [f"Patient/{UNKNOWN}", "Patient/7", "https://elsewhere.example.org/fhir/Patient/{pk}"],
)
def test_a_person_who_is_not_here_is_named_by_the_element(app, world, reference):
    goal = a_goal(world.person) | {"subject": {"reference": reference.format(pk=world.person.pk)}}
    answer = app.post("Goal", goal)

    assert (answer.status_code, reasons(answer)) == (422, [("Goal.subject.reference", "not-found")])


def test_a_person_whom_the_caller_may_not_know_of_is_as_unknown_as_nobody(world):
    app = App(world.stranger)
    hidden = app.post("Goal", a_goal(world.person))
    nobody = app.post(
        "Goal", a_goal(world.person) | {"subject": {"reference": f"Patient/{UNKNOWN}"}}
    )

    assert hidden.status_code == nobody.status_code == 422
    assert hidden.content == nobody.content
    assert app.get(f"Patient/{world.person.pk}").content == app.get(f"Patient/{UNKNOWN}").content


def test_an_update_cannot_move_a_resource_to_another_person(app, world):
    made = app.created(a_plan(world.person))
    moved = made | {"subject": {"reference": f"Patient/{UNKNOWN}"}}
    answer = app.put(f"CarePlan/{made['id']}", moved, If_Match=f'W/"{made["meta"]["versionId"]}"')

    assert (answer.status_code, reasons(answer)[0][0]) == (422, "CarePlan.subject.reference")


@pytest.mark.parametrize("fid", ["other", None])
def test_an_update_bears_the_id_of_its_address(app, world, fid):
    made = app.created(a_plan(world.person))
    answer = app.put(f"CarePlan/{made['id']}", made | {"id": fid} if fid else a_plan(world.person))

    assert (answer.status_code, reasons(answer)) == (400, [("CarePlan.id", "invalid")])


def test_what_no_scope_covers_is_forbidden(world):
    app = App(world.nurse, scopes="user/Goal.rs")

    assert app.get(f"Goal?patient={world.person.pk}").status_code == 200
    assert app.get(f"Patient/{world.person.pk}").status_code == 403
    assert app.post("Goal", a_goal(world.person)).status_code == 403


def test_who_has_not_signed_in_is_told_how():
    answer = Client().get(f"/fhir/Patient/{UNKNOWN}")

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert reasons(answer) == [("", "login")]


def test_a_page_of_another_site_may_call_with_a_token_alone(app, world):
    asked = Client().options(f"/fhir/Patient/{world.person.pk}")
    read = app.get(f"Patient/{world.person.pk}", Origin="https://app.example.org")

    assert asked.status_code == 204
    assert "Authorization" in asked["Access-Control-Allow-Headers"]
    assert "PUT" in asked["Access-Control-Allow-Methods"]
    assert read["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in read["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in read


def test_a_request_keeps_its_name(app, world):
    path = f"Patient/{world.person.pk}"

    assert app.get(path, X_Request_Id="abc-1")["X-Request-Id"] == "abc-1"
    assert app.get(path, X_Request_Id="a b\tc")["X-Request-Id"] != "a b\tc"


def test_head_tells_the_same_without_the_body(app, world):
    path = f"/fhir/Patient/{world.person.pk}"
    whole, head = app.client.get(path), app.client.head(path)

    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == whole["ETag"]
    assert int(head["Content-Length"]) == len(whole.content)


def test_a_search_can_be_posted(app, world):
    app.created(a_goal(world.person))
    answer = app.client.post("/fhir/Goal/_search", {"patient": str(world.person.pk)}, headers={})
    posted = app.post(
        "Goal/_search",
        f"patient={world.person.pk}",
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 415
    assert [e["resource"]["id"] for e in posted.json()["entry"]] == [
        e["resource"]["id"] for e in app.get(f"Goal?patient={world.person.pk}").json()["entry"]
    ]


def test_history_comes_in_pages_that_miss_nothing(app, world):
    made = [app.created(a_plan(world.person, f"Plan {n}"))["id"] for n in range(5)]
    pages = list(app.pages("CarePlan/_history?_count=2"))
    told = [each["resource"]["id"] for page in pages for each in page.get("entry", [])]

    assert [each for each in told if each in made] == made[::-1]
    assert len(told) == len(set(told))
    assert all(len(page["entry"]) <= 2 for page in pages)


def test_history_since_a_moment_leaves_out_what_was_before(app, world):
    made = app.post("CarePlan", a_plan(world.person))
    moment = timezone.now().isoformat().replace("+00:00", "Z")
    path = f"CarePlan/{made.json()['id']}"
    app.put(path, made.json() | {"title": "Later"}, If_Match=made["ETag"])
    entries = app.get(f"{path}/_history?_since={moment}").json()["entry"]

    assert [each["resource"]["title"] for each in entries] == ["Later"]


@pytest.mark.parametrize("query", ["_since=soon", "_count=many", "_cursor=mine"])
def test_a_history_that_cannot_be_read_names_what_is_wrong(app, query):
    answer = app.get(f"CarePlan/_history?{query}")

    assert (answer.status_code, reasons(answer)[0][0]) == (400, query.partition("=")[0])


@pytest.mark.parametrize("path", ["Nonsense", "Nonsense/1", "nothing", "Goal/1/2/3/4", "Goal/$do"])
def test_an_address_that_is_none_is_not_found(app, path):
    assert app.get(path).status_code == 404


def test_a_lenient_site_keeps_the_date_of_a_date_time_and_warns(app, world, settings):
    settings.FHIR_LENIENT_DATES = True
    goal = a_goal(world.person, startDate="2026-11-02T10:00:00Z")
    kept = app.post("Goal", goal, Prefer="return=OperationOutcome")
    strict = app.post("Goal", goal, Prefer="handling=strict")

    assert kept.status_code == 201
    assert reasons(kept) == [("Goal.startDate", "value")]
    assert strict.status_code == 400
