"""What one field of a feed means: ages, days, times, numbers, addresses of the web and of e-mail.

Each function takes what a source said. It returns the clean value, or None where that says nothing
that can be used. None of them raises.
"""

import math
import re
from contextlib import suppress
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from hearth.formats.open_referral.plain import one_line

OLDEST = 120
DAYS = {
    "MO": ("monday", "mon", "mo"), "TU": ("tuesday", "tues", "tue", "tu"),
    "WE": ("wednesday", "weds", "wed", "we"), "TH": ("thursday", "thurs", "thur", "thu", "th"),
    "FR": ("friday", "fri", "fr"), "SA": ("saturday", "sat", "sa"), "SU": ("sunday", "sun", "su"),
}  # fmt: skip
DAY_OF = {name: day for day, names in DAYS.items() for name in names}
NUMBERED_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
A_DAY = re.compile(rf"(?<![a-z])([+-]?\d{{0,2}})({'|'.join(DAY_OF)})s?(?![a-z])", re.I)

GOOD_TIME = re.compile(
    r"(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?", re.A
)
A_TIME = re.compile(
    r"(?:.*[T\s])?(\d{1,2})(?:[:.h]?([0-5]\d))?(?:[:.][0-5]\d(?:\.\d+)?)?\s*([ap])?\.?\s*(?:m\.?)?"
    r"(?:z|[+-]\d\d:?\d\d)?",
    re.I | re.A,
)  # fmt: skip
A_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?", re.A)
AN_EMAIL = re.compile(r"[^@\s<>,;:()\[\]\"]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.I)
A_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,24}(?::\d{1,5})?", re.I)

DAY_FORMS = (
    "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%d %b %Y",
    "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y", "%d %B, %Y", "%a, %d %b %Y",
)  # fmt: skip
MOMENT_FORMS = tuple(f"{day}{time}" for day in DAY_FORMS for time in (" %H:%M:%S", " %H:%M"))
ACTIVE = frozenset(
    ["active", "open", "live", "published", "enabled", "current", "running", "true", "yes", "1"]
)
STATUSES = {
    **dict.fromkeys(ACTIVE, "active"),
    **dict.fromkeys(("inactive", "unpublished", "draft", "pending", "disabled", "false", "no",
                     "0", "archived", "expired", "suspended", "hidden"), "inactive"),
    **dict.fromkeys(("defunct", "closed", "permanently closed", "deleted", "ended", "ceased",
                     "withdrawn"), "defunct"),
    **dict.fromkeys(("temporarily closed", "temporary closed", "paused", "on hold"),
                    "temporarily closed"),
}  # fmt: skip


def number(value: object) -> int | float | None:
    """Read a number: 3, "3.50", "£3.50 each", "53,7"; the first where there are more."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return value if abs(value) < 10**12 else None
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", value[:200]) if isinstance(value, str) else ""
    found = A_NUMBER.search(re.sub(r"(?<=\d),(?=\d)", ".", text))
    return _shortest(float(found[0])) if found else None


def _shortest(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def age(value: object, *, is_most: bool = False) -> int | None:
    """Read an age in years: 18, "18+", "16 to 25", "6 months". None: not an age of people."""
    if isinstance(value, str) and re.search(r"\bmonths?\b", value, re.I):
        months = number(value)
        return None if months is None or months < 0 else math.ceil(months / 12) * is_most
    if isinstance(value, str) and is_most and (found := re.findall(r"\d{1,3}", value, re.A)):
        value = f"-{found[0]}" if value.strip().startswith("-") else found[-1]
    years = number(value)
    return int(years) if years is not None and 0 <= years <= OLDEST else None


def day(value: object) -> str | None:
    """Read a day, however it is written (in Britain, the day stands first); as YYYY-MM-DD."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_epoch(value)
    text = one_line(value[:100]) if isinstance(value, str) else ""
    with suppress(ValueError):
        return _likely(date.fromisoformat(text[:10]))
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text, flags=re.I)
    for form in DAY_FORMS + MOMENT_FORMS:
        with suppress(ValueError):
            return _likely(datetime.strptime(text, form).date())
    return None


def _likely(found: date) -> str | None:
    return found.isoformat() if 1900 <= found.year <= 2200 else None


def _from_epoch(value: float) -> str | None:
    """Read seconds or thousandths of them since 1970, as some systems write days."""
    seconds = value / 1000 if 10**11 < value < 10**14 else value
    if not 10**8 < seconds < 10**10:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()


