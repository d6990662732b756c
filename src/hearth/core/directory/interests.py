"""What an activity helps with, and what people say that they want: one small vocabulary.

A pack of data names kinds of need, the interests under each, and the phrases by which words of
people and of groups are known to be about them. Nothing is looked up anywhere else.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from hearth.core.words import Refused

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class BadInterests(Refused):
    """The text of a vocabulary says something that cannot be."""


@dataclass(frozen=True)
class NeedKind:
    """A kind of need, coarse enough to be counted: “company”, “money and rights”."""

    code: str
    name: str


@dataclass(frozen=True)
class Interest:
    """Something that people want more of. `need`: the code of its kind. `phrases` in lower case.

    `troubles` are phrases too: of what people want less of. “I am lonely” asks for company.
    """

    code: str
    name: str
    need: str
    phrases: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heard:
    """An interest, and the words of a text that speak for it, as they stand there."""

    interest: Interest
    words: str


@dataclass(frozen=True)
class Mark:
    """Where a text speaks of an interest: from `start` until `end`, in letters."""

    interest: Interest
    start: int
    end: int
    is_trouble: bool = False


@dataclass(frozen=True, eq=False)
class Interests:
    """All kinds of need and all interests, in the order in which pages show them."""

    needs: tuple[NeedKind, ...]
    interests: tuple[Interest, ...]
    nothing: tuple[str, ...] = ()
    """Phrases that sound like an interest, and are none."""

    @cached_property
    def by_code(self) -> Mapping[str, Interest]:
        return {each.code: each for each in self.interests}

    @cached_property
    def need_by_code(self) -> Mapping[str, NeedKind]:
        return {each.code: each for each in self.needs}

    @cached_property
    def _phrases(self) -> Mapping[tuple[str, ...], tuple[Interest, bool] | None]:
        found: dict[tuple[str, ...], tuple[Interest, bool] | None]
        found = dict.fromkeys(map(_stems, self.nothing))
        for each in self.interests:
            for phrase in (each.name, *each.phrases):
                found.setdefault(_stems(phrase), (each, False))
            for phrase in each.troubles:
                found.setdefault(_stems(phrase), (each, True))
        return found

    @cached_property
    def _longest(self) -> int:
        return max((len(phrase) for phrase in self._phrases), default=0)

    def heard_in(self, text: str) -> list[Heard]:
        """Return the interests of which a text speaks, each once, in the order of the text."""
        found: dict[str, Heard] = {}
        for mark in self.marks_in(text):
            heard = Heard(mark.interest, text[mark.start : mark.end])
            found.setdefault(mark.interest.code, heard)
        return list(found.values())

    def marks_in(self, text: str) -> Iterator[Mark]:
        """Give each place where a text speaks of an interest, in order. None overlap."""
        words = list(WORD.finditer(text))
        stems = [_stem(word.group()) for word in words]
        place = 0
        while place < len(words):
            length = self._matches(stems, place)
            said = self._phrases[tuple(stems[place : place + length])] if length else None
            if said:
                interest, is_trouble = said
                end = words[place + length - 1].end()
                yield Mark(interest, words[place].start(), end, is_trouble)
            place += length or 1

    def _matches(self, stems: list[str], place: int) -> int:
        """Return how many words from here make a phrase, the longest first; 0 for none."""
        for length in range(min(self._longest, len(stems) - place), 0, -1):
            if tuple(stems[place : place + length]) in self._phrases:
                return length
        return 0


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in WORD.findall(phrase))


def _stem(word: str) -> str:
    """Fold a word so that sing, sings and singing are one. Crude on purpose, the same for all."""
    folded = word.casefold().replace("’", "'").removesuffix("'s")
    if folded.endswith("ing") and len(folded) >= 7:
        folded = folded.removesuffix("ing")
        if folded[-1] == folded[-2] and folded[-1] not in "ls":
            folded = folded[:-1]
    elif folded.endswith(("sses", "ches", "shes", "xes")):
        folded = folded.removesuffix("es")
    elif folded.endswith("s") and len(folded) >= 4 and not folded.endswith(("ss", "us", "is")):
        folded = folded.removesuffix("s")
    return folded.removesuffix("e") if len(folded) >= 5 else folded


def parse(text: str) -> Interests:
    """Read a vocabulary from TOML. Raises BadInterests with every reason."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInterests(f"This is not TOML: {error}.") from error
    needs = tuple(NeedKind(each["code"], each["name"]) for each in given.get("need", []))
    interests = tuple(
        Interest(
            each["code"], each["name"], each["need"],
            tuple(each.get("phrases", ())), tuple(each.get("troubles", ())),
        )
        for each in given.get("interest", [])
    )  # fmt: skip
    if problems := _problems(needs, interests):
        raise BadInterests(problems)
    return Interests(needs, interests, tuple(given.get("nothing", ())))


def _problems(needs: tuple[NeedKind, ...], interests: tuple[Interest, ...]) -> list[str]:
    known = {each.code for each in needs}
    found = [f"{each.code}: no kind of need is called {each.need}." for each in interests
             if each.need not in known]  # fmt: skip
    codes = [each.code for each in interests]
    return found + [
        f"{code} is there twice." for code in sorted(set(codes)) if codes.count(code) > 1
    ]
