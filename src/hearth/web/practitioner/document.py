"""Document: read the plan back, take down the answer, freeze it, and give the person a copy."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.agreement import STANDING_WORDS, THEIRS, YES
from hearth.core.people import Format
from hearth.core.plan import Entry, Review, changes_between, mark_of, missing_from
from hearth.core.rounds import Step
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import Record
from hearth.records.measures.queries import goals_scaled
from hearth.records.people.queries import numbers_of, wanted_format
from hearth.records.plans.changes.drafts import drop_draft
from hearth.records.plans.changes.versions import freeze, sign_for
from hearth.records.plans.queries.entries import current_entries, draft_of, open_suggestions
from hearth.records.plans.queries.key_workers import key_working
from hearth.records.plans.queries.rounds import RoundStanding, current_round
from hearth.records.plans.queries.signing import service_key
from hearth.records.plans.queries.versions import (
    entries_in_force,
    in_force,
    shown_code,
    version_numbered,
    versions,
)
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.plan.loading import signers_seen
from hearth.web.practitioner.agreeing import AnswerForm, ReadBackForm, read_back_form
from hearth.web.practitioner.forms import require_same_person
from hearth.web.practitioner.reading import mend_links, sections_of
from hearth.web.practitioner.review import may_finish
from hearth.web.signing.expected import Expected, expected

DRAFT = "read-back"


@person_page(Action.CONVERSE, why="read the plan back", methods="GET POST")
def read_back(request: HttpRequest, record: Record) -> HttpResponse:
    """The draft as it will be frozen, what it lacks, and how the person answers."""
    now = current_round(record, today=timezone.localdate())
    entries = current_entries(record)
    who = expected(record, None, entries)
    if request.method == "GET":
        held = {"initial": _usual(record, now), "draft": draft_of(record, DRAFT)}
        return _read_back_page(request, record, now, _form(record, entries, who, **held))
    require_same_person(request, record)
    form = _form(record, entries, who, request.POST)
    if form.is_valid():
        try:
            _freeze(record, now, form, read=request.POST.get("read", ""))
            return redirect("agreed", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    return _read_back_page(request, record, now, form, status=422)


def _form(
    record: Record, entries: list[Entry], who: Expected, data: Any = None, **more: Any
) -> ReadBackForm:
    others = [(service_key(each.pk), each.name) for each in who.proposal.others]
    return read_back_form(
        data,
        called=record.person.name.called,
        required=who.required,
        others=others,
        may_stand=_may_stand(record, entries),
        **more,
    )


def _may_stand(record: Record, entries: list[Entry]) -> bool:
    """Offer that the person's yes still stands only where nothing seems to have changed."""
    before = in_force(record)
    said_yes = before is not None and any(
        each.party in THEIRS and each.answer in YES for each in before.signatures
    )
    return said_yes and not _changes(entries_in_force(record), entries)


def _freeze(record: Record, now: RoundStanding | None, form: ReadBackForm, *, read: str) -> None:
    given = form.cleaned_data
    if not given["review_on"]:
        raise Refused([Refusal("Choose a day for the review.", "review_on")])
    scheme = settings.JURISDICTION.identifier
    number = numbers_of([record.person.pk]).get(record.person.pk)
    wanted = wanted_format(record.person)
    freeze(
        record=record,
        round=now.round if now else None,
        review=Review(given["review_on"], given["review_by"], given["review_how"]),
        location=given["location"],
        by=record.account,
        at=timezone.now(),
        identifiers={scheme.name: number} if number else {},
        formats=() if wanted is Format.STANDARD else (wanted.value,),
        said=form.said(record.person.name.called),
        read=read,
        asking=form.asking(settings.JURISDICTION.signing),
    )
    drop_draft(record=record, form=DRAFT, by=record.account)


def _usual(record: Record, now: RoundStanding | None) -> dict[str, Any]:
    """Offer what is most likely: the day agreed for the review, the key worker, the place."""
    held = key_working(record, on=timezone.localdate()).held
    review_on = now.facts.due.get(Step.REVIEW) if now else None
    ahead = review_on and review_on > timezone.localdate()
    return {
        "review_on": review_on if ahead else _in_a_year(),
        "review_by": held.post.account.full_name if held else record.account.full_name,
        "location": now.round.conversation_place if now else "",
    }


def _in_a_year() -> date:
    today = timezone.localdate()
    # 29 February has no day of its own in most years.
    return date(today.year + 1, today.month, min(today.day, 28))


def _read_back_page(
    request: HttpRequest,
    record: Record,
    now: RoundStanding | None,
    form: ReadBackForm,
    *,
    status: int = 200,
) -> HttpResponse:
    entries = current_entries(record)
    before = entries_in_force(record)
    page = person_context(record, request, round=now)
    page |= {
        "form": form,
        # What is on this page is what will be frozen, or nothing is.
        "read_mark": mark_of(entries),
        "sections": sections_of(entries),
        "who": expected(record, now, entries),
        "missing": mend_links(record, missing_from(entries), entries),
        "changed": _changes(before, entries),
        "has_plan": bool(before),
        "suggestions": len(open_suggestions(record)),
        "draft_form": DRAFT,
    }
    return render(request, "practitioner/read_back.html", page, status=status)


def _changes(before: list[Entry], entries: list[Entry]) -> list[Any]:
    """What is different from the plan in force; nothing to say where there is none."""
    held = [entry for group in sections_of(entries) for entry in group.entries]
    return changes_between(before, held) if before else []


@person_page(Action.CONVERSE, why="gave the person their copy")
def agreed(request: HttpRequest, record: Record) -> HttpResponse:
    """The plan is frozen: give the person a copy now."""
    newest = next(iter(versions(record)), None)
    if newest is None:
        raise Http404
    now = current_round(record, today=timezone.localdate())
    page = person_context(record, request, round=now)
    page |= {
        "newest": newest,
        "check_code": shown_code(record, newest.version)[:8],
        "standing_words": STANDING_WORDS[newest.standing],
        "signers": signers_seen(record, newest),
        "may_finish": may_finish(now, goals_scaled(record)),
        "wanted": wanted_format(record.person),
    }
    return render(request, "practitioner/agreed.html", page)


@person_page(Action.CONVERSE, why="took down an answer to the plan", methods="GET POST")
def record_answer(request: HttpRequest, record: Record, number: int) -> HttpResponse:
    """Take down what the person said about a plan that was offered, by telephone or on paper."""
    held = version_numbered(record, number)
    if held is None:
        raise Http404
    form = AnswerForm(request.POST or None, called=record.person.name.called)
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            sign_for(
                record=record,
                version=held.version,
                said=form.said(record.person.name.called),
                by=record.account,
                at=timezone.now(),
            )
            return redirect("agreed", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request, round=current_round(record, today=timezone.localdate()))
    page |= {"form": form, "held": held, "standing_words": STANDING_WORDS[held.standing]}
    status = 422 if form.errors else 200
    return render(request, "practitioner/record_answer.html", page, status=status)
