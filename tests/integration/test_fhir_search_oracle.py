"""A search finds what a slow reading of the bodies finds, and only in what its viewer sees."""

import os
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hearth.core.words import Section
from hearth.fhir.keeping import rows_drawn
from hearth.fhir.made import Made, Part, Version
from hearth.fhir.search.asking import read_asked
from hearth.records.exchange import changes, finding
from hearth.records.exchange.conditions import Everything, Group, Sight
from tests.fhir_oracle import Thing, Viewer, found
from tests.world import NOW, a_person

pytestmark = pytest.mark.django_db
EXAMPLES = 1_000 if os.environ.get("HEARTH_TEST_LONG") else 15
BASE = "http://hearth.test/fhir"
WHOSE = ("ana", "ben")
DAYS = ("2025", "2026-03", "2026-03-27", "2026-03-29", "2026-10-25", "2026-12-31")
WORDS = ("Café walks", "café", "Walk, then rest", "walk", "Żółw", "100%_sure")
CODES = ("active", "draft", "on-hold")
SYSTEMS = ("http://a.test", "http://b.test", "")
GOALS = ("g1", "g2", "g3")
URIS = ("http://p.test/x", "http://p.test/x/y", "urn:z")
NUMBERS = (5.0, 5.04, 5.4, 120.0)

codings = st.builds(
    lambda system, code, words: {
        **({"system": system} if system else {}), "code": code, "display": words,
    },
    st.sampled_from(SYSTEMS), st.sampled_from(CODES), st.sampled_from(WORDS),
)  # fmt: skip
periods = st.one_of(
    st.none(),
    st.sampled_from(DAYS).map(lambda day: {"start": day}),
    st.sampled_from(DAYS).map(lambda day: {"end": day}),
)


@st.composite
def things(draw: Any) -> list[Thing]:
    made = []
    for whose in WHOSE:
        name = {"family": draw(st.sampled_from(WORDS)), "given": [draw(st.sampled_from(WORDS))]}
        made.append(Thing(_body("Patient", whose, name=[name], birthDate=draw(_days)), whose))
    for fid in GOALS:
        whose = WHOSE[fid == "g3"]
        body = _body(
            "Goal", fid, subject=_to("Patient", whose), lifecycleStatus=draw(_code),
            startDate=draw(_days), category=draw(st.lists(_concept, max_size=2)),
        )  # fmt: skip
        made.append(Thing(body, whose, "goals", fid))
    labels = tuple((f"Goal/{fid}", "goals", fid) for fid in GOALS)
    for place in range(draw(st.integers(3, 6))):
        whose = draw(st.sampled_from(WHOSE))
        body = _body(
            "CarePlan", f"plan-{whose}-{place}", subject=_to("Patient", whose), status=draw(_code),
            title=draw(_word), period=draw(periods), instantiatesUri=draw(_uris),
            category=draw(st.lists(_concept, max_size=2)),
            goal=draw(_goals),
        )  # fmt: skip
        made.append(Thing(body, whose, parts=labels))
    for place in range(draw(st.integers(1, 3))):
        whose = draw(st.sampled_from(WHOSE))
        amount = {"value": draw(st.sampled_from(NUMBERS)), "code": "kg", "system": SYSTEMS[0]}
        body = _body(
            "Observation",
            f"seen-{whose}-{place}",
            subject=_to("Patient", whose),
            valueQuantity=amount,
        )
        made.append(Thing(body, whose, "results"))
    return made


def _body(type: str, id: str, **more: Any) -> dict[str, Any]:
    held = {name: each for name, each in more.items() if each not in (None, [])}
    return {"resourceType": type, "id": id, **held}


def _to(type: str, fid: str) -> dict[str, str]:
    return {"reference": f"{type}/{fid}"}


_days, _code, _word = st.sampled_from(DAYS), st.sampled_from(CODES), st.sampled_from(WORDS)
_concept = st.lists(codings, min_size=1, max_size=2).map(lambda held: {"coding": held})
_goals = st.sets(st.sampled_from(GOALS), min_size=1).map(
    lambda fids: [_to("Goal", fid) for fid in sorted(fids)]
)
_uris = st.lists(st.sampled_from(URIS), max_size=2, unique=True)

