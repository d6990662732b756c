"""Find something near: the list is the page. For everyone; nothing about who looks is kept."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.directory.activity import Cost, Status, Way
from hearth.core.directory.searching import PartOfDay, Search
from hearth.records.access.queries import own_person_id
from hearth.records.directory import queries
from hearth.records.directory.changes.listing import stands_for
from hearth.records.directory.places import where_is
from hearth.records.directory.search import A_PAGE, Found, search
from hearth.web.directory import present
from hearth.web.directory.forms import Finding
from hearth.web.directory.picture import picture_of
from hearth.web.directory.tabs import near_context
from hearth.web.directory.whom import NAME, Whom, kept_apart, whom
from hearth.web.door import open_page

ENDED = frozenset({Status.INACTIVE, Status.DEFUNCT})


@open_page
def find(request: HttpRequest) -> HttpResponse:
    """What is near: the form, and what was found. All that was asked stands in the address."""
    form, for_whom = Finding(request.GET), whom(request)
    page = near_context(request) | {
        "form": form, "person_id": for_whom.pk if for_whom else _person_id(request),
    } | _of(for_whom)  # fmt: skip
    if not form.is_valid():
        page |= {"found": None}
        return kept_apart(render(request, "directory/find.html", page), for_whom)
    asked = form.cleaned_data
    wanted = _wanted(asked)
    found = search(wanted, page=_page_number(request))
    page |= {
        "found": found,
        "here": wanted.near,
        "is_lost": bool(asked["where"].strip()) and wanted.near is None,
        "start": (found.page - 1) * A_PAGE + 1,
        "picture": picture_of(found.hits, wanted.near),
        "needs": [] if form.is_asked else settings.INTERESTS.needs,
    }
    page |= _links(asked, found, for_whom) | _words()
    return kept_apart(render(request, "directory/find.html", page), for_whom)


def _of(for_whom: Whom | None) -> dict[str, object]:
    """For whom it is, and what each link to the list or to an activity carries on."""
    carried = urlencode({NAME: str(for_whom.pk)}) if for_whom else ""
    return {"whom": for_whom, "for_query": f"?{carried}" if carried else ""}


def _wanted(asked: dict[str, Any]) -> Search:
    costs = {"": (), Cost.FREE: (Cost.FREE,), Cost.LOW: (Cost.FREE, Cost.LOW)}[asked["cost"]]
    near = where_is(asked["where"])
    return Search(
        words=asked["what"], needs=_one(asked["need"]), costs=frozenset(costs), age=asked["age"],
        weekdays=frozenset({int(asked["day"])} if asked["day"] else ()),
        parts=frozenset({PartOfDay(asked["time"])} if asked["time"] else ()),
        near=near, within=float(asked["within"]) if asked["within"] and near else None,
        language=asked["language"], step_free=asked["steps"], unsure=asked["unsure"],
        ways=frozenset({Way(asked["way"])} if asked["way"] else ()),
    )  # fmt: skip


def _one(code: str) -> frozenset[str]:
    return frozenset({code} if code else ())


def _links(asked: dict[str, Any], found: Found, for_whom: Whom | None) -> dict[str, str]:
    """The addresses of other pages, of those that did not say, and of the words meant."""
    said = {name: "on" if value is True else value for name, value in asked.items() if value}
    said |= {NAME: str(for_whom.pk)} if for_whom else {}
    sure = {name: value for name, value in said.items() if name != "unsure"}
    return {
        "query": urlencode(said) + "&" if said else "",
        "with_unsure": urlencode(sure | {"unsure": "on"}),
        "without_unsure": urlencode(sure),
        "meant": urlencode(sure | {"what": found.meant}),
    }


def _words() -> dict[str, object]:
    today = timezone.localdate()
    return {
        "when": present.when_words, "where": present.where_words, "facts": present.fact_words,
        "checked": lambda activity: present.checked_words(activity.assured_on, today),
        "is_old": lambda activity: present.is_old(activity.assured_on, today),
    }  # fmt: skip


def _page_number(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 3 else 1


def _person_id(request: HttpRequest) -> UUID | None:
    """Whose plan a signed-in person has; nothing for others, who look for nobody's sake."""
    return own_person_id(request.user) if request.user.is_authenticated else None


@open_page
def one(request: HttpRequest, activity: UUID) -> HttpResponse:
    """All that is known about one activity, in the order in which a tired person reads."""
    row = queries.activity(activity)
    if row is None:
        raise Http404
    facts, for_whom = queries.facts_of(row), whom(request)
    page = near_context(request) | _of(for_whom) | {
        "row": row,
        "activity": facts,
        "leads_to": stands_for(row) if row.merged_into_id else None,
        "is_shown": row.hidden_at is None and row.merged_into_id is None,
        "has_ended": row.gone_at is not None or facts.status in ENDED,
        "is_paused": facts.status is Status.CLOSED_FOR_NOW,
        "helps_with": [each.name for each in settings.INTERESTS.interests
                       if each.code in facts.helps_with],
        "more_of_when": present.more_of_when(facts.when_words, facts.meets),
        "ages": present.age_words(facts),
        "cost": facts.cost_words or present.COST_WORDS[facts.cost],
        "steps": present.STEP_WORDS,
        "ways": [present.WAY_WORDS[way] for way in sorted(facts.ways)],
        "telephone": present.telephone_link(facts.telephone),
        "website": present.web_link(facts.url),
        "back": request.GET.urlencode(),
        **_words(),
    }  # fmt: skip
    return kept_apart(render(request, "directory/one.html", page), for_whom)
