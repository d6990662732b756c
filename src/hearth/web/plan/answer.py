"""The person reads the plan back, and says whether it is right."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.agreement import Answer, CannotAgree, Standing
from hearth.core.words import Refusal
from hearth.records.access.door import Record
from hearth.records.plans.changes.drafts import drop_draft
from hearth.records.plans.changes.versions import answer_as_person
from hearth.records.plans.queries.entries import draft_of
from hearth.records.plans.queries.versions import VersionStanding, shown_code, versions
from hearth.web.door import person_page
from hearth.web.forms import initial_from
from hearth.web.page import person_context
from hearth.web.plan.forms import AnswerForm, require_same_person
from hearth.web.plan.loading import version_reading

CAN_BE_ANSWERED = frozenset(Standing) - {Standing.DRAFT, Standing.REPLACED}
"""A person may also take back a yes."""
NOT_AGREED = "Thank you. Your plan is not agreed. We will talk with you about it."


@person_page(Action.AGREE, why="read the plan to answer it", methods="GET POST")
def answer_plan(request: HttpRequest, record: Record) -> HttpResponse:
    """Show the newest version with two answers below; keep what is said, for that version alone."""
    newest = next(iter(versions(record)), None)
    if newest is None or newest.standing not in CAN_BE_ANSWERED:
        if request.method == "POST":
            messages.warning(
                request, "The plan has changed since you read it. Please read it again."
            )
        return redirect("my-plan", record.person.pk)
    form = AnswerForm(request.POST or None)
    if request.method != "POST":
        draft = draft_of(record, _draft(newest))
        form.initial = initial_from(form, draft.fields) if draft else {}
        return _page(request, record, newest, form)
    require_same_person(request, record)
    if not form.is_valid():
        return _page(request, record, newest, form, status=422)
    return _answer(request, record, newest, form)


def _draft(held: VersionStanding) -> str:
    """Each version has a draft of its own: a yes to one is never brought back under another."""
    return f"answer-{held.version.number}"


def _answer(
    request: HttpRequest, record: Record, newest: VersionStanding, form: AnswerForm
) -> HttpResponse:
    answer = Answer(form.cleaned_data["answer"])
    try:
        answer_as_person(
            record=record,
            version=newest.version,
            sha256=request.POST.get("sha256", ""),
            answer=answer,
            reason=form.own_words,
            by=record.account,
            at=timezone.now(),
        )
    except CannotAgree as refusal:
        return _page(request, record, newest, form, refusal.reasons, status=409)
    drop_draft(record=record, form=_draft(newest), by=record.account)
    messages.success(request, _thanks(answer, versions(record)[0]))
    return redirect("my-plan", record.person.pk)


def _thanks(answer: Answer, now: VersionStanding) -> str:
    if answer is Answer.NOT_AGREED:
        return NOT_AGREED
    if now.is_in_force:
        return "Thank you. Your plan is agreed."
    return "Thank you. You have said yes. Others have still to sign."


def _page(
    request: HttpRequest,
    record: Record,
    newest: VersionStanding,
    form: AnswerForm,
    reasons: list[Refusal] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    page = {
        "plan": version_reading(record, newest),
        "shown": newest,
        "shown_code": shown_code(record, newest.version),
        "draft_form": _draft(newest),
        "form": form,
        "reasons": reasons or [],
    }
    context = person_context(record, request) | page
    return render(request, "plan/answer.html", context, status=status)
