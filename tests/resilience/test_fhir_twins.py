"""A3 and G2 over FHIR: what is sealed leaves no trace in a search, a count, a version or an error.

Two worlds that differ only in what is hidden are asked the same questions by the apps of those
from whom it is hidden, and must answer the same bytes. 1,000 pairs with HEARTH_TEST_LONG=1.
"""

import os
import random
from collections import Counter
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.fhir.mappers import MAPPERS
from hearth.records.access.sealing import seal
from hearth.records.plans.models import Entry
from tests.calling import a_caller
from tests.hidden import HIDES, MANY, Hiding, a_hiding
from tests.resilience.test_twin_worlds import (
    CHANGES,
    HIDDEN_FROM,
    SEALED,
    for_now,
    frozen,
    suggested,
    theirs,
)

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
PAIRS, QUESTIONS_EACH = (1_000, 40) if LONG else (20, 6)
CANARIES = 200 if LONG else 25
WORD = "Zaunkoenig"
PLAIN = ("Date", "X-Request-Id", "X-Request-ID")

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def hiding(monkeypatch) -> Hiding:
    """Everyone around one plan, with the clock stopped; each viewer has an app of their own."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    held = a_hiding(now)
    held.safe = held.write("risk", "Old note", seal_as=SealKind.SAFEGUARDING)
    held.other = held.write("need", "Old note", seal_as=SealKind.THIRD_PARTY)
    held.mine = theirs(held)
    held.look()
    held.apps = {
        who: Client(headers=a_caller(account, scopes="user/*.cruds"))
        for who, account in held.viewers.items()
    }
    return held


def questions(hiding: Hiding) -> list[str]:
    """Every way of asking: each type, counts, order, chains, includes, history, documents."""
    person = hiding.world.person.pk
    own = [
        f"{type}?patient={person}&_count=50"
        for type in sorted(MAPPERS)
        if type not in ("Patient", "Organization", "Practitioner", "Location")
    ]
    goal = Entry.objects.filter(person=person, kind="goal").order_by("pk").first()
    asked = [
        f"Patient/{person}",
        f"Patient/{person}/_history",
        f"CarePlan/{person}",
        f"CarePlan/{person}/_history",
        f"Goal/{goal.thread}",
        f"Goal/{goal.thread}/_history",
        f"Goal/{hiding.mine}",
        f"Goal/{hiding.mine}/_history",
        f"Observation/{hiding.safe}",
        f"Condition/{hiding.other}",
        "Goal?_total=accurate&_summary=count",
        "Goal?_sort=-_lastUpdated&_count=2",
        "Patient?_has:Goal:patient:description:text=Leave",
        "Patient?_has:Condition:patient:code:text=Whisper",
        "Goal?patient.name=Bibi",
        f"CarePlan?patient={person}&_include=*&_revinclude=*",
        f"CarePlan?patient={person}&goal.description:text=Leave",
        f"Patient?_id={person}&_revinclude=Goal:patient&_revinclude=Observation:patient",
        "Goal?_lastUpdated=gt2000-01-01&_total=accurate",
        f"Provenance?target=Goal/{hiding.mine}",
        "Goal/_history",
        f"Patient/{person}/$everything",
        f"CarePlan/{person}/$document",
    ]
    return [f"/fhir/{each}" for each in (*own, *asked)]


def as_sent(client: Client, path: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and bytes of one answer."""
    answer = client.get(quote(path, safe="/?&=:$*,"))
    headers = {name: value for name, value in answer.items() if name not in PLAIN}
    return answer.status_code, headers, answer.content


def seen(hiding: Hiding, who: str, paths: list[str]) -> list[object]:
    return [as_sent(hiding.apps[who], path) for path in paths]


def test_worlds_that_differ_in_what_is_hidden_answer_the_same(hiding, capsys):
    chance, told, differ = random.Random(7), Counter(), []
    opened: Counter[int] = Counter()
    everything = questions(hiding)
    for number in range(PAIRS):
        change, kind = CHANGES[number % len(CHANGES)], HIDES[number // len(CHANGES) % 2]
        kind = SEALED if change is suggested else kind
        who = chance.choice([each for each in HIDDEN_FROM[kind] if each in hiding.apps])
        paths = chance.sample(everything, QUESTIONS_EACH)
        freezes = number % 4 == 0
        with for_now():
            if freezes:
                frozen(hiding)
            plain = seen(hiding, who, paths)
        with for_now():
            change(hiding, kind, chance)
            if freezes:
                frozen(hiding)
            hidden = seen(hiding, who, paths)
        differ += [
            (change.__name__, kind.name, who, path)
            for path, one, other in zip(paths, plain, hidden, strict=True)
            if one != other
        ]
        told[who] += len(paths)
        opened.update(one[0] // 100 for one in plain)
    with capsys.disabled():
        print(f"\nA3 over FHIR: {PAIRS} pairs, {dict(told)}, {dict(opened)}; {len(differ)} differ")  # noqa: T201

    assert differ == []
    # The questions are answered: what is compared are not refusals alone, and nothing breaks.
    assert opened[2] > sum(opened.values()) / 2
    assert not opened[5]


def test_a_difference_that_is_not_hidden_is_seen_over_fhir(hiding):
    """The comparison itself works: an open line shows."""
    path = [f"/fhir/CarePlan/{hiding.world.person.pk}"]
    with for_now():
        plain = seen(hiding, "the person", path)
    with for_now():
        hiding.write("goal", "Open", seal_as=None)
        shown = seen(hiding, "the person", path)

    assert plain != shown
    assert plain[0][0] == 200


def test_no_sealed_word_leaves_over_fhir(hiding):
    for number in range(CANARIES):
        hiding.write(MANY[number % len(MANY)].code, WORD, seal_as=SealKind.SAFEGUARDING)
    nurse = hiding.world.nurse
    hiding.write("life_event", WORD, seal_as=None)
    seal(
        record=hiding.nurse, kind=SealKind.SAFEGUARDING, section=Section.LIFE_EVENTS,
        why=WORD, by=nurse, at=hiding.now,
    )  # fmt: skip
    frozen(hiding)
    leaks = [
        (who, path)
        for who in sorted(hiding.apps)
        for path in questions(hiding)
        if WORD.encode() in as_sent(hiding.apps[who], path)[2]
    ]

    assert leaks == []
    assert (
        WORD.encode()
        in as_sent(
            Client(headers=a_caller(nurse, scopes="user/*.cruds")),
            f"/fhir/Goal?patient={hiding.world.person.pk}",
        )[2]
    )  # The nurse of the service that closed it still reads it.
