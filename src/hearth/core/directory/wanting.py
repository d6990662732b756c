"""What people want, heard in their own words; and what they clearly do not want.

A clear no is kept as a no. What somebody else likes, and what is only hinted at, is left alone:
nobody is pushed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hearth.core.directory.clauses import NOT, Clause, Sentence, sentences
from hearth.core.directory.interests import Interest, Interests, Mark

ABOUT_BOTH = frozenset({"caring", "loss"})
"""Kinds of need in which somebody else is always spoken of."""
NOT_SO = re.compile(
    rf"{NOT}\s+(?:(?!want|like|wish|let|know)\w+\s+){{0,2}}$|\b(?:no|no longer|without|hardly)\s+$",
    re.I,
)
"""Right before a trouble: it is not there. “I am not lonely”."""
LOST = re.compile(
    r"\b(?:now|any ?more|these days|any longer|again|since|get to|let me|wish|used to|able)\b"
    r"|\bfor (?:\w+ )?(?:weeks|months|years|a year)\b",
    re.I,
)
"""“I have not sung for years” is a loss, and no no."""
WISH = re.compile(r"\b(?:miss|want|love|wish|hope|like|enjoy|need|would|again)\b", re.I)
"""A clause that says it plainly is quoted before one that only tells of it."""
LONGEST_QUOTE = 90


@dataclass(frozen=True)
class Said:
    """Something that the person said: their words, when, and where they stand in the plan.

    `is_refused`: they have said no to the whole of it (a choice that is not for them).
    """

    words: str
    at: datetime
    thread: str = ""
    kind: str = ""
    is_refused: bool = False


@dataclass(frozen=True)
class Want:
    """An interest that somebody asks for, and the words that say so, as they stand there."""

    interest: Interest
    words: str
    said: Said


@dataclass(frozen=True)
class Hearing:
    """An interest of which a text speaks: its words, and whether they say no."""

    interest: Interest
    words: str
    is_no: bool


def wants_of(said: Iterable[Said], interests: Interests) -> list[Want]:
    """Return what is asked for, each interest from each saying once; a later no takes it away."""
    wanted: list[Want] = []
    refused: dict[str, datetime] = {}
    for each in said:
        for found in heard(each.words, interests):
            code = found.interest.code
            if found.is_no or each.is_refused:
                refused[code] = max(each.at, refused.get(code, each.at))
            else:
                wanted.append(Want(found.interest, found.words, each))
    return [each for each in wanted if _stands(each, refused)]


def _stands(want: Want, refused: dict[str, datetime]) -> bool:
    no_at = refused.get(want.interest.code)
    return no_at is None or want.said.at > no_at


def heard(text: str, interests: Interests) -> list[Hearing]:
    """Return what a text asks for, and what it refuses, each interest once. A no is stronger."""
    marks = list(interests.marks_in(text))
    found: dict[str, tuple[tuple[bool, bool], Hearing]] = {}
    for sentence in sentences(text, marks) if marks else []:
        for clause in sentence.clauses:
            for mark in clause.marks:
                is_no, code = _is_no(clause, mark, text), mark.interest.code
                if is_no is None:
                    continue
                strength = (is_no, bool(WISH.search(clause.words)))
                if code not in found or strength > found[code][0]:
                    words = _quote(text, sentence, clause, mark)
                    found[code] = (strength, Hearing(mark.interest, words, is_no))
    return [hearing for _, hearing in found.values()]


def _is_no(clause: Clause, mark: Mark, text: str) -> bool | None:
    """Say whether a clause says no to what it speaks of; None where it says neither."""
    if not clause.own and mark.interest.need not in ABOUT_BOTH:
        return None
    is_not_so = bool(NOT_SO.search(text[clause.start : mark.start].replace("’", "'")))
    if mark.is_trouble:
        return is_not_so
    if clause.no:
        return True
    return None if is_not_so and not LOST.search(clause.words) else False


def _quote(text: str, sentence: Sentence, clause: Clause, mark: Mark) -> str:
    """Return the words around: the sentence where it is short, else its clause, else less."""
    for part in (sentence, clause):
        words = text[part.start : part.end].strip().rstrip(".")
        if len(words) <= LONGEST_QUOTE:
            return words
    room = (LONGEST_QUOTE - (mark.end - mark.start)) // 2
    start, stop = max(clause.start, mark.start - room), min(clause.end, mark.end + room)
    before, after = text[start : mark.start], text[mark.end : stop]
    before = f"… {before.partition(' ')[2]}" if start > clause.start else before
    after = f"{after.rpartition(' ')[0]} …" if stop < clause.end else after
    return f"{before}{text[mark.start : mark.end]}{after}".strip()
