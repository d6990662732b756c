"""What a message may say, and what becomes of it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hearth.core.messages import (
    LEADS_NOWHERE,
    LONGEST_WAIT,
    MOST_TRIES,
    OPENS_WITHOUT_SIGN_IN,
    WORDINGS,
    Audience,
    MessageKind,
    MessageWay,
    Outcome,
    State,
    field_problems,
    state,
    stops_at_death,
    wait_after,
    write,
)
from tests.journeys.reading import assert_plain

SITE = "https://plans.example.org"
KINDS = pytest.mark.parametrize("kind", list(MessageKind))
SERVICES = ("care", "health", "nurse", "doctor", "surgery", "clinic", "mental", "nhs", "council")


def facts(kind):
    return dict.fromkeys(WORDINGS[kind].fields, "3 March 2027")


def text_of(kind, **more):
    return write(kind, MessageWay.TEXT, **{"name": "Bibi", "fields": {}, "site": SITE} | more)


def test_every_text_message_is_the_same_words_whatever_it_is_about():
    texts = {
        text_of(kind, name=name, fields={"day": "your cancer clinic"}, path="/cancer/")
        for kind in set(MessageKind) - OPENS_WITHOUT_SIGN_IN
        for name in ("Bibi", "Cancer clinic")
    }

    (only,) = texts
    assert only.body == f"You have a new message. Sign in to read it: {SITE}/"
    assert only.subject == ""


def test_a_text_message_that_asks_without_a_sign_in_says_only_that_it_asks():
    texts = {text_of(kind, path="/reply/abc/") for kind in OPENS_WITHOUT_SIGN_IN}

    (only,) = texts
    assert only.body == f"There is a short question for you. It takes two taps: {SITE}/reply/abc/"


@KINDS
def test_a_message_says_neither_a_service_nor_a_condition(kind):
    said = write(kind, MessageWay.EMAIL, name="Bibi", fields=facts(kind), site=SITE)

    assert not [word for word in SERVICES if word in f"{said.subject} {said.body}".lower()]
    assert "\n" not in said.subject


def test_every_message_is_in_plain_words():
    said = [f"<p>{w.subject}</p><p>{w.sentence}</p>" for w in WORDINGS.values()]

    assert_plain("".join(said))


@KINDS
def test_who_has_no_sign_in_is_told_whom_to_call_instead(kind):
    wanted = facts(kind)
    told = write(
        kind, MessageWay.LETTER, name="Bibi", fields=wanted, site=SITE, path="/x", signs_in=False
    )

    needs_none = "telephone" in wanted or kind in OPENS_WITHOUT_SIGN_IN | LEADS_NOWHERE
    assert ("Sign in" in told.body) != needs_none
    assert ("telephone" in wanted) == ("call us on 3 March 2027" in told.body)


@KINDS
def test_a_message_says_only_the_facts_of_its_kind(kind):
    assert field_problems(kind, facts(kind)) == []
    assert field_problems(kind, {**facts(kind), "diagnosis": "x"}) == [
        f"“{kind.value}” cannot say “diagnosis”."
    ]


def test_a_message_that_lacks_a_fact_is_not_sent():
    problems = field_problems(MessageKind.SIGNATURE_LATE, {})

    assert problems == ["“signature is late” needs “day”."]


@pytest.mark.parametrize(
    ("outcomes", "stands"),
    [
        ([], State.QUEUED),
        ([Outcome.NOT_NOW, Outcome.UNSURE], State.QUEUED),
        ([Outcome.HELD] * 50, State.QUEUED),
        ([Outcome.NOT_NOW, Outcome.HANDED_OVER], State.HANDED_OVER),
        ([Outcome.REFUSED], State.FAILED),
        ([Outcome.NOT_NOW] * MOST_TRIES, State.FAILED),
        ([Outcome.STOPPED], State.STOPPED),
    ],
)
def test_where_a_message_stands_follows_from_its_tries(outcomes, stands):
    assert state(outcomes) is stands


def test_each_wait_is_twice_the_last_up_to_six_hours():
    waits = [wait_after([Outcome.NOT_NOW] * count) for count in range(1, MOST_TRIES)]

    assert waits[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert waits == sorted(waits)
    assert waits[-1] <= LONGEST_WAIT
    assert wait_after([Outcome.HELD]) == timedelta(hours=1)


@KINDS
def test_nothing_goes_to_a_person_who_died_or_to_those_close_to_them(kind):
    assert stops_at_death(kind, Audience.PERSON, uuid4())
    assert stops_at_death(kind, Audience.SUPPORTER, uuid4())


def test_the_auditor_still_hears_of_an_emergency_opening_after_a_death():
    assert not stops_at_death(MessageKind.GLASS_TO_REVIEW, Audience.STAFF, uuid4())
    assert stops_at_death(MessageKind.SIGNATURE_LATE, Audience.STAFF, uuid4())
    assert not stops_at_death(MessageKind.QUALITY_LOOK, Audience.STAFF, None)
