"""Sentences cut into clauses: of whom each speaks, and whether it says no.

Crude on purpose. It knows how people say no and whom they speak of, and nothing else of grammar.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hearth.core.directory.interests import Mark

SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
CUT = re.compile(
    r"[,;:()–—]|\s-\s|\b(?:but|though|although|however|instead|except|and|or|nor|because|so|until)\b",
    re.I,
)
AGAINST = re.compile(r"but|though|although|however|instead|except|because|:", re.I)
"""What stands before a clause that does not go on in the way of the one before."""

OWN = r"i|i'm|i'd|i've|i'll|we|we'd|we're|we've|me"
OTHER = r"he|she|they|he's|she's|they're"
KIN = (
    r"husband|wife|partner|son|daughter|mum|mother|dad|father|brother|sister|nan|gran|grandson|"
    r"granddaughter|grandchildren|friend|neighbour|carer"
)
STAFF = r"nurse|doctor|gp|social worker|link worker|physio|consultant|family|hospital"
NO_SPEAKER = r"(?<!\bwith )(?<!\bfor )(?<!\bto )(?<!\bof )(?<!\bsee )"
SPEAKER = re.compile(
    rf"{NO_SPEAKER}\b(?:(?P<own>{OWN})|"
    rf"(?P<other>{OTHER}|(?:my|our|his|her|the|a) (?:\w+ )?(?:{KIN}|{STAFF})s?))\b(?!')",
    re.I,
)
GAVE_ME = re.compile(r"\b(?:gave|bought|got|lent|sent|left|taught|showed) (?:me|us)\b", re.I)

NOT = r"(?:not|never|cannot|n't)"
RATHER = r"(?:really|ever|much|at all|a|the least bit|even|very|particularly|going to)"
LIKING = (
    r"(?:want|wish|like|enjoy|fancy|miss|care|need|look|interested|keen|bothered|into|for me|my|"
    r"go back|do that|join|stand|abide|bear|liked|wanted|enjoyed|put|push|send|make|sign|ask)"
)
NO = re.compile(
    rf"\b(?:do|does|did|would|will|could|am|is|was|are)?\s*{NOT}\b\s+(?:{RATHER}\s+)*{LIKING}\b"
    r"|\bno (?:interest|wish|desire|thank|longer (?:want|wish|like|enjoy|need|miss))"
    r"|\b(?:hated?|loathed?|detest|dislike|rather not|sooner not|said no|say no|fed up with|"
    r"sick of|bores? me|boring|nothing to do with|keep me away|last thing)\b"
    r"|^\W*(?:please\W+)?(?:not|no|without|anything but|never)\b(?! longer)",
    re.I,
)
KEEPS = re.compile(
    rf"{NOT}\b.{{0,30}}\b(?:give up|stop|lose|miss out|go without|be without|leave)\b"
    r"|\bnot (?:being )?able\b",
    re.I,
)
"""“I would never want to give up my garden” is no no."""
POINTS_BACK = re.compile(r"\b(?:it|that|them|those|this|there|no|again|not)\b", re.I)
STARTS_BACK = re.compile(r"^\W*(?:it|that|this|they|not|never)\b", re.I)


@dataclass
class Clause:
    """A part of a sentence: from `start` until `end` in the text. `after`: what stands before it.

    `own`: it speaks of the one who says it. `no`: it says no.
    """

    start: int
    end: int
    words: str
    after: str
    own: bool = True
    no: bool = False
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Sentence:
    """Where a sentence stands in the text, and its clauses."""

    start: int
    end: int
    clauses: list[Clause]


def sentences(text: str, marks: Sequence[Mark]) -> list[Sentence]:
    """Cut a text. `marks`: where it speaks of interests; no cut falls inside one."""
    found: list[Sentence] = []
    for span in SENTENCE.finditer(text):
        clauses = _clauses(text, span.start(), span.end(), marks)
        _follow_on(clauses)
        if found and clauses and _takes_back(clauses[0]):
            _refuse(found[-1].clauses)
        found.append(Sentence(span.start(), span.end(), clauses))
    return found


def _takes_back(clause: Clause) -> bool:
    """“I tried yoga. It is not for me.”"""
    return clause.no and not clause.marks and bool(STARTS_BACK.search(clause.words))


def _refuse(clauses: list[Clause]) -> None:
    spoken = next((each for each in reversed(clauses) if each.marks), None)
    if spoken is not None:
        spoken.no = spoken.own = True


def _clauses(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Clause]:
    inside = [mark for mark in marks if start <= mark.start < end]
    cuts = [
        found for found in CUT.finditer(text, start, end)
        if not any(mark.start < found.end() and found.start() < mark.end for mark in inside)
    ]  # fmt: skip
    edges = [(start, ""), *((found.end(), found.group().strip().lower()) for found in cuts)]
    ends = [*(found.start() for found in cuts), end]
    clauses = [
        Clause(begin, stop, text[begin:stop].replace("’", "'"), after)
        for (begin, after), stop in zip(edges, ends, strict=True)
    ]
    for each in clauses:
        each.marks = [mark for mark in inside if each.start <= mark.start < each.end]
    return [each for each in clauses if each.words.strip()]


def _follow_on(clauses: list[Clause]) -> None:
    """Say of each clause who speaks and whether it says no: the one before may have said so."""
    for place, clause in enumerate(clauses):
        before = clauses[place - 1] if place else None
        speaker = SPEAKER.search(clause.words)
        if speaker:
            clause.own = speaker["own"] is not None or bool(GAVE_ME.search(clause.words))
        elif before:
            clause.own = before.own
        keeps = KEEPS.search(clause.words)
        clause.no = bool(NO.search(clause.words)) and not keeps
        if before and not speaker and not AGAINST.fullmatch(clause.after) and not keeps:
            clause.no = clause.no or before.no
        if clause.no and not clause.marks and POINTS_BACK.search(clause.words):
            _refuse(clauses[:place])
