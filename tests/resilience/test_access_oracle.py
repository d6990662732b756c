"""A1: who sees what, cell by cell, against an oracle that was written from the documentation.

12 readers x 14 resources x 8 actions x 5 labels x 6 states of the tie x 4 lives = 161,280 cells.
"""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from hearth.core.access import (
    ALL_SECTIONS,
    SUPPORTER_MAY_BE_ALLOWED,
    Action,
    Footing,
    Grant,
    Hours,
    Life,
    Role,
    Tie,
    grant,
)
from hearth.core.sharing import Seal, SealKind
from hearth.core.words import TITLES, Period, Section
from tests.resilience.oracle import PARTS, READERS, SHARED, TIES, WHO_LOOKED, Cell, allowed, cells

PAGE = Path(__file__).parents[2] / "docs/reference/who-sees-what.md"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = NOON.date()
DAY = timedelta(days=1)
READER = "7"
FIRST, SECOND = "1", "2"

SECTIONS = {words: section for section, words in TITLES.items()}
SHARED_SECTIONS = frozenset(SECTIONS[part] for part in SHARED)
ACTS = {
    "read": Action.READ,
    "write": Action.WRITE,
    "decide": Action.DECIDE,
    "agree": Action.AGREE,
    "sign": Action.SIGN,
    "share": Action.SHARE,
    "seal": Action.SEAL,
    "appeal": Action.APPEAL,
}
LIVES = {
    "signs in": Life.SIGNS_IN,
    "has no sign-in": Life.NO_SIGN_IN,
    "a death was reported": Life.DEATH_REPORTED,
    "has died": Life.DIED,
}
STAFF = {
    "a practitioner of the service that sealed": (Role.PRACTITIONER, FIRST),
    "a practitioner of another service": (Role.PRACTITIONER, SECOND),
    "a link worker": (Role.LINK_WORKER, FIRST),
    "a practice administrator": (Role.ADMINISTRATOR, FIRST),
    "a House lead": (Role.HOUSE_LEAD, FIRST),
    "a commissioner": (Role.COMMISSIONER, FIRST),
    "a records auditor": (Role.AUDITOR, FIRST),
}
PERIODS = {
    "runs": Period(TODAY - DAY, TODAY + DAY),
    "starts tomorrow": Period(TODAY + DAY),
    "ended yesterday": Period(date.min, TODAY - DAY),
}
ALWAYS = PERIODS["runs"]
BROKEN = Hours(NOON - timedelta(hours=1), NOON + timedelta(hours=3))


def ties_in(reader: str, tie: str) -> list[Tie]:
    """The facts of one reader in one state of the tie, as the door would load them."""
    if reader == "the person":
        own = Tie(Role.PERSON, Period(date.min), "me", footing=Footing.OWN)
        return [own] if tie == "runs" else []
    if reader.startswith("a supporter"):
        return [supporting(reader, PERIODS[tie])] if tie in PERIODS else []
    if reader == "who holds a link":
        return [by_link()] if tie == "lent" else []
    return at_work(reader, tie) if reader in STAFF else []


def supporting(reader: str, period: Period) -> Tie:
    return Tie(
        Role.SUPPORTER, period, "daughter", sections=ALL_SECTIONS, footing=Footing.SUPPORT,
        actions=SUPPORTER_MAY_BE_ALLOWED | {Action.AGREE}, in_law=reader.endswith("in law"),
    )  # fmt: skip


def by_link() -> Tie:
    return Tie(
        Role.LINK_HOLDER, ALWAYS, "a link", sections=SHARED_SECTIONS, footing=Footing.LINK,
        hours=BROKEN,
    )  # fmt: skip


def at_work(reader: str, tie: str) -> list[Tie]:
    role, organisation = STAFF[reader]
    if tie in PERIODS:
        return [Tie(role, PERIODS[tie], "work", organisation=organisation)]
    if tie == "broken glass":
        glass = Footing.BROKEN_GLASS
        return [Tie(role, ALWAYS, "work", (), (), glass, organisation, hours=BROKEN)]
    if tie == "lent" and role is Role.AUDITOR:
        return [Tie(role, ALWAYS, "work", (), (), Footing.QUALITY, organisation)]
    if tie == "lent":
        return [Tie(role, ALWAYS, "work", SHARED_SECTIONS, (), Footing.SHARED, organisation)]
    return []


def seals_on(label: str, section: Section) -> list[Seal]:
    named = frozenset({READER})
    return {
        "open": [],
        "own wish": [Seal(SealKind.OWN_WISH, section)],
        "own wish, this reader named": [Seal(SealKind.OWN_WISH, section, named=named)],
        "safeguarding, by the first service": [
            Seal(SealKind.SAFEGUARDING, section, organisation=FIRST)
        ],
        "about someone else": [Seal(SealKind.THIRD_PARTY, section, organisation=FIRST)],
    }[label]


@cache
def granted(reader: str, tie: str, life: str, label: str, part: str) -> Grant:
    """What Hearth grants one reader, with one part under one seal."""
    return grant(
        ties_in(reader, tie), today=TODAY, at=NOON, seals=seals_on(label, SECTIONS[part]),
        viewer="" if reader == "who holds a link" else READER, life=LIVES[life],
    )  # fmt: skip


def hearth_allows(cell: Cell) -> bool:
    """What Hearth answers to one cell, by its one decision function."""
    if cell.resource == WHO_LOOKED:
        given = granted(cell.reader, cell.tie, cell.life, "open", PARTS[0])
        return cell.action == "read" and not given.refusals(Action.SEE_WHO_LOOKED)
    given = granted(cell.reader, cell.tie, cell.life, cell.label, cell.resource)
    return not given.refusals(ACTS[cell.action], SECTIONS[cell.resource])


def test_every_cell_of_who_sees_what_is_as_the_documentation_says(capsys):
    """A1: 161,280 cells at function level, 0 disagreements."""
    counts, wrong = Counter(), []
    for cell in cells():
        expected = allowed(cell)
        counts[expected] += 1
        if hearth_allows(cell) is not expected:
            wrong.append(f"{cell}: the page says {'yes' if expected else 'no'}")
    said = f"{counts.total():,} cells, {counts[True]:,} open, {len(wrong)} disagreements"
    with capsys.disabled():
        print(f"\nA1: {said}")  # noqa: T201

    assert wrong == []
    assert counts.total() == 161_280


def test_the_oracle_knows_nothing_of_the_rules_that_it_judges():
    words = (Path(__file__).parent / "oracle.py").read_text()

    assert not re.search(r"^\s*(from|import) hearth", words, re.MULTILINE)


def test_the_page_names_each_reader_and_each_state_that_the_oracle_counts():
    """The counts of section 5 are those of the oracle, so that no row is lost on either side."""
    cells_of = PAGE.read_text().split("## 5.")[1]

    assert [int(each) for each in re.findall(r"^\* (\d+)", cells_of, re.MULTILINE)] == [
        len(READERS), 14, len(ACTS), 5, len(TIES), len(LIVES),
    ]  # fmt: skip
    assert set(SECTIONS) == set(PARTS)
