"""Who sees what: an oracle written from docs/reference/who-sees-what.md, and from nothing else.

It knows nothing of `hearth.core`: its words are strings, as on the page. Each table of the page is
one table here. `allowed` answers one cell of section 5.
"""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from itertools import product

# Section 5: the cells.
READERS = (
    "the person",
    "a supporter",
    "a supporter with an authority in law",
    "a practitioner of the service that sealed",
    "a practitioner of another service",
    "a link worker",
    "a practice administrator",
    "a House lead",
    "a commissioner",
    "a records auditor",
    "who holds a link",
    "somebody without any role",
)
PARTS = (
    "What matters to me",
    "Our conversation",
    "What I am good at, and what I need",
    "My goals",
    "What we agreed to do",
    "Risks, and what we do about them",
    "If things get worse",
    "Big events in my life",
    "Help from family and friends",
    "Things near me",
    "Money and support",
    "People and other plans",
    "My results",
)
WHO_LOOKED = "who looked"
RESOURCES = (*PARTS, WHO_LOOKED)
ACTIONS = ("read", "write", "decide", "agree", "sign", "share", "seal", "appeal")
LABELS = (
    "open",
    "own wish",
    "own wish, this reader named",
    "safeguarding, by the first service",
    "about someone else",
)
TIES = ("none", "starts tomorrow", "runs", "ended yesterday", "lent", "broken glass")
LIVES = ("signs in", "has no sign-in", "a death was reported", "has died")


@dataclass(frozen=True)
class Cell:
    """One question: may this reader do this, with this, so sealed, on this tie, in this life?"""

    reader: str
    resource: str
    action: str
    label: str
    tie: str
    life: str

    def __str__(self) -> str:
        return " | ".join(astuple(self))


def cells() -> Iterator[Cell]:
    """Every cell of section 5."""
    axes = (READERS, RESOURCES, ACTIONS, LABELS, TIES, LIVES)
    return (Cell(*cell) for cell in product(*axes))


# Section 1: on which footing each reader stands in each state of the tie.
SUPPORTERS = {"a supporter", "a supporter with an authority in law"}
PRACTITIONERS = {"a practitioner of the service that sealed", "a practitioner of another service"}
STAFF = {
    *PRACTITIONERS,
    "a link worker",
    "a practice administrator",
    "a House lead",
    "a commissioner",
    "a records auditor",
}


def footing(reader: str, tie: str) -> str | None:
    """The footing on which a reader reaches the record, or nothing."""
    return {"runs": running, "lent": lent, "broken glass": broken_glass}.get(tie, nothing)(reader)


def nothing(reader: str) -> None:
    """Not yet, no longer, or never."""


def running(reader: str) -> str | None:
    if reader == "the person":
        return "their own record"
    if reader in SUPPORTERS:
        return "the person chose them"
    return "their service has a part" if reader in STAFF else None


def lent(reader: str) -> str | None:
    if reader == "who holds a link":
        return "a link"
    if reader == "a records auditor":
        return "drawn for a quality look"
    return "shared with them" if reader in STAFF else None


def broken_glass(reader: str) -> str | None:
    return "they broke the glass" if reader in STAFF else None


# Section 2: what a tie opens. Reader and footing to parts and actions.
ALL = frozenset(PARTS)
SHARED = frozenset({"My goals", "What we agreed to do"})
READ = frozenset({"read"})
Opening = tuple[frozenset[str], frozenset[str]]
NOTHING: Opening = (frozenset(), frozenset())

BY_TABLE: dict[tuple[str, str], Opening] = {
    ("the person", "their own record"): (
        ALL,
        frozenset({"read", "write", "decide", "agree", "share", "seal", "appeal"}),
    ),
    ("a supporter", "the person chose them"): (ALL, frozenset({"read", "write", "appeal"})),
    ("a supporter with an authority in law", "the person chose them"): (
        ALL,
        frozenset({"read", "write", "appeal", "agree"}),
    ),
    ("a link worker", "their service has a part"): (
        ALL - {"My results", "Risks, and what we do about them"},
        frozenset({"read", "write", "sign", "appeal"}),
    ),
    ("a practice administrator", "their service has a part"): (
        frozenset({"People and other plans"}),
        READ,
    ),
    ("a link worker", "shared with them"): (SHARED, READ),
    ("who holds a link", "a link"): (SHARED, READ),
    ("a records auditor", "drawn for a quality look"): (
        ALL - {"My results", "Our conversation"},
        READ,
    ),
}
for practitioner in PRACTITIONERS:
    BY_TABLE[practitioner, "their service has a part"] = (
        ALL,
        frozenset({"read", "write", "sign", "seal", "appeal"}),
    )
    BY_TABLE[practitioner, "shared with them"] = (SHARED, READ)
    BY_TABLE[practitioner, "they broke the glass"] = (ALL, READ)


# Section 3: seals win over every tie.
def unsealed(cell: Cell, stands: str) -> bool:
    """Say whether the seal on a part opens to this reader on this footing."""
    if cell.resource == WHO_LOOKED:
        return True  # It is no part of the plan, so no seal closes it.
    cares = stands == "their service has a part"
    if cell.label.startswith("own wish"):
        named = cell.label.endswith("this reader named") and cell.reader != "who holds a link"
        return cell.reader == "the person" or (named and stands != "they broke the glass")
    if cell.label == "safeguarding, by the first service":
        return cares and cell.reader == "a practitioner of the service that sealed"
    if cell.label == "about someone else":
        return cares and cell.reader in PRACTITIONERS
    return True


# Section 4: the person's life.
def in_this_life(cell: Cell, stands: str, opening: Opening) -> Opening:
    """What is left, or added, in this state of the person's life."""
    parts, actions = opening
    cares = stands == "their service has a part"
    if cell.life == "has died":
        return (parts, actions & READ) if cares else NOTHING
    if cell.life == "has no sign-in" and cares and cell.reader in PRACTITIONERS:
        return parts, actions | {"decide"}
    return opening


def allowed(cell: Cell) -> bool:
    """Answer one cell by the tables of the page."""
    stands = footing(cell.reader, cell.tie)
    if stands is None:
        return False
    opening = BY_TABLE.get((cell.reader, stands), NOTHING)
    parts, actions = in_this_life(cell, stands, opening)
    if not unsealed(cell, stands):
        return False
    if cell.resource == WHO_LOOKED:
        by_the_person = stands == "their own record" and cell.life != "has died"
        return by_the_person and cell.action == "read"
    return cell.resource in parts and cell.action in actions
