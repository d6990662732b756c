"""Who must sign, for which part, by when; and what is said of those who have not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hearth.core.access import Role
from hearth.core.agreement import Answer, Asked, Decision, Party, Signature, Way
from hearth.core.plan import Authorship, Entry, Words
from hearth.core.signing import (
    PERSON_KEY,
    Choices,
    Reason,
    Required,
    Service,
    SigningFacts,
    SigningRule,
    Stance,
    choice_problems,
    due_on,
    in_part,
    signers,
    who_must_sign,
)
from hearth.core.words import Section

DAY = date(2026, 11, 2)
RULE = SigningRule(
    words=("The person signs.",),
    days={Party.PERSON: 14, Party.KEY_WORKER: 14, Party.SERVICE: 14},
    least_days=3,
    key_worker_sections=frozenset({Section.ACTIONS}),
    funders={"council": frozenset({"council"})},
)
PRACTICE = Service("service:1", "Mill Lane Surgery", "practice", frozenset({"Ruth Adeyemi"}))
COUNCIL = Service("service:2", "Holmbeck Council", "council", frozenset({"Tom Price"}))
NURSE = ("post:1", "Ruth Adeyemi", PRACTICE.key)


def an_entry(kind: str, words: Words = Words.PERSON, said_by: str = "Bibi", **content) -> Entry:
    at = datetime(2026, 11, 2, tzinfo=UTC)
    who = Authorship(words, said_by, "Ruth Adeyemi", Role.PRACTITIONER, at)
    return Entry(f"thread of {kind}", 1, kind, content, who)


def who_signs(*entries: Entry, key_worker=NURSE, services=(PRACTICE, COUNCIL)) -> list[Required]:
    return who_must_sign(SigningFacts("Bibi", NURSE, key_worker, services, entries), RULE)


ACTION = an_entry("action", what="Fit a rail", who="Holmbeck Council", when="May")
CONTRIBUTIONS = [
    (an_entry("formulation", Words.PROFESSIONAL, "Tom Price", text="x"), Reason.WROTE),
    (an_entry("need", Words.SERVICE, "Holmbeck Council", text="x"), Reason.JOINED),
    (ACTION, Reason.DOES),
    (an_entry("action", what="Call", who="Tom Price, on Fridays", when="May"), Reason.DOES),
    (an_entry("action", what="Call", who="Tom", who_team="Holmbeck council"), Reason.DOES),
    (an_entry("risk", text="A fall", what_we_do="Rail", who="Tom Price"), Reason.DOES),
    (an_entry("resource", what="Day centre", funder="council"), Reason.GIVES),
    (an_entry("resource", what="Rail", funder="self", supplier="Holmbeck Council"), Reason.GIVES),
]


@pytest.mark.parametrize(("entry", "why"), CONTRIBUTIONS)
def test_a_service_that_contributes_or_commits_something_must_sign(entry, why):
    person, council = who_signs(entry)

    assert person.key == PERSON_KEY
    assert (council.key, council.why) == (COUNCIL.key, why.value)
    assert council.threads == {entry.thread}


@pytest.mark.parametrize(
    "entry",
    [
        an_entry("goal", text="Holmbeck Council gives me peace"),
        an_entry("action", what="Walk", who="Me", when="Fridays"),
        an_entry("action", what="Rail", who="Holmbeck Council", when="May", status="done"),
        an_entry("action", what="Walk", who="Holmbeck Councillor"),
        an_entry("resource", what="Bus pass", funder="nhs"),
        an_entry("story", Words.PROFESSIONAL, "Tom Price", text="x"),
        an_entry("need", Words.SERVICE, "Somebody else", text="x"),
        an_entry("formulation", Words.PROFESSIONAL, "Ruth Adeyemi", text="x"),
    ],
)
def test_nobody_else_is_asked(entry):
    assert [each.key for each in who_signs(entry)] == [PERSON_KEY]


def test_the_first_of_several_reasons_is_said():
    wrote = CONTRIBUTIONS[0][0]

    assert who_signs(ACTION, wrote)[1].why == Reason.WROTE.value


def test_a_key_worker_who_did_not_do_the_plan_signs_and_their_service_signs_through_them():
    tom = ("post:2", "Tom Price", COUNCIL.key)

    person, key_worker = who_signs(ACTION, key_worker=tom)

    assert (person.party, key_worker.party) == (Party.PERSON, Party.KEY_WORKER)
    assert key_worker.threads == {ACTION.thread}


def test_a_plan_without_a_key_worker_is_signed_by_the_others():
    assert [each.party for each in who_signs(key_worker=None)] == [Party.PERSON]


def test_a_key_worker_of_a_service_without_a_part_still_signs():
    lone = ("post:9", "Jo Lee", "service:9")

    assert [each.key for each in who_signs(ACTION, key_worker=lone)] == [
        PERSON_KEY, "post:9", COUNCIL.key,
    ]  # fmt: skip


def kept(*entries: Entry, **front) -> dict[str, object]:
    rows = [
        {
            "thread": e.thread, "number": e.number, "kind": e.kind, "content": dict(e.content),
            "words": e.authorship.words.value, "said_by": e.authorship.said_by, "written_by": "",
            "written_as": "", "on_behalf_of": "", "source": "", "at": "2026-11-02T10:00:00+00:00",
        }
        for e in entries
    ]  # fmt: skip
    return {"entries": rows, "review": {"on": "2027-01-01"}, "key_worker": "Ruth", **front}


MATTERS = an_entry("what_matters", text="Home")
PERSON = Required(PERSON_KEY, Party.PERSON, "Bibi", "")
THE_COUNCIL = Required(COUNCIL.key, Party.SERVICE, COUNCIL.name, "", frozenset({ACTION.thread}))
KEY_WORKER = Required("post:2", Party.KEY_WORKER, "Tom Price", "")
EVERYTHING = replace(THE_COUNCIL, threads=frozenset())


def changed(required: Required, one: dict[str, object], other: dict[str, object]) -> bool:
    return in_part(required, RULE, one) != in_part(required, RULE, other)


@pytest.mark.parametrize(
    ("required", "action", "matters", "front"),
    [
        (PERSON, True, True, True),
        (THE_COUNCIL, True, False, False),
        (KEY_WORKER, True, False, False),
        (EVERYTHING, True, True, False),
    ],
)
def test_each_one_s_part_changes_only_with_what_they_sign_for(required, action, matters, front):
    before = kept(ACTION, MATTERS)
    new_action = replace(ACTION, content={"what": "Fit two rails"}, number=2)
    new_matters = replace(MATTERS, content={"text": "My garden"}, number=2)

    assert changed(required, before, kept(new_action, MATTERS)) is action
    assert changed(required, before, kept(ACTION, new_matters)) is matters
    assert changed(required, before, kept(ACTION, MATTERS, key_worker="Tom")) is front
    assert not changed(required, before, kept(replace(ACTION, number=7), MATTERS))


def test_the_day_agreed_counts_unless_it_leaves_no_time_to_read():
    more = {"asked_on": DAY, "days": 14, "least_days": 3}

    assert due_on(None, **more) == DAY + timedelta(days=14)
    assert due_on(DAY + timedelta(days=5), **more) == DAY + timedelta(days=5)
    assert due_on(DAY - timedelta(days=5), **more) == DAY + timedelta(days=3)


def test_only_services_are_left_out_or_added_and_only_with_a_reason():
    required = [PERSON, THE_COUNCIL]
    said = Choices({COUNCIL.key: "Ended"}, {PRACTICE.key: "They want to"})
    silent = Choices(
        {COUNCIL.key: " ", PERSON_KEY: "Why not", "x": "y"}, {PRACTICE.key: "", "z": "y"}
    )

    services = [PRACTICE.key, COUNCIL.key]
    found = [each.where for each in choice_problems(silent, required, services)]
    assert choice_problems(said, required, services) == []
    assert found == ["why_service:2", "keep_person", "keep_x", "add_why", "add"]


ASKED = Asked(COUNCIL.key, Party.SERVICE, COUNCIL.name, DAY, DAY + timedelta(14), "", "Ann Lee")
BY_TOM = Signature(
    Party.SERVICE, "Tom Price", "Social worker", Answer.AGREED, Way.SIGNED_IN, DAY,
    signer=COUNCIL.key,
)  # fmt: skip


def council_line(*signatures: Signature, asked: Asked = ASKED, today: date = DAY):
    [line] = [s for s in signers(signatures, [asked], person="Bibi", today=today) if s.key]
    return line


def test_who_has_not_signed_is_waited_for_and_then_late():
    late = council_line(today=DAY + timedelta(days=15))

    assert council_line().stance is Stance.WAITING
    assert (late.stance, late.due, late.escalate_to) == (Stance.LATE, ASKED.due, "Ann Lee")
    assert late.is_open


def test_each_answer_has_its_line():
    no = replace(BY_TOM, answer=Answer.NOT_AGREED, reason="Too dear", would_sign="One rail")
    both = tuple(
        Decision(party, "Who", "Go on", Way.SIGNED_IN, DAY)
        for party in (Party.PERSON, Party.KEY_WORKER)
    )

    assert council_line(BY_TOM).name == "Holmbeck Council (Tom Price)"
    assert council_line(BY_TOM).stance is Stance.SIGNED
    assert council_line(replace(BY_TOM, answer=Answer.WITH_DIFFERENCE)).stance is Stance.DIFFERS
    assert council_line(no).stance is Stance.REFUSED
    assert council_line(no).would_sign == "One rail"
    assert council_line(replace(no, decisions=both)).stance is Stance.WENT_ON
    left_out = council_line(asked=replace(ASKED, left_out="Ended"))
    assert (left_out.stance, left_out.reason, left_out.is_open) == (
        Stance.LEFT_OUT, "Ended", False,
    )  # fmt: skip


def test_the_person_comes_first_then_the_professional():
    nurse = Signature(
        Party.PROFESSIONAL, "Ruth Adeyemi", "Nurse", Answer.AGREED, Way.SIGNED_IN, DAY
    )
    no_answer = Signature(Party.PERSON, "Bibi", "", Answer.COULD_NOT, Way.IN_THE_ROOM, DAY, "Ill")

    person, professional, council = signers([nurse, no_answer], [ASKED], person="Bibi", today=DAY)

    assert (person.name, person.stance) == ("Bibi", Stance.NO_ANSWER)
    assert professional.name == "Ruth Adeyemi (Nurse)"
    assert council.stance is Stance.WAITING


def test_a_person_who_has_not_answered_is_never_late_without_a_day():
    [person] = signers([], [], person="Bibi", today=date(2100, 1, 1))

    assert (person.stance, person.due) == (Stance.WAITING, None)


def test_a_person_who_was_asked_by_a_day_is_told_that_day():
    asked = replace(ASKED, key=PERSON_KEY, party=Party.PERSON, name="Bibi")

    [person] = signers([], [asked], person="Bibi", today=DAY)

    assert (person.stance, person.due) == (Stance.WAITING, ASKED.due)
