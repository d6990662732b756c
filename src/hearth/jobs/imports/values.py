"""Read single values of a row, gathering all that is wrong, to be mended at once."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, marks that turn the direction of text around, and halves of characters."""

DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}.*)?)?)?", re.ASCII)
OLDEST = date(1880, 1, 1)
LARGEST = 12
"""Digits before the point that a result can hold."""


@dataclass(frozen=True)
class Bad:
    """One thing about one field: what is wrong and what to do. `value` is safe to show."""

    where: str
    words: str
    mend: str = ""
    value: str = ""


@dataclass
class Row:
    """One row while it is read. `latest` is the last day that is not in the future."""

    latest: date
    bad: list[Bad] = field(default_factory=list)
    remarks: list[Bad] = field(default_factory=list)

    def refuse(self, where: str, words: str, mend: str = "", *, value: object = None) -> None:
        """Note what is wrong. Give `value` only where it names nobody."""
        self.bad.append(Bad(where, words, mend, "" if value is None else shown(value)))

    def remark(self, where: str, words: str, mend: str = "") -> None:
        """Note what was read with care, and may be looked at."""
        self.remarks.append(Bad(where, words, mend))

    def text(self, where: str, value: object, *, most: int = 300, needed: bool = False) -> str:
        """Read one line of text: no hidden characters, at most so many letters."""
        if value is None or value == "":
            if needed:
                self.refuse(where, "This is missing.", "Fill it in.")
            return ""
        if not isinstance(value, str):
            self.refuse(where, "This is not text.", "Write it as text.")
            return ""
        if HIDDEN.search(value):
            self.refuse(
                where, "A hidden or broken character is in this.", "Type it again, in UTF-8."
            )
            return ""
        line = " ".join(value.split())
        if len(line) > most:
            self.refuse(where, f"This is longer than {most} letters.", "Make it shorter.")
            return ""
        if needed and not line:
            self.refuse(where, "This is missing.", "Fill it in.")
        return line

    def long_text(self, where: str, value: object, *, most: int) -> str:
        """Read text that may be cut, where the whole stays at its source. The cut can be seen."""
        line = self.text(where, value, most=100_000)
        if len(line) <= most:
            return line
        self.remark(
            where, f"This is longer than {most} letters. It was cut.", "The source has it all."
        )
        return f"{line[: most - 2]} …"

    def day(self, where: str, value: object, *, needed: bool = False) -> date | None:
        """Read a day from a date or a moment, as its source wrote it. A year alone gives None."""
        if value is None or value == "":
            if needed:
                self.refuse(where, "This date is missing.", "Write it as 1948-03-12.")
            return None
        found = DAY.fullmatch(value) if isinstance(value, str) else None
        if not found:
            self.refuse(where, "This is not a date.", "Write it as 1948-03-12.", value=value)
            return None
        year, month, of_month = found.groups()
        if of_month is None:
            if needed:
                self.refuse(
                    where, "This is not a whole date.", "Add the month and the day.", value=value
                )
            return None
        return self._real_day(where, value, int(year), int(month), int(of_month))

    def _real_day(
        self, where: str, value: object, year: int, month: int, of_month: int
    ) -> date | None:
        try:
            day = date(year, month, of_month)
        except ValueError:
            self.refuse(where, "There is no such day.", "Check the month and the day.", value=value)
            return None
        if day > self.latest:
            self.refuse(where, "This day is still to come.", "Check the year.", value=value)
        elif day < OLDEST:
            self.refuse(where, f"This is before {OLDEST.year}.", "Check the year.", value=value)
        return day

    def number(self, where: str, value: object) -> Decimal | None:
        """Read a number, with at most six digits after the point."""
        if value is None or value == "":
            return None
        read = _decimal(value)
        if read is None:
            self.refuse(where, "This is not a number.", "Write digits, with a point.", value=value)
            return None
        if read and read.adjusted() >= LARGEST:
            self.refuse(where, "This number is too large.", "Check it at its source.", value=value)
            return None
        return read.quantize(Decimal("0.000001"))


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    if isinstance(value, str) and not re.fullmatch(
        r"[+-]?\d{1,40}(\.\d{1,40})?", value.strip(), re.ASCII
    ):
        return None
    try:
        read = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return read if read.is_finite() else None


def is_part_of_a_date(value: object) -> bool:
    """Say whether this is a year, or a year and a month, without a day."""
    found = DAY.fullmatch(value) if isinstance(value, str) else None
    return found is not None and found.group(3) is None


def shown(value: object) -> str:
    """Write a value for a report: short, and without characters that could upset a terminal."""
    text = value if isinstance(value, str) else str(value)
    cut = text if len(text) <= 40 else f"{text[:40]}..."
    return cut.encode("unicode_escape", "backslashreplace").decode("ascii")
