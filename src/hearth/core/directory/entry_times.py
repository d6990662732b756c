"""Times in the week as people write them: “Tuesdays 10am to 11.30am”, one line for each."""

import re

from hearth.core.directory.activity import WEEKDAYS, Meets

DAY = re.compile(
    r"\b(" + "|".join(f"{day[:3]}(?:{day[3:]})?s?" for day in WEEKDAYS) + r")\b\.?", re.I
)
BETWEEN_DAYS = re.compile(r"[\s,&]|\b(?:and|every|on|from|at|each)\b", re.I)
TIME = re.compile(
    r"(?P<noon>(?:12\s*)?(?:noon|midday))|(?P<night>(?:12\s*)?midnight)"
    r"|(?P<hour>\d{1,2})(?:[.:](?P<rest>\d\d))?\s*(?P<half>[ap]\.?m\b\.?)?",
    re.I,
)
UNTIL = re.compile(r"\s*(?:to|until|till|-|–|—)\s*", re.I)
NOON, MIDNIGHT, HALF_A_DAY = 12 * 60, 24 * 60, 12 * 60
EARLIEST_PLAIN_HOUR = 8
"""A plain “10” is in the morning; a plain “2” can be at night, so it needs am or pm."""
MOST_LINES = 30
LIKE_THIS = "Write it like: Tuesday 10am to 12 noon."


class Unclear(ValueError):
    """A line that is no time in the week. Its text says how to write it."""


def times_of(text: str) -> tuple[Meets, ...]:
    """Read one line for each time. Raises Unclear for the first one that cannot be read."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise Unclear(f"Write at most {MOST_LINES} lines.")
    return tuple(sorted({each for line in lines for each in _line(line)}))


def text_of(meets: tuple[Meets, ...]) -> str:
    """Write times so that `times_of` reads the same again."""
    return "\n".join(dict.fromkeys(each.time_words for each in meets))


def _line(line: str) -> list[Meets]:
    days = [_weekday(found.group(1)) for found in DAY.finditer(line)]
    if not days:
        raise Unclear(
            f"We cannot find a day in “{line[:60]}”. Write it like: Tuesday 10am to 12 noon."
        )
    rest = BETWEEN_DAYS.sub(" ", DAY.sub(" ", line)).strip()
    if not rest:
        return [Meets(day) for day in days]
    first, *others = UNTIL.split(rest, maxsplit=1)
    opens, closes = _span(line, first.strip(), others[0].strip() if others else "")
    return [Meets(day, opens, closes) for day in days]


def _weekday(word: str) -> int:
    return next(n for n, day in enumerate(WEEKDAYS) if day[:3].casefold() == word[:3].casefold())


def _span(line: str, first: str, last: str) -> tuple[int, int | None]:
    if not last:
        return _minutes(line, first), None
    closes = _minutes(line, last)
    opens = _minutes(line, first, before=closes)
    if closes == 0:
        closes = MIDNIGHT
    if closes <= opens:
        raise Unclear(f"“{line[:60]}” ends before it begins.")
    return opens, closes


def _minutes(line: str, said: str, before: int | None = None) -> int:
    """Return minutes after midnight. `before`: when it ends, which tells of a plain “2” when."""
    found = TIME.fullmatch(said)
    if not found:
        raise Unclear(f"We cannot read the time in “{line[:60]}”. {LIKE_THIS}")
    if found["noon"] or found["night"]:
        return NOON if found["noon"] else 0
    hour, rest = int(found["hour"]), int(found["rest"] or 0)
    if hour > 24 or rest > 59 or (found["half"] and not 1 <= hour <= 12):
        raise Unclear(f"There is no such time as “{said}”.")
    if found["half"]:
        is_after_noon = found["half"][0].casefold() == "p"
        return hour % 12 * 60 + rest + (HALF_A_DAY if is_after_noon else 0)
    return _plain(said, hour, rest, before)


def _plain(said: str, hour: int, rest: int, before: int | None) -> int:
    """Read a time without am or pm: of “2 to 4pm” the 2 is after noon as well."""
    plain = hour * 60 + rest
    if said.startswith("0") or hour >= 13:
        return plain
    if before is not None and before > NOON and plain + HALF_A_DAY < before and hour < 12:
        return plain + HALF_A_DAY
    if hour < EARLIEST_PLAIN_HOUR and before is None:
        raise Unclear(f"Write am or pm behind “{said}”.")
    return plain
