"""The conversation page: one page for thirty minutes, the person's agenda first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.plan import Entry
from hearth.core.results import explain
from hearth.records.access.door import Record
from hearth.records.measures.queries import goals_scaled
from hearth.records.people.queries import supporters_of
from hearth.records.plans.queries.drafts import drafts_of
from hearth.records.plans.queries.entries import current_entries, open_suggestions
from hearth.records.plans.queries.key_workers import key_working
from hearth.records.plans.queries.rounds import current_round
from hearth.records.plans.queries.versions import in_force
from hearth.records.results.queries import (
    allergies_of,
    conditions_of,
    medicines_of,
    results_of,
)
from hearth.web.door import person_page
from hearth.web.page import person_context
from hearth.web.practitioner import present
from hearth.web.practitioner.forms import QUICK_FIELDS, CatchForm, HelpForm, QuickForm, quick_form

CATCH = "catch"
TEMPLATE = "practitioner/conversation.html"
LISTED = ("strength", "need", "option", "contingency", "risk", "story", "view")
SAID = ("how_things_are", "what_matters", "help_needed", "about_results")


@dataclass
class Typed:
    """Forms that were sent and refused: they are shown again with all that was typed."""

    catch: CatchForm | None = None
    quick: dict[str, QuickForm] = field(default_factory=dict)
    help: dict[str, HelpForm] = field(default_factory=dict)


@person_page(Action.CONVERSE, why="opened the conversation page")
def conversation(request: HttpRequest, record: Record) -> HttpResponse:
    """The agenda, the story, the results, and a line to catch what is said."""
    return render(request, TEMPLATE, conversation_context(request, record))


def shown_again(
    request: HttpRequest, record: Record, typed: Typed, *, status: int = 422
) -> HttpResponse:
    """Show the page with what was typed and why it was not taken."""
    page = conversation_context(request, record, typed)
    forms = [typed.catch, *typed.quick.values(), *typed.help.values()]
    page |= {"refused": next(form for form in forms if form is not None), "failed": True}
    return render(request, TEMPLATE, page, status=status)


def conversation_context(
    request: HttpRequest, record: Record, typed: Typed | None = None
) -> dict[str, object]:
    """Gather the page in a constant number of queries, however long the plan is."""
    typed, today = typed or Typed(), timezone.localdate()
    entries = current_entries(record)
    now = current_round(record, today=today)
    goals = present.goal_rows(entries, goals_scaled(record))
    return {
        **person_context(record, request, round=now),
        **_said(entries),
        **_health(record),
        **_forms(record, goals, typed),
        "agenda": present.agenda(entries, round_id=now.round.pk if now else None),
        "goals": goals,
        "loose": present.loose_actions(entries),
        "last": in_force(record),
        "looked_back": [goal for goal in goals if goal.reached],
        "suggestions": len(open_suggestions(record)),
        "who_can": _who_can(record, now),
        "caught": request.GET.get("caught", ""),
        "first_words": present.first_words,
    }


def _said(entries: Sequence[Entry]) -> dict[str, object]:
    """What was said already, by kind: single ones alone, the others as lists."""
    lists = {kind: present.of_kind(entries, kind) for kind in LISTED}
    single = {kind: next(iter(present.of_kind(entries, kind)), None) for kind in SAID}
    return {"said": lists | single}


def _health(record: Record) -> dict[str, object]:
    return {
        "explained": explain(results_of(record), settings.JURISDICTION.measurements),
        "conditions": [each for each in conditions_of(record) if not each.ended_on],
        "medicines": [each for each in medicines_of(record) if each.is_current],
        "allergies": allergies_of(record),
    }


def _forms(record: Record, goals: Sequence[present.GoalRow], typed: Typed) -> dict[str, object]:
    """Every form of the page, each with what was typed in it and never saved."""
    asking = [goal.entry for goal in goals if goal.asks]
    names = [CATCH, *(f"add-{kind}" for kind in QUICK_FIELDS)]
    drafts = drafts_of(record, [*names, *(f"help-{goal.thread}" for goal in asking)])
    return {
        "catch": typed.catch or catch_form(goals, draft=drafts.get(CATCH)),
        "quick": {
            kind: typed.quick.get(kind) or quick_form(kind, draft=drafts.get(f"add-{kind}"))
            for kind in QUICK_FIELDS
        },
        "helps": {
            goal.thread: typed.help.get(goal.thread) or help_form(goal.thread, drafts=drafts)
            for goal in asking
        },
    }


def catch_form(
    goals: Sequence[present.GoalRow], data: Any = None, *, draft: Any = None
) -> CatchForm:
    """The line that catches a goal; it can also add an action to a goal that is there."""
    return CatchForm(data, goals=[(g.entry.thread, g.entry.lead) for g in goals], draft=draft)


def help_form(
    thread: str, data: Any = None, *, drafts: Mapping[str, Any] | None = None
) -> HelpForm:
    """The question that follows where somebody is not sure."""
    draft = (drafts or {}).get(f"help-{thread}")
    return HelpForm(data, auto_id=f"help_{thread}_%s", draft=draft)


def _who_can(record: Record, now: Any) -> list[tuple[str, str]]:
    """Those who may do something: the person, their supporters, the key worker, who leads."""
    found = [("Me", record.person.name.called)]
    for each in supporters_of(record.person):
        if each.accepted_at and not each.ended_at:
            found.append((each.name, each.relationship))
    held = key_working(record, on=timezone.localdate()).held
    found += [(held.post.account.full_name, "key worker")] if held else []
    found += [(now.round.accountable.account.full_name, "leads this round")] if now else []
    return list({name: (name, who) for name, who in reversed(found)}.values())[::-1]
