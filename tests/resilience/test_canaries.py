"""G2, G3: a marked word in every field of what is sealed, looked for through every channel.

Pages as everyone around the person, prints, texts, the letter, lists, messages, the calendar, a
link, the export and the person's own copy. 500 words with HEARTH_TEST_LONG=1, fewer otherwise.
"""

import json
import os
from collections import Counter

import pytest
from django.utils import timezone

from hearth.core.disclosure import Choice, Decided
from hearth.core.kinds import kinds_in
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.jobs import export
from hearth.records.access.sealing import seal
from hearth.records.disclosure.changes import ask_for_copy, check_copy
from hearth.records.disclosure.queries import for_copy, newest_copy, parts_to_decide
from hearth.records.plans.changes.entries import Voice, write
from tests.hidden import (
    HIDES,
    MANY,
    Hiding,
    a_hiding,
    all_messages,
    content_of,
    got,
    pages,
    words_of,
)
from tests.resilience.test_twin_worlds import frozen
from tests.sharing import record_of, signed_in

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
CANARIES = 500 if LONG else 30
SAFE, ABOUT, WHOLE = "Zaunkoenig", "Rotkehlchen", "Nachtigall"
WORD = {SealKind.SAFEGUARDING: SAFE, SealKind.THIRD_PARTY: ABOUT}
# Involved practitioners read what is about someone else, to plan with it.
MAY_KNOW = {"another service": {ABOUT}}

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def hiding() -> Hiding:
    """A plan full of marked words, all of them closed; frozen, with its letter made."""
    held = a_hiding(timezone.now())
    for number in range(CANARIES):
        kind, seal_as = MANY[number % len(MANY)], HIDES[number // len(MANY) % 2]
        held.write(kind.code, WORD[seal_as], seal_as=seal_as)
    suggest(held)
    close_whole(held, Section.LIFE_EVENTS)
    frozen(held)
    nurse = held.clients["the nurse"] = signed_in(held.world.nurse)
    nurse.post(f"/people/{held.world.person.pk}/letter/make/")
    return held


def suggest(hiding: Hiding) -> None:
    """A suggestion to words of the person that a service has closed."""
    world = hiding.world
    done = write(
        record=record_of(world, world.person_account), kind="goal", content={"text": SAFE},
        by=world.person_account, at=hiding.now,
    )  # fmt: skip
    hiding.look()
    hiding.close("goal", done.thread, SealKind.SAFEGUARDING, SAFE)
    write(
        record=hiding.nurse, kind="goal", content={"text": SAFE}, thread=done.thread,
        base_number=1, by=world.nurse, at=hiding.now, why=SAFE,
    )  # fmt: skip


def close_whole(hiding: Hiding, section: Section) -> None:
    """Words in all kinds of one section, which is closed as a whole."""
    for kind in kinds_in(section):
        write(
            record=hiding.nurse, kind=kind.code, content=content_of(kind, WHOLE),
            by=hiding.world.nurse, at=hiding.now, voice=Voice(own=True),
        )  # fmt: skip
    seal(
        record=hiding.nurse, kind=SealKind.SAFEGUARDING, section=section, why=WHOLE,
        by=hiding.world.nurse, at=hiding.now,
    )  # fmt: skip


def sung(words: str) -> set[str]:
    return {each for each in (SAFE, ABOUT, WHOLE) if each.casefold() in words.casefold()}


def looked_at(hiding: Hiding, who: str) -> list[str]:
    """Every page, and what is on paper: for all of them on long runs, else for some."""
    person = f"/people/{hiding.world.person.pk}/"
    more = [f"{person}versions/2/"]
    more += [f"{person}plan.pdf?print=large"] if who == "the person" else []
    found = [*pages(hiding, who), *(more if who in hiding.viewers else [])]
    prints = LONG or who in ("the person", "who holds a link")
    return [path for path in found if prints or "pdf" not in path]


def test_no_channel_carries_a_word_that_is_sealed(hiding, capsys):
    told, leaks = Counter(), []
    for who, client in hiding.clients.items():
        if who == "the nurse":
            continue
        for path in looked_at(hiding, who):
            answer = got(client, path)
            told[who] += answer.status_code == 200
            if found := sung(words_of(answer)) - MAY_KNOW.get(who, set()):
                leaks.append((who, path, found))
    with capsys.disabled():
        print(f"\nG2: {CANARIES} words, pages that opened: {dict(told)}")  # noqa: T201

    assert leaks == []
    assert all(told.values())
    assert [each for each in all_messages() if sung(each)] == []


def test_who_sealed_them_reads_all_of_them(hiding):
    """The words are there, and the search for them finds them."""
    draft = got(hiding.clients["the nurse"], f"/people/{hiding.world.person.pk}/draft/")

    assert sung(words_of(draft)) == {SAFE, ABOUT, WHOLE}


def test_no_export_but_the_whole_one_carries_them(hiding, tmp_path):
    def taken(**more) -> set[str]:
        written = export.export(
            person_id=hiding.world.person.pk, to=tmp_path, by=None, at=hiding.now, **more
        )
        return sung(written[0].record.read_text() + written[0].reading_copy.read_text())

    assert taken() == set()
    assert taken(whole=True) == {SAFE, ABOUT, WHOLE}


def copy_of(hiding: Hiding) -> set[str]:
    mine = record_of(hiding.world, hiding.world.person_account)
    copy = newest_copy(mine, at=hiding.now)
    held = export.held_for(for_copy(mine, copy, at=hiding.now), hiding.world.person.pk)
    return sung(json.dumps(held) + "\n".join(export.reading_copy(held)))


@pytest.mark.parametrize("choice", Choice)
def test_a_copy_gives_nothing_about_someone_else_without_a_decision(hiding, choice, capsys):
    mine, by = record_of(hiding.world, hiding.world.person_account), hiding.world.person_account
    request = ask_for_copy(record=mine, by=by, at=hiding.now)
    hiding.look()
    parts = parts_to_decide(hiding.nurse)
    before = copy_of(hiding)
    check_copy(
        record=hiding.nurse, request=request, by=hiding.world.nurse, at=timezone.now(),
        decided={part: Decided(choice, "They were asked") for part in parts},
    )  # fmt: skip
    with capsys.disabled():
        print(f"\nG3: {len(parts)} parts about someone else, 0 given by themselves")  # noqa: T201

    assert parts
    assert before == set()
    assert copy_of(hiding) == ({ABOUT} if choice is Choice.GIVE else set())
