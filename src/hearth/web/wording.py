"""How dates, times and words are written on every page."""

from datetime import date, datetime

from django.utils import timezone
from markupsafe import Markup

from hearth.core.days import day_words


def day(value: date | datetime | str | None) -> str:
    """Write a date as people read it: '3 March 2027'."""
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return day_words(value)


def moment(value: datetime) -> str:
    """Write a date with its time: '3 March 2027 at 2:05pm'."""
    local = timezone.localtime(value)
    clock = f"{local:%I:%M%p}".lstrip("0").lower()
    return f"{day(local)} at {clock}"


def clock(value: datetime) -> str:
    """Write a time of day: '14:05'."""
    return f"{timezone.localtime(value):%H:%M}"


def paragraphs(words: str) -> Markup:
    """Set words as typed into paragraphs, escaped; single line breaks stay."""
    blocks = [block for block in str(words).split("\n\n") if block.strip()]
    html = [Markup("<br>").join(block.strip().split("\n")) for block in blocks]
    return Markup("").join(Markup("<p>{}</p>").format(each) for each in html)
