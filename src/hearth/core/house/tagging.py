"""Suggest which elements a line is about, from its words. Nothing is tagged by itself.

Each element has its phrases: those of its own name and questions (so that a community's wording
counts), and those that a pack adds. A suggestion says which words it rests on. Words that could
mean many things need company: better no suggestion than a wrong one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from hearth.core.house.framework import Element, Framework
from hearth.core.words import joined

MOST = 3
"""How many elements are suggested for one line at most."""
ENOUGH = 1.0
"""How much must speak for an element. A phrase that means one thing is enough alone."""
HINT, IN_NAME, IN_QUESTION = 0.5, 0.5, 0.25
"""What a vague phrase, a word of a name, and a word of a question weigh where one element has it.
Words that several elements have weigh nothing: they do not tell them apart."""
OF_THE_BEST = 0.6
"""What speaks for the second and third must not be much less than for the first."""
MOST_LETTERS = 1000

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SMALL_WORDS = """
    a about after again all also am an and any are as at be because been before being both but by
    can could did do does each for from get gets give had has have he her here him his how i if
    in into is it its just know known let make many may me might more most much must my need new
    no not now of off on once one only or other our out over own people people's person person's
    say says see she should so some such take than that the their them then there these they thing
    this those through time to too under until up us use used very was way we well were what when
    where which while who whom whose why will with work would yes you your
"""
SMALL = frozenset(SMALL_WORDS.split())


@dataclass(frozen=True, eq=False)
class Words:
    """What a pack adds: phrases that mean an element, hints that need company, and what is neither.

    `means` and `hints` are by the code of an element. `set_aside` are phrases that only look like
    something of the House: “minutes of the last meeting”, “fire training”.
    """

    means: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    set_aside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """An element that a line may be about, and the words of the line that say so."""

    element: Element
    words: tuple[str, ...]
    weight: float

    @property
    def why(self) -> str:
        """Say which words it rests on: because of “recall” and “register”."""
        return f"because of {joined(f'“{each}”' for each in self.words)}"


Stems = tuple[str, ...]


NO_WORDS = Words()


def suggest(text: str, framework: Framework, words: Words = NO_WORDS) -> list[Suggestion]:
    """Return up to three elements that a line may be about, the likeliest first; none if unsure."""
    return tagger_of(framework, words).suggest(text)


@lru_cache(maxsize=32)
def tagger_of(framework: Framework, words: Words = NO_WORDS) -> "Tagger":
    """Return what suggests elements of a framework. Made once: it gathers a thousand phrases."""
    return Tagger(framework, words)


class Tagger:
    """Suggests for many lines: the phrases of a framework are gathered once."""

    def __init__(self, framework: Framework, words: Words) -> None:
        self.elements = {each.code: each for each in framework.in_use}
        self.aside = {stems_of(phrase) for phrase in words.set_aside}
        self.weights: dict[Stems, dict[str, float]] = defaultdict(dict)
        self._learn_wording()
        for given, weight in ((words.hints, HINT), (words.means, ENOUGH)):
            for code, phrases in given.items():
                self._learn(code, phrases, weight)
        self.longest = max(map(len, [*self.weights, *self.aside]), default=1)

    def suggest(self, text: str) -> list[Suggestion]:
        """Return up to three elements that a line may be about, the likeliest first."""
        found: dict[str, list[_Match]] = defaultdict(list)
        for match in self._matches(text[:MOST_LETTERS]):
            for code in self.weights[match.stems]:
                found[code].append(match)
        ranked = [self._suggestion(code, matches) for code, matches in found.items()]
        sure = [each for each in ranked if each.weight >= ENOUGH]
        best = max((each.weight for each in sure), default=0.0)
        order = list(self.elements)
        kept = [each for each in sure if each.weight >= best * OF_THE_BEST]
        return sorted(kept, key=lambda s: (-s.weight, order.index(s.element.code)))[:MOST]

    def _learn(self, code: str, phrases: Iterable[str], weight: float) -> None:
        for phrase in phrases:
            if code in self.elements and (stems := stems_of(phrase)):
                known = self.weights[stems].get(code, 0)
                self.weights[stems][code] = max(known, weight)

    def _learn_wording(self) -> None:
        """Learn from names and questions the words that only one element has."""
        names = {code: _telling(each.name) for code, each in self.elements.items()}
        questions = {
            code: _telling(f"{each.is_there} {each.does_it_work}")
            for code, each in self.elements.items()
        }
        for code, element in self.elements.items():
            for own, weight in ((questions, IN_QUESTION), (names, IN_NAME)):
                self._learn(code, own[code] - _of_others(code, own), weight)
            if len(_telling(element.name)) > 1:
                self._learn(code, [element.name], ENOUGH)

    def _matches(self, text: str) -> Iterator["_Match"]:
        """Find the phrases in a line, the longest first. What is set aside is not looked at."""
        tokens = [(found.span(), stem(found.group())) for found in WORD.finditer(text)]
        spent: set[int] = set()
        for length in range(min(self.longest, len(tokens)), 0, -1):
            for start in range(len(tokens) - length + 1):
                places = range(start, start + length)
                stems = tuple(each for _, each in tokens[start : start + length])
                if not spent.isdisjoint(places) or not self._is_known(stems):
                    continue
                spent.update(places)
                if stems not in self.aside:
                    (first, _), (_, last) = tokens[start][0], tokens[start + length - 1][0]
                    yield _Match(stems, start, text[first:last])

    def _is_known(self, stems: Stems) -> bool:
        return stems in self.weights or stems in self.aside

    def _suggestion(self, code: str, matches: list["_Match"]) -> Suggestion:
        """Add up what speaks for an element. The same word twice is still one word."""
        once = {match.stems: match for match in reversed(matches)}
        ordered = sorted(once.values(), key=lambda match: match.start)
        weight = sum(self.weights[match.stems][code] for match in ordered)
        return Suggestion(self.elements[code], tuple(m.words for m in ordered), weight)


@dataclass(frozen=True)
class _Match:
    stems: Stems
    start: int
    words: str


def _telling(text: str) -> set[str]:
    """Return the words of a text that could tell it from others."""
    found = (each.group() for each in WORD.finditer(text.replace("’", "'")))
    return {stem(word) for word in found if len(word) > 2 and word.casefold() not in SMALL}


def _of_others(code: str, own: Mapping[str, set[str]]) -> set[str]:
    return set().union(*(words for other, words in own.items() if other != code))


def stems_of(phrase: str) -> Stems:
    """Return a phrase as stems: “birth months” -> ("birth", "month")."""
    return tuple(stem(found.group()) for found in WORD.finditer(phrase))


ENDINGS = (("sses", "ss"), ("eed", "ee"), ("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""))
AS_THEY_ARE = ("ss", "us", "is")


def stem(word: str) -> str:
    """Take the usual endings off, so that “letters”, “planned” and “preparing” are found."""
    word = word.casefold().replace("’", "'").removesuffix("'s")
    if word.endswith("s") and not word.endswith((*AS_THEY_ARE, "ies", "sses")) and len(word) > 3:
        word = word[:-1]
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _without_double(word[: -len(ending)] + instead, whole=bool(instead))
    return word.removesuffix("e") if len(word) > 3 else word


def _without_double(word: str, *, whole: bool) -> str:
    """Make “planning” the same as “plan”: the doubled letter goes, and so does a last e."""
    if not whole and len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        return word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word
