"""Links as a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hearth.core.sharing import LinkKind, link_obstacles
from hearth.core.words import TITLES, Section
from hearth.records.access.links import state_of
from hearth.web.links.forms import IN_EMERGENCY, LINKED


@dataclass(frozen=True)
class LinkShown:
    """One link in words. `state`: that it works, or why not. `last_day` is included."""

    pk: int
    label: str
    is_emergency: bool
    purpose: str
    sees: list[str]
    state: str
    works: bool
    uses: str
    last_day: datetime
    ended_at: datetime | None


def rows(links: Iterable[Any], *, at: datetime) -> list[LinkShown]:
    """Turn links into what the list shows."""
    return [shown(link, at=at) for link in links]


def shown(link: Any, *, at: datetime) -> LinkShown:
    """Turn one link into what the list shows."""
    is_emergency = link.kind == LinkKind.EMERGENCY
    why_not = link_obstacles(state_of(link), at)
    return LinkShown(
        pk=link.pk,
        label=link.label,
        is_emergency=is_emergency,
        purpose=link.purpose,
        sees=_titles(link.sections, is_emergency),
        state=" ".join(why_not) or "It works now.",
        works=not why_not,
        uses=_uses(link),
        last_day=timezone.localtime(link.ends_at - timedelta(seconds=1)),
        ended_at=link.ended_at,
    )


def _titles(sections: Iterable[str], is_emergency: bool) -> list[str]:
    held = {Section(each) for each in sections}
    titles = IN_EMERGENCY if is_emergency else {each: TITLES[each] for each in LINKED}
    return [words for section, words in titles.items() if section in held]


def _uses(link: Any) -> str:
    times = {0: "Not opened yet.", 1: "Opened once."}.get(link.uses, f"Opened {link.uses} times.")
    if not link.most_uses:
        return times
    most = "once" if link.most_uses == 1 else f"{link.most_uses} times"
    return f"{times} It may open {most} in all."
