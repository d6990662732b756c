"""The plan of somebody in the crowd, as far as it has come: rounds, entries, versions, answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from hearth.core.access import Role
from hearth.core.agreement import Answer, Party, Signature, Way
from hearth.core.kinds import PLAN_KINDS
from hearth.core.people import Name
from hearth.core.plan import Authorship, Cover, Entry, Review, Words
from hearth.core.rounds import Step
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.crowd.lives import Life, State, at_hour
from hearth.jobs.demo.crowd.themes import HELP, PLEASE_DO, SUPPORT, WORTH_KNOWING, Hope
from hearth.records.people.bulk import NewPerson
from hearth.records.plans.bulk import History, PastEntry, PastRound, PastVersion

REASONS = (
    "In hospital for two weeks. We agreed to wait.", "A death in the family. We rang later.",
    "The letter came back. We have the new address now.", "The nurse was ill. We gave a new day.",
)  # fmt: skip
NO = (
    "It is your plan, not mine. I never said I would give up the van.",
    "You have left out what I said about {kin}.",
    "I do not want the visits. I said so twice.",
    "It says what the doctor wants. Put my words first and I will look again.",
)  # fmt: skip
OUTCOMES = (
    "It went well till the frost.", "Slower than I hoped, but it moved.",
    "Once {friend} came along, it worked.", "I got there, and then my chest got me.",
)  # fmt: skip
HOW = ("By telephone", "A talk at the surgery", "A visit at home", "A video call")
PLACES = ("The surgery, room 2", "The surgery, room 4", "By telephone", "At home")


@dataclass
class Told:
    """Where a plan is being put together. `round`: the place of the round that is being written."""

    life: Life
    place: int
    days: Calendar
    nurse: Any
    administrator: Any
    person: NewPerson
    history: History
    handed_in: list[tuple[int, datetime]] = field(default_factory=list)
    round: int | None = None


def tell(told: Told) -> None:
    """Write the history that goes with how far this person has come."""
    life, days = told.life, told.days
    if life.state is State.NOT_STARTED:
        return
    started = _days_since_start(life)
    if life.state in (State.CURRENT, State.OVERDUE) and life.rng.random() < 0.3:
        _whole_round(told, started + 370, review_in=None)
    told.history.key_worker = (told.nurse, days.ago(max(started, 1) + 380, "09:00"))
    if life.state in (State.CURRENT, State.OVERDUE, State.OFFERED, State.NOT_AGREED):
        _whole_round(told, started, review_in=_review_in(life))
    else:
        _round_that_begins(told, started)


def _days_since_start(life: Life) -> int:
    spans = {
        State.INVITED: (1, 12),
        State.PREPARING: (6, 18),
        State.LATE: (26, 50),
        State.HANDED_IN: (16, 24),
        State.OFFERED: (32, 40),
        State.NOT_AGREED: (36, 60),
        State.CURRENT: (45, 300),
        State.OVERDUE: (240, 400),
    }
    return life.rng.randint(*spans[life.state])


def _review_in(life: Life) -> int:
    """Days from today to the review: before today for those whose review is overdue."""
    return -life.rng.randint(3, 120) if life.state is State.OVERDUE else life.rng.randint(20, 300)


def _due(days: Calendar, started: int, review_in: int, talk_in: int) -> dict[Step, date]:
    prepare = min(21 - started, talk_in)
    return {
        Step.PREPARE: days.due(prepare),
        Step.DISCUSS: days.due(talk_in),
        Step.DOCUMENT: days.due(talk_in + 3),
        Step.REVIEW: days.due(max(review_in, talk_in + 10)),
    }


def _round_that_begins(told: Told, started: int) -> None:
    life, days = told.life, told.days
    is_back = life.state is State.HANDED_IN
    talk_in = life.rng.randint(0, 12) if is_back else 28 - started + (16 if started > 24 else 0)
    at = at_hour(life, days, started)
    reached = [(Step.DISCUSS, at_hour(life, days, 3))] if is_back else []
    hour = f"{9 + told.place % 8:02d}:{told.place % 2 * 30:02d}"
    missed = life.state is State.LATE and life.rng.random() < 0.5
    told.history.rounds.append(
        PastRound(
            accountable=told.nurse, started_at=at, due=_due(days, started, 365, talk_in),
            agreed_with=f"{life.called}, by telephone", reached=reached,
            conversation_at=days.ahead(talk_in, hour), conversation_place=life.pick(PLACES),
            reasons={Step.PREPARE: life.pick(REASONS)} if missed else {},
        )
    )  # fmt: skip
    told.round = 0
    if life.state is not State.INVITED:
        _answers(told, days.ago(max(started - 6, 4), "14:00"), half=not is_back)
    if is_back:
        told.handed_in.append((0, days.ago(4, "14:10")))


def _whole_round(told: Told, started: int, *, review_in: int | None) -> None:
    """A round up to its frozen plan; without `review_in`, a past one that was looked back at."""
    life, days = told.life, told.days
    talked = started - life.rng.randint(18, 26)
    is_past = review_in is None
    review = -(talked - 330) if review_in is None else max(review_in, 12 - talked)
    reached = [
        (Step.DISCUSS, at_hour(life, days, talked + 4)),
        (Step.DOCUMENT, days.ago(talked, "12:10")),
    ]
    if is_past:
        reached.append((Step.REVIEW, days.ago(talked - 331, "11:00")))
    told.round = len(told.history.rounds)
    told.history.rounds.append(
        PastRound(
            accountable=told.nurse, started_at=at_hour(life, days, started),
            due=_due(days, started, review, -talked), reached=reached,
            agreed_with=f"{life.called}, in the room", conversation_at=days.ago(talked, "11:30"),
            conversation_place=life.pick(PLACES),
            ended_at=days.ago(talked - 331, "11:30") if is_past else None,
        )
    )  # fmt: skip
    told.handed_in.append((told.round, days.ago(talked + 5, "14:10")))
    _answers(told, days.ago(talked + 6, "14:00"), half=False)
    _conversation(told, days.ago(talked, "11:40"))
    _freeze(told, days.ago(talked, "12:30"), days.due(review))


def _write(
    told: Told, at: datetime, kind: str, /, *, paper: bool = False, **content: object
) -> str:
    """Add an entry in the person's words: from paper by the administrator, else by the nurse."""
    post, life = told.administrator if paper else told.nurse, told.life
    who = Authorship(
        Words.PERSON, life.called, post.account.full_name, Role(post.role), at,
        on_behalf_of=life.called, source="a paper form" if paper else "",
    )  # fmt: skip
    entry = Entry(life.thread(told.place), 1, kind, content, who)
    told.history.entries.append(PastEntry(entry, post.account_id, told.round))
    return entry.thread