viewers = st.builds(
    Viewer,
    st.sampled_from(((), ("ana",), WHOSE, WHOSE, WHOSE)).map(frozenset),
    st.sampled_from(((), ("goals",), ("goals", "results"), ("goals", "results"))).map(frozenset),
    st.sets(st.sampled_from([("goals", fid) for fid in GOALS])).map(frozenset),
)

_prefixed = st.builds(
    lambda op, day: op + day,
    st.sampled_from(("", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb")),
    _days,
)
_amounts = st.builds(
    lambda op, number, unit: f"{op}{number}{unit}",
    st.sampled_from(("", "ne", "gt", "lt", "ge", "le", "sa", "eb")),
    st.sampled_from(("5", "5.0", "5.04", "120")),
    st.sampled_from(("", "||kg", "|http://a.test|kg", "||cm")),
)
_tokens = st.one_of(
    _code,
    st.builds(lambda s, c: f"{s}|{c}", st.sampled_from(SYSTEMS), _code),
    st.sampled_from([f"{s}|" for s in SYSTEMS if s]),
    st.lists(_code, min_size=2, max_size=2).map(",".join),
)
_said = _word.map(lambda word: word.replace(",", "\\,"))
_bool = st.sampled_from(("true", "false"))
_people = st.sampled_from([*WHOSE, *(f"Patient/{each}" for each in WHOSE)])
_starts = st.sampled_from(("caf", "CAFE", "walk\\, t", "zo", "żół", "100%", "_", "x"))


def _asking(**named: Any) -> Any:
    return st.one_of(
        *(st.tuples(st.just(name.replace("__", ":").replace("_", "-")), values)
          for name, values in named.items())
    )  # fmt: skip


_GOAL = _asking(
    lifecycle_status=_tokens, start_date=_prefixed, category=_tokens, category__not=_tokens,
    category__text=_starts, subject=_people, category__missing=_bool,
)  # fmt: skip
_PATIENT = _asking(name=_starts, name__contains=_starts, family__exact=_said, birthdate=_prefixed)
_PLAN = _asking(
    status=_tokens, status__not=_tokens, title=_starts, title__exact=_said,
    title__contains=_starts, date=_prefixed, date__missing=_bool, category=_tokens,
    category__text=_starts, category__not=_tokens, goal=st.sampled_from((*GOALS, "Goal/g1")),
    goal__missing=_bool, goal__Goal=st.sampled_from(GOALS), patient=_people,
    instantiates_uri=st.sampled_from(URIS), instantiates_uri__below=st.sampled_from(URIS),
    instantiates_uri__above=st.sampled_from(URIS),
)  # fmt: skip


def _under(prefix: str, pairs: Any) -> Any:
    return pairs.map(lambda pair: (prefix + pair[0], pair[1]))


ASKED = st.one_of(
    st.tuples(st.just("Goal"), st.lists(st.one_of(_GOAL, _under("_has:CarePlan:goal:", _PLAN),
              _under("subject:Patient.", _PATIENT)), max_size=2)),
    st.tuples(st.just("Patient"), st.lists(st.one_of(_PATIENT,
              _under("_has:CarePlan:subject:", _PLAN), _under("_has:Goal:patient:", _GOAL),
              _under("_has:CarePlan:patient:goal.", _GOAL)), max_size=2)),
    st.tuples(st.just("CarePlan"), st.lists(st.one_of(_PLAN, _under("goal:Goal.", _GOAL),
              _under("goal.", _GOAL), _under("patient.", _PATIENT),
              _under("goal.subject:Patient.", _PATIENT),
              _under("goal._has:CarePlan:goal:", _PLAN)), max_size=2)),
    st.tuples(st.just("Observation"), st.lists(_asking(value_quantity=_amounts), max_size=2)),
)  # fmt: skip
SORTS = {
    "CarePlan": ("status", "-title", "date", "-date", "goal", "-goal,status", "_id"),
    "Goal": ("start-date", "-lifecycle-status", "category"),
    "Patient": ("family", "-birthdate"),
    "Observation": ("value-quantity", "-value-quantity"),
}


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    return {whose: a_person(given=whose.title()).pk for whose in WHOSE}


def keep(held: list[Thing], people: dict[str, Any]) -> None:
    """Keep a generated world: each person's resources, and nothing of the last one."""
    for whose, person_id in people.items():
        made = [_made(each) for each in held if each.whose == whose]
        rows = rows_drawn(made, person_id)
        changes.keep_drawn(str(person_id), rows, stamp="", at=timezone.now())


def _made(thing: Thing) -> Made:
    there = {each["reference"] for each in thing.body.get("goal", [])}
    parts = tuple(
        Part("goal", reference, Section(section), thread)
        for reference, section, thread in thing.parts
        if reference in there
    )
    return Made(
        thing.body["resourceType"], thing.body["id"], (Version(thing.body, NOW, parts=parts),),
        section=Section(thing.section) if thing.section else None, thread=thing.thread,
    )  # fmt: skip


def sight_of(viewer: Viewer, people: dict[str, Any]) -> Sight:
    seen = tuple(people[each] for each in sorted(viewer.people))
    group = Group(seen, viewer.sections, viewer.closed, frozenset())
    return Sight((group,) if seen else (), lambda _: Everything())


def ask(type: str, pairs: list[tuple[str, str]], sight: Sight, most: int) -> list[str]:
    """Ask page by page; return all ids in order."""
    asked = read_asked(type, pairs, BASE, timezone.now(), strict=True)
    all: list[str] = []
    after = None
    while hits := finding.find(
        type, asked.condition, sight, order=asked.order, after=after, most=most
    ):
        all += [each.fid for each in hits]
        after = hits[-1].mark
    return all


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    held=things(), viewer=viewers, asked=st.lists(ASKED, min_size=16, max_size=16), data=st.data()
)
def test_a_search_finds_what_a_slow_reading_of_the_bodies_finds(people, held, viewer, asked, data):
    keep(held, people)
    sight, seen = sight_of(viewer, people), viewer.seen(held)
    for type, pairs in asked:
        wanted = found(type, pairs, seen)
        sort = data.draw(st.sampled_from(SORTS[type]))
        at_once = ask(type, pairs, sight, most=50)
        in_order = ask(type, [*pairs, ("_sort", sort)], sight, most=50)

        assert set(at_once) == wanted, (type, pairs)
        assert sorted(in_order) == sorted(wanted), (type, pairs, sort)
        assert ask(type, [*pairs, ("_sort", sort)], sight, most=1) == in_order, (pairs, sort)
        assert ask(type, pairs, sight, most=2) == at_once


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(held=things(), viewer=viewers, asked=st.lists(ASKED, min_size=16, max_size=16))
def test_what_is_hidden_changes_no_answer_and_no_order(people, held, viewer, asked):
    sight = sight_of(viewer, people)
    sorts = [("_sort", SORTS[type][0]) for type, _ in asked]
    keep(held, people)
    with_hidden = [ask(t, [*p, s], sight, 50) for (t, p), s in zip(asked, sorts, strict=True)]
    keep(_twin(held, viewer), people)
    without = [ask(t, [*p, s], sight, 50) for (t, p), s in zip(asked, sorts, strict=True)]

    assert with_hidden == without


def _twin(held: list[Thing], viewer: Viewer) -> list[Thing]:
    """The world in which only that is there which the viewer sees."""
    whose = {f"{t.body['resourceType']}/{t.body['id']}": t for t in held}
    twins = []
    for body in viewer.seen(held):
        thing = whose[f"{body['resourceType']}/{body['id']}"]
        twins.append(Thing(body, thing.whose, thing.section, thing.thread, thing.parts))
    return twins