def moment(value: object) -> str | None:
    """Read a date and time; one without an offset is taken as UTC, a day as its midnight."""
    text = one_line(value[:100]) if isinstance(value, str) else ""
    with suppress(ValueError):
        found = datetime.fromisoformat(text.replace("Z", "+00:00").replace("z", "+00:00"))
        if 1900 <= found.year <= 2200:
            return text if _is_full(text) else _written(found)
        return None
    only = day(value)
    return f"{only}T00:00:00Z" if only else None


def _is_full(text: str) -> bool:
    full = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)"
    return bool(re.fullmatch(full, text, re.A))


def _written(found: datetime) -> str:
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return aware.isoformat(timespec="seconds").replace("+00:00", "Z")


def clock(value: object) -> str | None:
    """Read a time of day: "09:00:00", "9am", "9.30 pm", "0900", "noon"; as HH:MM."""
    text = one_line(value[:60]) if isinstance(value, str) else ""
    if GOOD_TIME.fullmatch(text) and text < "24:01":
        return text
    if text.lower() in ("noon", "midday", "12 noon"):
        return "12:00"
    if text.lower() == "midnight":
        return "24:00"
    found = A_TIME.fullmatch(text)
    return _clock(found) if found else None


def _clock(found: re.Match[str]) -> str | None:
    hours, minutes = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if found[3].lower() == "p" else 0)
    return f"{hours:02d}:{minutes:02d}" if hours < 24 else None


def days(value: object) -> str | None:
    """Read days of the week: "Monday", ["MO", "TU"], "1MO,-1FR", 1; as RRULE has them."""
    if isinstance(value, list):
        value = ",".join(str(each) for each in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return NUMBERED_DAYS[value - 1] if 1 <= value <= 7 else None
    text = one_line(value[:200]) if isinstance(value, str) else ""
    if re.fullmatch(r"[1-7]", text, re.A):
        return NUMBERED_DAYS[int(text) - 1]
    found = [f"{nth}{DAY_OF[name.lower()]}" for nth, name in A_DAY.findall(text)]
    return ",".join(dict.fromkeys(found)) or None


def url(value: object) -> str | None:
    """Read an address of the web; one without a scheme gets https. None: no address, or a trap."""
    text = one_line(value[:3000]) if isinstance(value, str) else ""
    text = text.strip("<>\"' ").replace(" ", "%20")
    text = re.sub(r"^(?:https?:/*)*(https?):/*(?=[^/])", r"\1://", text, flags=re.I)
    if not re.match(r"https?://", text, re.I):
        if not A_HOST.match(re.split(r"[/?#]", text)[0]) or re.match(
            r"[a-z][\w+.-]*:\D", text, re.I
        ):
            return None
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        is_good = bool(parts.hostname) and (parts.port or 1) > 0 and not parts.username
    except ValueError:
        return None
    return text if is_good and len(text) <= 2000 else None


def email(value: object) -> str | None:
    """Read an e-mail address; the first of several, without spaces and “mailto:”."""
    text = one_line(value[:500]) if isinstance(value, str) else ""
    text = re.sub(r"^mailto:", "", text.strip("<>\"' ,;."), flags=re.I)
    text = re.sub(r"\s*@\s*", "@", text.replace("[at]", "@").replace("(at)", "@"))
    found = AN_EMAIL.search(text)
    return found[0].rstrip(".") if found and len(found[0]) <= 254 else None


def status(value: object) -> str | None:
    """Read whether it runs, as HSDS 3 says it; None where that cannot be known."""
    if isinstance(value, bool):
        return "active" if value else "inactive"
    text = one_line(str(value)[:100]).replace("_", " ").replace("-", " ").casefold()
    return STATUSES.get(text)


def point(north: object, east: object) -> tuple[float, float, bool] | None:
    """Read a latitude and a longitude: (north, east, whether they were swapped); None: no place."""
    here, there = number(north), number(east)
    if here is None or there is None or (here == 0 and there == 0):
        return None
    if _is_british(there, here) and not _is_british(here, there):
        return float(there), float(here), True
    if abs(here) > 90 or abs(there) > 180:
        return None
    return float(here), float(there), False


def _is_british(north: float, east: float) -> bool:
    return 49 <= north <= 61.5 and -9 <= east <= 2.5