def _held(told: Told, kind: str) -> PastEntry | None:
    rows = told.history.entries
    return next((r for r in rows if r.entry.kind == kind and r.replaced_at is None), None)


def _revise(told: Told, row: PastEntry, at: datetime, **content: object) -> None:
    """The next revision of an entry, in the words that the person says now."""
    rows = told.history.entries
    rows[rows.index(row)] = replace(row, replaced_at=at)
    who = replace(row.entry.authorship, at=at, written_by=told.nurse.account.full_name, source="",
                  written_as=Role(told.nurse.role))  # fmt: skip
    entry = replace(
        row.entry, number=row.entry.number + 1, authorship=who,
        content={**row.entry.content, **content},
    )  # fmt: skip
    rows.append(PastEntry(entry, told.nurse.account_id, told.round))


def _answers(told: Told, at: datetime, *, half: bool) -> None:
    """What came back on the paper form."""
    life = told.life
    single = {
        "what_matters": " ".join(life.say(life.pick(theme.matters)) for theme in life.themes),
        "how_things_are": life.say(life.pick(life.living[0].how)),
    }
    if not half:
        single["help_needed"] = life.say(life.pick(HELP))
    for kind, text in single.items():
        held = _held(told, kind)
        if held is None:
            _write(told, at, kind, paper=True, text=text)
        elif held.entry.content["text"] != text:
            _revise(told, held, at, text=text)
    topics = list(dict.fromkeys(life.pick(each.talk) for each in life.living))
    for order, topic in enumerate(topics[: 1 if half else 3], start=1):
        _write(told, at, "talk_about", paper=True, text=topic, order=str(order))


def _conversation(told: Told, at: datetime) -> None:
    goal = _held(told, "goal")
    if goal is not None:
        _revise(
            told, goal, at, confidence=life_confidence(told.life), status="going",
            outcome=told.life.say(told.life.pick(OUTCOMES)),
        )  # fmt: skip
        _hope(told, at, told.life.pick(told.life.themes[1].hopes))
        return
    _hope(told, at, told.life.pick(told.life.themes[0].hopes))
    _if_things_get_worse(told, at)
    _around(told, at)


def life_confidence(life: Life) -> int:
    """Seven or more, as the talk went on until it was."""
    return life.rng.randint(7, 10)


