"""Whether two names are meant for the same thing, word by word.

Small words say nothing; words such as Monday, beginners or carers tell two activities of one group
apart, and are never taken for a slip of the pen.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache

Likeness = Callable[[str, str], float]
"""How alike two words are: 0 not at all, 1 the same."""

A_SLIP = 0.8
"""From here on, two words are one with a slip of the pen."""
SHORTEST_STEM = 4
MOST_ADDED = 2
"""So many words may one name have that the other has not."""

WORD = re.compile(r"[a-z0-9]+")
SAYS_NOTHING = frozenset(
    WORD.findall("""
    a an the and of at in for with on to by from our your all s
    group groups club class classes session sessions service services project scheme society
    ltd limited cic cio charity trust
    """)
)
TELLS_APART = frozenset(
    WORD.findall("""
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
    fridays saturdays sundays weekday weekend morning afternoon evening night am pm lunchtime
    beginner beginners improver improvers intermediate advanced level introduction
    men mens man women womens woman ladies girls boys gents lgbt
    baby babies toddler toddlers child children childrens kids junior juniors youth young teens
    teenagers adult adults senior seniors older family families parent parents
    carer carers volunteer volunteers staff training online telephone virtual outreach home
    north south east west central upper lower
    """)
)


class Names(IntEnum):
    """How far two names go together."""

    DIFFERENT = 0
    NEARLY = 1
    SAME = 2


NAMES_IN_WORDS = {Names.NEARLY: "nearly the same name", Names.SAME: "same name"}


def likeness(one: str, other: str) -> float:
    """Return how alike two words are, with the standard library."""
    return SequenceMatcher(None, one, other).ratio()


def telling_words(text: str) -> tuple[str, ...]:
    """Return the words that say something, folded, in their order; all words where none does."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").casefold()).replace("'", "")
    words = WORD.findall("".join(each for each in plain if not unicodedata.combining(each)))
    return tuple(word for word in words if word not in SAYS_NOTHING) or tuple(words)


def names(
    one: tuple[str, ...],
    other: tuple[str, ...],
    *,
    beside: frozenset[str] = frozenset(),
    alike: Likeness = likeness,
) -> Names:
    """Compare the telling words of two names. `beside`: words of who runs it and where it is."""
    if not one or not other:
        return Names.DIFFERENT
    if "".join(one) == "".join(other):
        return Names.SAME
    only_one, only_other = _left_over(one, other, alike)
    if not only_one and not only_other:
        return Names.SAME
    if only_one and only_other:
        return Names.DIFFERENT
    return _with_more(only_one or only_other, beside)


def _with_more(added: list[str], beside: frozenset[str]) -> Names:
    if any(_tells_apart(word) for word in added):
        return Names.DIFFERENT
    unknown = [word for word in added if word not in beside]
    return Names.NEARLY if len(unknown) <= MOST_ADDED else Names.DIFFERENT


def _left_over(
    one: Iterable[str], other: Iterable[str], alike: Likeness
) -> tuple[list[str], list[str]]:
    """Return the words of each that the other does not have in any form."""
    rest = list(other)
    left = []
    for word in one:
        match = next((each for each in rest if each == word), None)
        match = match or next((each for each in rest if _is_one_word(word, each, alike)), None)
        if match is None:
            left.append(word)
        else:
            rest.remove(match)
    return left, rest


def _is_one_word(one: str, other: str, alike: Likeness) -> bool:
    if _is_plural(one, other):
        return True
    if _tells_apart(one) or _tells_apart(other):
        return False
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_STEM and long.startswith(short):
        return True
    return len(short) >= SHORTEST_STEM and alike(one, other) >= A_SLIP


def _is_plural(one: str, other: str) -> bool:
    return one == f"{other}s" or other == f"{one}s"


@lru_cache(maxsize=50_000)
def _tells_apart(word: str) -> bool:
    return word in TELLS_APART or any(letter.isdigit() for letter in word)
