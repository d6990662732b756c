"""People as values: names, identifiers, formats, and who stands beside the person."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SupporterKind(StrEnum):
    """Who a supporter is to the person."""

    CARER = "carer"
    RELATIVE = "relative"
    FRIEND = "friend"
    ADVOCATE = "advocate"
    PEER = "peer supporter"
    ATTORNEY = "attorney"
    PARENT = "parent"


class Authority(StrEnum):
    """On whose say a supporter acts. Only the last three rest on law, and need evidence."""

    PERSON_ASKED = "the person asked me to"
    PARENTAL = "parental responsibility"
    ATTORNEY = "lasting power of attorney for health and welfare"
    DEPUTY = "court-appointed deputy for health and welfare"


NEEDS_EVIDENCE = frozenset({Authority.PARENTAL, Authority.ATTORNEY, Authority.DEPUTY})


class NeedKind(StrEnum):
    """The kinds of need that the accessible information standard (DAPB1605) asks about."""

    FORMAT = "format"
    COMMUNICATION = "communication"
    ADJUSTMENT = "adjustment"


class Format(StrEnum):
    """How the person can take in information (P3)."""

    STANDARD = "standard print"
    LARGE_PRINT = "large print"
    EASY_READ = "Easy Read"
    AUDIO = "audio"
    BRAILLE = "braille"
    EMAIL = "email that a screen reader can read"
    BSL = "British Sign Language video"


class ContactWay(StrEnum):
    """How the person prefers to be reached."""

    LETTER = "letter"
    TELEPHONE = "telephone"
    TEXT = "text message"
    EMAIL = "email"
    SUPPORTER = "through a supporter"


@dataclass(frozen=True)
class Name:
    """A person's name. `preferred` is what people call them, and comes first everywhere."""

    given: str
    family: str
    preferred: str = ""
    title: str = ""
    suffix: str = ""

    @property
    def called(self) -> str:
        """What to call the person in a sentence."""
        return self.preferred or self.given

    @property
    def shown(self) -> str:
        """The name for a banner: 'Bibi (Rabia) KHAN', so that family names are not mixed up."""
        known = f"{self.preferred} ({self.given})" if self._is_known_otherwise else self.given
        parts = (self.title, known, self.family.upper(), self.suffix)
        return " ".join(part for part in parts if part)

    @property
    def _is_known_otherwise(self) -> bool:
        return bool(self.preferred) and self.preferred.casefold() != self.given.casefold()


@dataclass(frozen=True)
class IdentifierScheme:
    """A numbering of people, as the jurisdiction pack describes it.

    `check` names the check-digit rule; `groups` says how people write the number.
    """

    code: str
    name: str
    length: int
    check: str
    groups: tuple[int, ...]
    uri: str = ""

    def tidy(self, written: str) -> str:
        """Strip the spaces and dashes that people write."""
        return re.sub(r"[\s-]", "", written)

    def obstacles(self, written: str) -> list[str]:
        """List what is wrong with a number as written; an empty list means that it may be used."""
        number = self.tidy(written)
        if not re.fullmatch(rf"[0-9]{{{self.length}}}", number):
            return [f"{self.name} must be {self.length} digits, like {self._example}."]
        if self.check == "modulus-11" and not passes_modulus_11(number):
            return [f"This is not a real {self.name}. Check each digit against the letter or card."]
        return []

    def written(self, number: str) -> str:
        """Write a number in groups, as people read it out: '999 000 0018'."""
        parts, rest = [], number
        for size in self.groups:
            parts.append(rest[:size])
            rest = rest[size:]
        return " ".join(parts)

    @property
    def _example(self) -> str:
        return self.written(("485777" + "3456" * 3)[: self.length])


def passes_modulus_11(number: str) -> bool:
    """Check the last digit by modulus 11, weights 10 down to 2 (NHS Data Dictionary)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(number[:-1], range(10, 1, -1), strict=False)
    )
    check = (11 - total % 11) % 11
    return check == int(number[-1])


def age_on(born: date, today: date) -> int:
    """Whole years lived on `today`; a birthday on 29 February falls on 1 March."""
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (0 if had_birthday else 1)


def letter_obstacles(wanted: Format, offered: frozenset[Format]) -> list[str]:
    """List why a letter may not go out in the formats that we can make (P3: obeyed everywhere)."""
    if wanted in offered:
        return []
    return [f"This person needs {wanted.value}. We cannot make that yet. Do not send this."]
