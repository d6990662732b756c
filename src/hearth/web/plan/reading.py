"""Reading the plan: the one in force, the working copy, any version, on screen and on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.agreement import STANDING_WORDS, THEIRS, Answer
from hearth.core.appeal import STATE_WORDS
from hearth.core.kinds import PLAN_KINDS
from hearth.core.people import Format
from hearth.core.plan import Entry, changes_between
from hearth.core.signing import Stance
from hearth.formats.plan_pdf import plan_pdf
from hearth.records.access.door import Record
from hearth.records.appeals.queries import open_appeals
from hearth.records.people.queries import wanted_format
from hearth.records.plans.queries.entries import current_entries
from hearth.records.plans.queries.versions import (
    VersionStanding,
    narrowed_document,
    shown_code,
    versions,
)
from hearth.records.preparation.glance import Glance, glance
from hearth.records.recall.queries.history import is_invited
from hearth.web.door import person_page
from hearth.web.introductions.beside import how_it_stands
from hearth.web.page import person_context
from hearth.web.plan.loading import (
    asked_seen,
    draft_reading,
    signatures_seen,
    signers_seen,
    to_show,
    version_entries,
    version_or_404,
    version_reading,
)
from hearth.web.plan.next_step import (
    ANSWER_FOR_THEM,
    NextStep,
    PlanFacts,
    next_steps,
    supporters_steps,
)
from hearth.web.sharing.marks import may_close
from hearth.web.signing.going_on import going_on_page
from hearth.web.suggestions.beside_money import offers_beside


@person_page(why="read the plan")
def my_plan(request: HttpRequest, record: Record) -> HttpResponse:
    """The plan as it stands, with what waits for the person at the top. A constant few queries."""
    held, now, draft = versions(record), glance(record), current_entries(record)
    shown = to_show(held)
    page = person_context(record, request) | {
        "plan": version_reading(record, shown)
        if shown
        else draft_reading(record, draft, key_worker=now.key_worker),
        "shown": shown,
        "newest": held[0] if held else None,
        "is_empty": not (draft or held),
        "changed": _changed(record, shown, draft),
        "waiting": now.ideas,
        "steps": _steps(record, now, held, has_entries=bool(draft or held)),
        "free_too": offers_beside(record, draft),
        "how_it_stands": how_it_stands(record, draft),
        "may_write": record.may(Action.WRITE),
        "may_ask_review": record.may(Action.ASK_REVIEW),
        "disagreements": open_appeals(record, today=timezone.localdate()),
        "state_words": STATE_WORDS,
    }
    return render(request, "plan/my_plan.html", page)


def _changed(record: Record, shown: VersionStanding | None, draft: list[Entry]) -> int:
    """Count what differs between the version on the page and the working copy."""
    if shown is None:
        return 0
    now = [each for each in draft if each.kind in PLAN_KINDS]
    return len(changes_between(version_entries(record, shown), now))


def _steps(
    record: Record, now: Glance, held: list[VersionStanding], *, has_entries: bool
) -> list[NextStep]:
    if record.death:
        return []
    today = timezone.localdate()
    if record.role is Role.PERSON:
        in_force = next((each for each in held if each.is_in_force), None)
        facts = PlanFacts(
            newest=held[0].standing if held else None,
            review_on=in_force.version.review_on if in_force else None,
            persons_answer=_persons_answer(held[0]) if held else None,
            refused_by=_refused_by(record, held[0]) if held else "",
            has_entries=has_entries,
            is_written=bool(held) and held[0].version.round_id == now.round_id,
            is_invited=is_invited(record, at=timezone.now()),
        )
        return next_steps(now, facts, today=today)
    found = supporters_steps(now, may_prepare=record.may(Action.PREPARE), today=today)
    waits = bool(held) and not held[0].is_in_force and _persons_answer(held[0]) is None
    return [ANSWER_FOR_THEM, *found] if waits and record.may(Action.AGREE) else found


def _persons_answer(newest: VersionStanding) -> Answer | None:
    theirs = [each.answer for each in newest.signatures if each.party in THEIRS]
    return theirs[-1] if theirs else None


def _refused_by(record: Record, newest: VersionStanding) -> str:
    """Name a service, or the key worker, who has not signed the newest plan."""
    lines = signers_seen(record, newest)
    asked = [each for each in lines if each.stance is Stance.REFUSED and each.party not in THEIRS]
    return asked[0].name if asked else ""


@person_page(why="read the working copy")
def plan_draft(request: HttpRequest, record: Record) -> HttpResponse:
    """The working copy: all that is written now, with a way to change each line."""
    now, entries = glance(record), current_entries(record)
    page = person_context(record, request) | {
        "plan": draft_reading(record, entries, key_worker=now.key_worker),
        "free_too": offers_beside(record, entries),
        "how_it_stands": how_it_stands(record, entries),
        "waiting": now.ideas,
        "may_write": record.may(Action.WRITE),
        "links": lambda entry: links_of(record, entry),
    }
    return render(request, "plan/draft.html", page)


def links_of(record: Record, entry: Entry) -> list[tuple[str, str]]:
    """What this viewer may do with one entry: (words, address)."""
    pages = [("History", "entry-history")]
    if record.may(Action.WRITE, entry.section):
        pages = [("Change", "entry-change"), ("Take out", "entry-take-out"), *pages]
    if record.may(Action.APPEAL, entry.section):
        pages.append(("I do not agree", "appeal-raise-line"))
    if may_close(record, entry):
        pages.append(("Close", "entry-close"))
    return [(words, reverse(name, args=[record.person.pk, entry.thread])) for words, name in pages]


@person_page(why="read an earlier plan")
def version(request: HttpRequest, record: Record, number: int) -> HttpResponse:
    """Any version, as it was frozen."""
    held = version_or_404(record, number)
    plan = version_reading(record, held)
    page = {"plan": plan, "shown": held, "go_on": going_on_page(record, plan)}
    return render(request, "plan/version.html", person_context(record, request) | page)


@person_page(why="looked at the list of plans")
def version_list(request: HttpRequest, record: Record) -> HttpResponse:
    """Every version, the newest first, and how each stands."""
    page = person_context(record, request) | {
        "versions": versions(record),
        "words": STANDING_WORDS,
    }
    return render(request, "plan/versions.html", page)


@person_page(why="printed the plan")
def pdf(request: HttpRequest, record: Record) -> HttpResponse:
    """The plan on paper: the one in force, or ?version=2; in the print that the person needs."""
    number = request.GET.get("version", "")
    held = version_or_404(record, int(number)) if number.isdigit() else to_show(versions(record))
    if held is None:
        raise Http404
    asked = request.GET.get("print") or wanted_format(record.person).value
    printed = on_paper(record, held, large_print=asked in ("large", Format.LARGE_PRINT.value))
    # No name of a person in the name of a file: it shows on shared screens and in downloads.
    named = {"Content-Disposition": f'inline; filename="plan-{held.version.number}.pdf"'}
    return HttpResponse(printed, content_type="application/pdf", headers=named)


def on_paper(record: Record, held: VersionStanding, *, large_print: bool) -> bytes:
    """Print a version as this viewer may see it."""
    return plan_pdf(
        narrowed_document(record, held.version),
        standing=held.standing,
        signatures=signatures_seen(record, held),
        asked=asked_seen(record, held),
        sha256=shown_code(record, held.version),
        frozen_on=held.frozen_on,
        today=timezone.localdate(),
        large_print=large_print,
    )
