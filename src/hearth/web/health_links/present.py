"""Health links as a page shows them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from hearth.core.health_links import decoded
from hearth.core.words import TITLES
from hearth.records.health_links.queries import Held
from hearth.web.links.forms import LINKED


@dataclass(frozen=True)
class HealthLinkShown:
    """One link in words. `state`: that it works, or why not. `last_day` is included."""

    pk: int
    label: str
    sees: list[str]
    has_passcode: bool
    state: str
    works: bool
    uses: str
    may_open: str
    last_day: datetime
    ended_at: datetime | None
    openings: list[tuple[datetime, str]]


def shown(link: Held) -> HealthLinkShown:
    """Turn one link into what the list shows."""
    opened = {0: "Not opened yet.", 1: "Opened once."}
    may = "once" if link.most_uses == 1 else f"{link.most_uses} times"
    return HealthLinkShown(
        pk=link.pk,
        label=link.label,
        sees=[TITLES[each] for each in LINKED if each in link.sections],
        has_passcode=link.has_passcode,
        state=" ".join(link.why_not) or "It works now.",
        works=not link.why_not,
        uses=opened.get(link.uses, f"Opened {link.uses} times."),
        may_open=f"It may open {may} in all.",
        last_day=timezone.localtime(link.ends_at - timedelta(seconds=1)),
        ended_at=link.ended_at,
        openings=list(link.openings),
    )


def id_in(shlink: str) -> str:
    """The id in the address of a link; empty for what is no link."""
    try:
        return str(decoded(shlink).get("url", "")).rpartition("/")[2]
    except (ValueError, AttributeError):
        return ""
