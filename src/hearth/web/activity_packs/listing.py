"""Packs of the community, and one of them: what it shows, and what went stale since."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from hearth.core.activity_packs import SETTING_WORDS, Setting, selection_from, stamp
from hearth.core.directory.activity import WEEKDAYS
from hearth.core.directory.distance import miles_words
from hearth.records.activity_packs import queries
from hearth.records.activity_packs.queries import PackEntry
from hearth.web.activity_packs.forms import PrintForm
from hearth.web.activity_packs.settings_of import WORKERS, communities, shared_pack, workplaces
from hearth.web.directory.tabs import near_context
from hearth.web.door import staff_page


@staff_page(*WORKERS)
def packs(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """All packs of the community, and how much went stale in those that my setting uses."""
    places = workplaces(posts)
    uses = queries.last_uses(places)
    stale = queries.went_stale(list(uses.values()), today=timezone.localdate())
    rows = [
        {
            "pack": each,
            "setting": SETTING_WORDS[Setting(each.setting)],
            "is_ours": each.organisation_id in places,
            "used": uses.get(each.pk),
            "stale": len(stale.get(each.pk, [])),
        }
        for each in queries.packs_in(communities(posts))
    ]
    page = near_context(request) | {"rows": rows, "stale": sum(map(bool, stale.values()))}
    return render(request, "activity_packs/packs.html", page)


@staff_page(*WORKERS)
def one(request: HttpRequest, posts: list[Any], pack: UUID) -> HttpResponse:
    """One pack."""
    held = shared_pack(posts, pack)
    return render(request, "activity_packs/pack.html", pack_context(request, posts, held))


def pack_context(
    request: HttpRequest, posts: list[Any], pack: Any, form: PrintForm | None = None
) -> dict[str, Any]:
    """Return what the page of a pack shows."""
    today, places = timezone.localdate(), workplaces(posts)
    used = queries.last_uses(places).get(pack.pk)
    stale = queries.went_stale([used], today=today)[pack.pk] if used else []
    return near_context(request) | {
        "pack": pack,
        "setting": SETTING_WORDS[Setting(pack.setting)],
        "looks_for": looks_for(pack),
        "is_ours": pack.organisation_id in places,
        "entries": entry_rows(queries.entries_of(pack, today=today)),
        "left_out": queries.left_out(pack),
        "gone": queries.pins_gone(pack, today=today),
        "used": used,
        "stale": stale,
        "form": form or PrintForm(),
        "address": request.build_absolute_uri(reverse("pack-for-all", args=[pack.word])),
    }


def entry_rows(entries: list[PackEntry]) -> list[dict[str, Any]]:
    """The entries of a pack as lists show them."""
    today = timezone.localdate()
    return [
        {
            "activity": each.activity,
            "away": _away(each.miles),
            "when": "; ".join(time.words for time in each.activity.meets),
            "stamp": stamp(each.activity, today=today),
            "is_pinned": each.is_pinned,
        }
        for each in entries
    ]


def _away(miles: float | None) -> str:
    """Write how far it is as a sentence begins: “Less than 0.1 miles away”."""
    if miles is None:
        return ""
    words = miles_words(miles)
    return f"{words[:1].upper()}{words[1:]} away"


def looks_for(pack: Any) -> list[str]:
    """Say in words what a pack looks for."""
    wanted, known = selection_from(pack.selection), settings.INTERESTS
    names = [each.name for each in known.needs if each.code in wanted.needs]
    names += [each.name for each in known.interests if each.code in wanted.interests]
    days = ", ".join(WEEKDAYS[day] for day in sorted(wanted.weekdays))
    said = {
        f"About: {', '.join(names)}": bool(names),
        f"Near {wanted.near}": bool(wanted.near),
        f"At most {wanted.within} miles away": bool(wanted.within),
        f"On {days}": bool(days),
        "Free or low cost": wanted.low_cost,
        "Step-free": wanted.step_free,
        "Online": wanted.online,
        f"In {wanted.language}": bool(wanted.language),
        f"At most {wanted.most} of them": True,
    }
    return [words for words, is_so in said.items() if is_so]