def _hope(told: Told, at: datetime, hope: Hope) -> None:
    life, days = told.life, told.days
    confidence = life.rng.randint(5, 10)
    help_words = (
        {"what_would_help": life.say("If {friend} would come too")} if confidence < 7 else {}
    )
    goal = _write(
        told, at, "goal", text=life.say(hope.text), importance=life.rng.randint(6, 10),
        confidence=confidence, status="hoped", worse=life.say(hope.worse), now=life.say(hope.now),
        hoped_for=life.say(hope.hoped_for), **help_words,
    )  # fmt: skip
    for what, when in hope.actions:
        _write(
            told, at, "action", what=life.say(what), when=life.say(when), goal=goal,
            who=life.pick(("Me", "Me", life.say("{kin}"), told.nurse.account.full_name)),
            due_on=days.due(life.rng.randint(-40, 90)).isoformat(),
            status=life.pick(("to_do", "doing", "doing", "done")),
        )  # fmt: skip


def _if_things_get_worse(told: Told, at: datetime) -> None:
    life = told.life
    for each in life.living[:2]:
        _write(
            told, at, "contingency", name=each.name, triggers=each.triggers,
            early_signs=each.signs, what_to_do=life.say(each.what_to_do),
            who_to_call=f"{told.nurse.organisation.name}, {told.nurse.organisation.telephone}."
            " At night 111.",
        )  # fmt: skip


def _around(told: Told, at: datetime) -> None:
    """Some of the rest: nobody's plan holds everything."""
    life, chance = told.life, told.life.rng.random
    _write(told, at, "strength", text=life.say(life.pick(life.themes[0].strengths)))
    _write(told, at, "need", text=life.living[0].need)
    if chance() < 0.6:
        what, often = life.pick(SUPPORT)
        _write(
            told, at, "informal_support", who=life.say("{kin}"), what=what, how_often=often,
            willing=True, if_they_cannot=life.say("{friend} would"),
        )  # fmt: skip
    if chance() < 0.5:
        _write(told, at, "please_do", text=life.say(life.pick(PLEASE_DO)))
    if chance() < 0.35:
        _write(told, at, "also_worth_knowing", text=life.pick(WORTH_KNOWING))
    activity = next((theme.activity for theme in life.themes if theme.activity), None)
    if activity and chance() < 0.6:
        names = ("what", "where", "when", "cost")
        status = life.pick(("idea", "introduced", "started"))
        _write(told, at, "community", status=status, **dict(zip(names, activity, strict=True)))


def _freeze(told: Told, at: datetime, review_on: date) -> None:
    life, nurse, scheme = told.life, told.nurse, settings.JURISDICTION.identifier
    name = Name(life.name.given, life.name.family, life.name.preferred)
    entries = [
        row.entry
        for row in told.history.entries
        if row.replaced_at is None and row.entry.kind in PLAN_KINDS
    ]
    review = max(review_on, at.date() + timedelta(days=7))
    cover = Cover(
        person_id=str(life.id), person_name=name.shown, called=name.called,
        born=told.person.details["born"], location=life.pick(PLACES),
        identifiers={scheme.name: scheme.written(told.person.number)},
        key_worker=nurse.account.full_name, professional=f"{nurse.account.full_name}, {nurse}",
        review=Review(review, nurse.account.full_name, life.pick(HOW)),
    )  # fmt: skip
    told.history.versions.append(
        PastVersion(cover, entries, at, nurse.account, told.round, _signatures(told, at))
    )


def _signatures(told: Told, at: datetime) -> Sequence[tuple[Signature, datetime, int | None]]:
    life, nurse = told.life, told.nurse
    ours = Signature(
        Party.PROFESSIONAL,
        nurse.account.full_name,
        str(nurse),
        Answer.AGREED,
        Way.SIGNED_IN,
        at.date(),
    )
    signed = [(ours, at, nurse.account_id)]
    is_last = told.history.rounds[-1].ended_at is None
    if is_last and life.state is State.OFFERED:
        return signed
    answer, reason = Answer.AGREED, ""
    if is_last and life.state is State.NOT_AGREED:
        answer, reason = Answer.NOT_AGREED, life.say(life.pick(NO))
    elif life.rng.random() < 0.03:
        answer, reason = Answer.DID_NOT_WANT, "Happy for it to stand. Did not want to sign things."
    way = life.pick((Way.IN_THE_ROOM, Way.IN_THE_ROOM, Way.BY_TELEPHONE, Way.ON_PAPER))
    theirs = Signature(Party.PERSON, life.called, "", answer, way, at.date(), reason)
    return [*signed, (theirs, at, nurse.account_id)]
