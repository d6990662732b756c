"""Other systems are told what happened: each thing, in order, signed, and past no door."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.agreement import Answer, Party, Way
from hearth.core.plan import Review
from hearth.core.sharing import SealKind
from hearth.core.subscriptions import MOST_TRIES, Topic
from hearth.core.words import Section
from hearth.fhir.subscriptions.asking import CONTENT, FILTER, HEARTBEAT, SECRET
from hearth.jobs.subscriptions import tell_due
from hearth.records.access.models import Involvement
from hearth.records.audit.models import AuditRow
from hearth.records.people.deaths import record_death
from hearth.records.plans.changes import versions
from hearth.records.plans.changes.entries import write
from hearth.records.subscriptions import changes, claims
from hearth.records.subscriptions.models import Happening, Notice, Subscription, Try
from tests.calling import a_caller
from tests.rest_hook import Receiver, a_receiver, event_numbers, facts, parameters
from tests.sharing import sealed
from tests.world import World, a_person, a_post, a_world, an_account, an_agreeable_plan

pytestmark = pytest.mark.django_db
FHIR = "application/fhir+json"
PLAN, DUE = Topic.PLAN_AGREED.value, Topic.ACTION_DUE.value


@pytest.fixture(autouse=True)
def at_home(settings: Any) -> None:
    """The receiver of a test is on this machine."""
    settings.FEEDS_INSIDE = True


@pytest.fixture
def world() -> World:
    found = a_world()
    an_agreeable_plan(found)
    return found


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with a_receiver() as held:
        yield held


class System:
    """A backend service with a post at the practice."""

    def __init__(self, world: World, name: str = "Calderwick Records") -> None:
        account = an_account(name)
        self.post = a_post(account, world.practice, Role.PRACTITIONER, "Record system")
        self.headers, self.client = a_caller(self.post), Client()

    def send(self, method: str, path: str, body: Any = None, **more: str) -> Any:
        """Ask something under /fhir/Subscription."""
        return getattr(self.client, method)(
            f"/fhir/Subscription{path}", body, content_type=FHIR, headers={**self.headers, **more}
        )

    def subscribe(self, body: Any) -> Any:
        """Make one, and return it as it was answered."""
        said = self.send("post", "", body)
        assert said.status_code == 201, said.content
        return said.json()


@pytest.fixture
def system(world: World) -> System:
    return System(world)


def a_subscription(
    address: str, *, topic: str = PLAN, content: str = "id-only", patient: Any = "",
    heartbeat: int = 0, kind: str = "rest-hook", headers: tuple[str, ...] = (), **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """A Subscription as the backport guide has it."""
    body: dict[str, Any] = {
        "resourceType": "Subscription", "status": "requested", "reason": "To know",
        "criteria": topic,
        "channel": {
            "type": kind, "endpoint": address, "payload": FHIR,
            "_payload": {"extension": [{"url": CONTENT, "valueCode": content}]},
        },
        **more,
    }  # fmt: skip
    if patient:
        said = {"url": FILTER, "valueString": f"CarePlan?patient=Patient/{patient}"}
        body["_criteria"] = {"extension": [said]}
    if heartbeat:
        body["channel"]["extension"] = [{"url": HEARTBEAT, "valueUnsignedInt": heartbeat}]
    if headers:
        body["channel"]["header"] = list(headers)
    return body


def agreed(world: World) -> None:
    """The plan is frozen, and the person says yes."""
    said = versions.Said(Party.PERSON, "Rabia Khan", Answer.AGREED, Way.IN_THE_ROOM)
    versions.freeze(
        record=world.record(world.nurse), round=None,
        review=Review(date(2027, 11, 1), "the nurse", "to see how it goes"),
        location="The surgery", by=world.nurse, at=timezone.now(), identifiers={}, said=said,
    )  # fmt: skip


def tell(times: int = 1, *, later: timedelta = timedelta(0)) -> int:
    """The worker comes by."""
    return sum(tell_due(at=timezone.now() + later) for _ in range(times))


def test_a_system_is_told_with_a_handshake_first_that_a_plan_was_agreed(world, system, receiver):
    made = system.subscribe(a_subscription(receiver.address))
    assert made["status"] == "requested"
    tell()
    (handshake,) = receiver.taken("handshake")
    assert handshake["type"] == "history"
    assert facts(handshake)["status"] == "requested"
    assert system.send("get", f"/{made['id']}").json()["status"] == "active"
    agreed(world)
    assert tell() == 1
    (said,) = receiver.taken()
    assert facts(said)["topic"] == PLAN
    assert facts(said)["events-since-subscription-start"] == "1"
    assert event_numbers(said) == [1]
    assert said["entry"][1]["fullUrl"].endswith(f"/fhir/CarePlan/{world.person.pk}")
    assert "resource" not in said["entry"][1]
    assert tell() == 0
    assert len(receiver.taken()) == 1


def test_all_that_is_said_is_signed_with_a_secret_that_is_told_once(world, system, receiver):
    made = system.subscribe(a_subscription(receiver.address, headers=("Authorization: Bearer x",)))
    secret = next(each["valueString"] for each in made["extension"] if each["url"] == SECRET)
    agreed(world)
    tell()
    tell()
    assert receiver.is_signed(secret)
    assert not receiver.is_signed("another")
    assert {headers["Authorization"] for headers, _ in receiver.heard} == {"Bearer x"}
    read = system.send("get", f"/{made['id']}").content.decode()
    found = system.send("get", "").content.decode()
    stored = str(Subscription.objects.values().get())
    for text in (read, found, stored):
        assert secret not in text
        assert "Bearer x" not in text


@pytest.mark.parametrize("content", ["empty", "id-only", "full-resource"])
def test_no_more_is_said_than_was_asked_for(world, system, receiver, content):
    system.subscribe(a_subscription(receiver.address, content=content))
    agreed(world)
    tell(2)
    (said,) = receiver.taken()
    words = str(said)
    assert (str(world.person.pk) in words) is (content != "empty")
    assert (len(said["entry"]) == 2) is (content != "empty")
    if content == "full-resource":
        read = system.client.get(f"/fhir/CarePlan/{world.person.pk}", headers=system.headers)
        assert read.content in receiver.heard[-1][1]


def test_a_receiver_that_fails_in_every_way_misses_nothing_and_hears_it_in_order(
    world, system, receiver
):
    """0 lost, 0 out of order, each with one number, however it falls over."""
    system.subscribe(a_subscription(receiver.address))
    tell()
    people = [world.person.pk, *(_another(world, number) for number in range(5))]
    fails = iter([500, 0, 307, 200, 429, 0, 200, 503, 200, 404, 200, 200, 0] + [200] * 50)
    receiver.answer = lambda _count, _body: next(fails)
    for number, person in enumerate(people):
        happened(person, f"thing {number}")
    for count in range(1, 20):
        tell(later=timedelta(hours=7) * count)
    assert list(dict.fromkeys(receiver.numbers)) == [1, 2, 3, 4, 5, 6]
    assert receiver.numbers == sorted(receiver.numbers)
    told = [body["entry"][1]["fullUrl"].rpartition("/")[2] for body in receiver.taken()]
    assert list(dict.fromkeys(told)) == [str(each) for each in people]
    assert Notice.objects.filter(told_at__isnull=True).count() == 0
    ids = {(event_numbers(body)[0], body["id"]) for body in receiver.taken()}
    assert len(ids) == 6, "the same number is always the same Bundle"


def _another(world: World, number: int) -> Any:
    person = a_person(f"Person {number}", "Other")
    Involvement.objects.create(
        person=person, organisation=world.practice, kind="practice", starts=date(2020, 1, 1)
    )
    return person.pk


def happened(person: Any, source: str) -> None:
    """Something is taken down, as the worker does when it finds it in a row."""
    from hearth.records.subscriptions.happenings import Found, take_down

    found = Found(source, person, f"CarePlan/{person}", timezone.now())
    take_down(topic=Topic.PLAN_AGREED, found=[found], at=timezone.now())


def test_a_worker_that_is_killed_after_the_receiver_heard_says_it_again_under_its_number(
    world, system, receiver, monkeypatch
):
    system.subscribe(a_subscription(receiver.address))
    tell()
    agreed(world)
    with monkeypatch.context() as patch:

        def killed(**_: Any) -> bool:
            raise KeyboardInterrupt

        patch.setattr(claims, "succeed", killed)
        with pytest.raises(KeyboardInterrupt):
            tell()
    assert receiver.numbers == [1]
    assert tell() == 0, "it is still in the hands of the worker that died"
    assert tell(later=timedelta(minutes=3)) == 1
    assert receiver.numbers == [1, 1]


def test_two_workers_never_tell_one_subscription_at_once(world, system, receiver):
    system.subscribe(a_subscription(receiver.address))
    now = timezone.now()
    first, second = claims.claim(at=now), claims.claim(at=now)
    assert first is not None
    assert second is None
    later = now + claims.LEASE
    third = claims.claim(at=later)
    assert third is not None
    assert not claims.succeed(held=first, kind="handshake", notice=None, at=later)


def test_a_receiver_that_stays_away_stops_the_subscription_and_a_command_begins_it_again(
    world, system, receiver
):
    made = system.subscribe(a_subscription(receiver.address))
    tell()
    agreed(world)
    receiver.answer = lambda _count, _body: 500
    for count in range(MOST_TRIES + 3):
        tell(later=timedelta(hours=7) * (count + 1))
    row = Subscription.objects.get()
    assert row.status == "error"
    assert Try.objects.filter(why_not__contains="500").count() == MOST_TRIES
    read = system.send("get", f"/{made['id']}").json()
    assert (read["status"], read["error"]) == ("error", "The receiver answered 500.")
    happened(_another(world, 1), "while it stood still")
    receiver.answer = lambda _count, _body: 200
    assert tell() == 0
    assert changes.tell_again(subscription=row, since=0, by=None, at=timezone.now()) == 2
    assert tell() == 2
    assert list(dict.fromkeys(receiver.numbers)) == [1, 2]


def test_what_is_closed_or_out_of_reach_is_not_told_and_leaves_no_gap(world, system, receiver):
    """A5, G3: the door is asked as the word leaves; no number tells of what is hidden."""
    system.subscribe(a_subscription(receiver.address))
    tell()
    far, near = a_person("Far", "Away").pk, _another(world, 1)
    happened(world.person.pk, "one")
    happened(far, "of somebody else")
    happened(near, "two")
    tell()
    assert receiver.numbers == [1, 2]
    assert str(far) not in str(receiver.heard)


def test_an_action_in_a_part_that_was_closed_is_not_told(world, system, receiver):
    system.subscribe(a_subscription(receiver.address, topic=DUE))
    tell()
    entry = an_action(world, timezone.localdate())
    sealed(world, world.person_account, SealKind.OWN_WISH, Section.ACTIONS, entry)
    tell(later=timedelta(minutes=20))
    assert receiver.taken() == []
    assert Happening.objects.count() == 1
    assert system.send("get", "/$status").json()["entry"][0]["resource"]["parameter"][4] == {
        "name": "events-since-subscription-start", "valueString": "0",
    }  # fmt: skip


def an_action(world: World, due: date) -> str:
    content = {"what": "Walk", "who": "Me", "when": "Soon", "due_on": due.isoformat()}
    entry = write(
        record=world.record(world.nurse), kind="action", content=content, by=world.nurse,
        at=timezone.now(),
    )  # fmt: skip
    return str(entry.thread)


def test_an_action_is_told_on_its_day_and_once(world, system, receiver):
    an_action(world, timezone.localdate() - timedelta(days=2))
    system.subscribe(a_subscription(receiver.address, topic=DUE))
    tell()
    thread = an_action(world, timezone.localdate())
    an_action(world, timezone.localdate() + timedelta(days=3))
    for minutes in (20, 40, 60):
        tell(later=timedelta(minutes=minutes))
    (said,) = receiver.taken()
    assert said["entry"][1]["fullUrl"].endswith(f"/fhir/Task/{thread}")


def test_a_plan_agreed_before_somebody_asked_is_not_told(world, system, receiver):
    agreed(world)
    system.subscribe(a_subscription(receiver.address))
    tell(3)
    assert receiver.taken() == []


def test_nothing_is_told_of_somebody_who_died(world, system, receiver):
    system.subscribe(a_subscription(receiver.address))
    tell()
    agreed(world)
    record_death(
        person=world.person, died_on=date(2026, 10, 1), told_by="Their daughter", by=world.nurse,
        at=timezone.now(),
    )  # fmt: skip
    tell()
    assert receiver.taken() == []


@pytest.mark.parametrize("how", ["stopped", "post ended", "account closed"])
def test_an_app_that_was_stopped_is_told_nothing_more(world, system, receiver, how):
    system.subscribe(a_subscription(receiver.address))
    tell()
    agreed(world)
    app, account = system.post.account.app, system.post.account
    if how == "stopped":
        app.stopped_at = timezone.now()
        app.save()
    elif how == "account closed":
        account.is_active = False
        account.save()
    else:
        system.post.ends = timezone.localdate() - timedelta(days=1)
        system.post.save()
    tell(2)
    assert receiver.taken() == []


def test_a_subscription_by_person_hears_of_that_person_alone(world, system, receiver):
    system.subscribe(a_subscription(receiver.address, patient=world.person.pk))
    tell()
    happened(_another(world, 1), "of another")
    happened(world.person.pk, "of them")
    tell()
    assert receiver.numbers == [1]


def test_who_may_not_know_of_somebody_cannot_ask_about_them(world, system, receiver):
    far = a_person("Far", "Away").pk
    said = [
        system.send("post", "", a_subscription(receiver.address, patient=each))
        for each in (far, uuid4())
    ]
    assert [each.status_code for each in said] == [422, 422]
    assert said[0].content == said[1].content
    assert not Subscription.objects.exists()


def test_a_heartbeat_comes_when_nothing_else_does(world, system, receiver):
    system.subscribe(a_subscription(receiver.address, heartbeat=60))
    tell()
    assert receiver.taken("heartbeat") == []
    tell(later=timedelta(seconds=61))
    (beat,) = receiver.taken("heartbeat")
    assert facts(beat)["events-since-subscription-start"] == "0"
    assert len(parameters(beat)) == 5


def test_it_can_be_turned_off_and_on_by_who_made_it_alone(world, system, receiver):
    made = system.subscribe(a_subscription(receiver.address))
    other = System(world, "Other Records")
    path, version = f"/{made['id']}", {"If-Match": 'W/"1"'}
    off = {**a_subscription(receiver.address, status="off"), "id": made["id"]}
    assert other.send("get", path).status_code == 404
    assert other.send("get", path).content == other.send("get", f"/{uuid4()}").content
    assert other.send("put", path, off, **version).status_code == 404
    assert other.send("get", "").json()["total"] == 0
    assert system.send("put", path, off).status_code == 428
    assert system.send("put", path, off, **version).json()["status"] == "off"
    assert system.send("put", path, off, **version).status_code == 412
    agreed(world)
    tell(2)
    assert receiver.heard == []
    on = {**off, "status": "requested"}
    assert system.send("put", path, on, **{"If-Match": 'W/"2"'}).json()["status"] == "requested"
    tell()
    assert len(receiver.taken("handshake")) == 1


def test_who_missed_some_can_ask_for_them_and_how_it_stands(world, system, receiver):
    made = system.subscribe(a_subscription(receiver.address))
    tell()
    for number in range(3):
        happened(_another(world, number), f"thing {number}")
    tell()
    one = system.send("get", f"/{made['id']}/$status").json()
    assert facts({"entry": [{"resource": one["entry"][0]["resource"]}]})["type"] == "query-status"
    said = system.send("get", f"/{made['id']}/$events?eventsSinceNumber=2").json()
    assert event_numbers(said) == [2, 3]
    assert facts(said)["type"] == "query-event"
    Involvement.objects.all().delete()
    bare = system.send("get", f"/{made['id']}/$events").json()
    assert event_numbers(bare) == [1, 2, 3]
    assert len(bare["entry"]) == 1


BAD = {
    "topic": {"topic": "urn:hearth:nothing"},
    "channel": {"kind": "sms"},
    "http": {"address": "http://example.org/hook"},
    "file": {"address": "file:///etc/passwd"},
    "user": {"address": "https://a:b@example.org/"},
    "content": {"content": "everything"},
    "end": {"end": "2020-01-01T00:00:00Z"},
    "header": {"headers": ("Host: elsewhere",)},
    "line": {"headers": ("X-A: b\r\nX-C: d",)},
    "mail": {"kind": "email", "address": "mailto:a@b.example", "content": "id-only"},
    "mails": {"kind": "email", "address": "mailto:a@b.example,c@d.example", "content": "empty"},
    "heartbeat": {"heartbeat": 1},
}


@pytest.mark.parametrize("which", sorted(BAD))
def test_what_cannot_be_asked_for_is_refused_and_named(world, system, which):
    more = {"address": "https://example.org/hook", **BAD[which]}
    said = system.send("post", "", a_subscription(more.pop("address"), **more))
    assert said.status_code in (400, 422), said.content
    assert "Subscription" in str(said.json()["issue"][0]["expression"])
    assert not Subscription.objects.exists()


def test_only_a_backend_service_can_ask_to_be_told(world, receiver):
    headers = a_caller(world.person_account, "patient/*.cruds", world.person)
    said = Client().post(
        "/fhir/Subscription", a_subscription(receiver.address), content_type=FHIR, headers=headers
    )
    assert said.status_code == 403
    assert not Subscription.objects.exists()


def test_a_receiver_in_our_own_network_is_never_reached(world, system, receiver, settings):
    made = system.subscribe(a_subscription(receiver.address))
    settings.FEEDS_INSIDE = False
    tell()
    assert receiver.heard == []
    assert "inside" in system.send("get", f"/{made['id']}").json().get("error", "inside")
    assert "inside" in Try.objects.get().why_not


def test_no_receiver_sends_us_elsewhere(world, system, receiver):
    system.subscribe(a_subscription(receiver.address))
    receiver.answer = lambda _count, _body: 307
    tell()
    assert len(receiver.heard) == 1


def test_each_word_that_leaves_is_in_the_trail_and_moves_no_version(world, system, receiver):
    system.subscribe(a_subscription(receiver.address))
    agreed(world)
    tell(2)
    row = AuditRow.objects.get(did="told another system")
    assert (row.person_id, row.is_change) == (world.person.pk, False)


def test_what_happened_is_only_added(world, system, receiver):
    system.subscribe(a_subscription(receiver.address))
    happened(world.person.pk, "one")
    with pytest.raises(IntegrityError), transaction.atomic():
        Happening.objects.update(source="two")


def test_a_row_that_commits_late_is_found_although_younger_ones_were_told(world):
    """PostgreSQL numbers a row before it is there: no number is passed over for an hour."""
    from hearth.records.subscriptions.happenings import begin_at, looked_up_to

    start = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    assert begin_at(rows="x", newest=7, at=start) == 7
    for minutes, newest, low in ((1, 20, 7), (59, 40, 7), (60, 60, 7), (61, 70, 7), (121, 90, 60)):
        at = start + timedelta(minutes=minutes)
        looked_up_to(rows="x", newest=newest, at=at)
        assert begin_at(rows="x", newest=newest, at=at) == low, minutes
