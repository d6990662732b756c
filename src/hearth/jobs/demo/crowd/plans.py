"""The plan of somebody in the crowd, as far as it has come: rounds, entries, versions, answers."""

from datetime import date, datetime, timedelta

from hearth.core.rounds import Step
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.crowd.lives import Life, State, at_hour
from hearth.jobs.demo.crowd.signing import PLACES, freeze
from hearth.jobs.demo.crowd.themes import HELP, PLEASE_DO, SUPPORT, WORTH_KNOWING, Hope
from hearth.jobs.demo.crowd.told import Told, copy, held, revise, write
from hearth.records.plans.bulk import PastRound

REASONS = (
    "In hospital for two weeks. We agreed to wait.", "A death in the family. We rang later.",
    "The letter came back. We have the new address now.", "The nurse was ill. We gave a new day.",
)  # fmt: skip
OUTCOMES = (
    "It went well till the frost.", "Slower than I hoped, but it moved.",
    "Once {friend} came along, it worked.", "I got there, and then my chest got me.",
)  # fmt: skip
BY_OTHERS = (
    ("Go through my tablets with me", "The practice pharmacist", "Within six weeks"),
    ("Ring me to see how it went", "Practice nurse", "In three weeks"),
    ("Introduce me to the group", "Dee Sutcliffe, link worker", "At the next meeting"),
    ("Look at the house for rails", "Council occupational therapist", "Within two months"),
    ("Send me the course dates", "Care coordinator", "This week"),
    ("Check what benefits I can claim", "Advice centre, Market Square", "At my visit"),
    ("Ask the clinic to put both checks on one day", "Care coordinator", "Before the next one"),
)  # fmt: skip


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
    soon = life.state in (State.HANDED_IN, State.LATE)
    talk_in = life.rng.randint(0 if is_back else 3, 12) if soon else 28 - started
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
    if is_past or life.state in (State.CURRENT, State.OVERDUE):
        reached.append((Step.REVIEW, days.ago(talked, "12:40")))
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
    freeze(told, days.ago(talked, "12:30"), days.due(review))


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
        now = held(told, kind)
        if now is None:
            copy(told, at, kind, text=text)
        elif now.entry.content["text"] != text:
            revise(told, now, at, text=text)
    topics = list(dict.fromkeys(life.pick(each.talk) for each in life.living))
    for order, topic in enumerate(topics[: 1 if half else 3], start=1):
        copy(told, at, "talk_about", text=topic, order=str(order))


def _conversation(told: Told, at: datetime) -> None:
    goal = held(told, "goal")
    if goal is not None:
        revise(
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
    life = told.life
    confidence = life.rng.randint(5, 10)
    help_words = (
        {"what_would_help": life.say("If {friend} would come too")} if confidence < 7 else {}
    )
    goal = write(
        told, at, "goal", text=life.say(hope.text), importance=life.rng.randint(6, 10),
        confidence=confidence, status="hoped", worse=life.say(hope.worse), now=life.say(hope.now),
        hoped_for=life.say(hope.hoped_for), **help_words,
    )  # fmt: skip
    for what, when in hope.actions:
        who = life.pick(("Me", "Me", "Me", life.say("{kin} and me")))
        _action(told, at, what=life.say(what), when=life.say(when), who=who, goal=goal)
    if life.rng.random() < 0.5:
        what, who, when = life.pick(BY_OTHERS)
        _action(told, at, what=what, who=who, when=when, goal=goal)


def _action(told: Told, at: datetime, **content: object) -> None:
    """An action that is due some weeks after the talk; most of those that are due are done."""
    due = at.date() + timedelta(days=told.life.rng.randint(14, 150))
    is_done = due < told.days.today and told.life.rng.random() < 0.75
    status = "done" if is_done else told.life.pick(("to_do", "doing", "doing"))
    write(told, at, "action", due_on=due.isoformat(), status=status, **content)


def _if_things_get_worse(told: Told, at: datetime) -> None:
    life = told.life
    for each in life.living[:2]:
        write(
            told, at, "contingency", name=each.name, triggers=each.triggers,
            early_signs=each.signs, what_to_do=life.say(each.what_to_do),
            who_to_call=f"{told.nurse.organisation.name}, {told.nurse.organisation.telephone}."
            " At night 111.",
        )  # fmt: skip


def _around(told: Told, at: datetime) -> None:
    """Some of the rest: nobody's plan holds everything."""
    life, chance = told.life, told.life.rng.random
    write(told, at, "strength", text=life.say(life.pick(life.themes[0].strengths)))
    write(told, at, "need", text=life.living[0].need)
    if chance() < 0.6:
        what, often = life.pick(SUPPORT)
        write(
            told, at, "informal_support", who=life.say("{kin}"), what=what, how_often=often,
            willing=True, if_they_cannot=life.say("{friend} would"),
        )  # fmt: skip
    if chance() < 0.5:
        write(told, at, "please_do", text=life.say(life.pick(PLEASE_DO)))
    if chance() < 0.35:
        write(told, at, "also_worth_knowing", text=life.pick(WORTH_KNOWING))
    activity = next((theme.activity for theme in life.themes if theme.activity), None)
    if activity and chance() < 0.6:
        names = ("what", "where", "when", "cost")
        status = life.pick(("idea", "introduced", "started"))
        write(told, at, "community", status=status, **dict(zip(names, activity, strict=True)))
