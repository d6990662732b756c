"""Taking the next step of a disagreement, and saying why one came late."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.appeal import State, Taker
from hearth.core.independence import Candidate
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.appeals import changes
from hearth.records.appeals.involvement import possible_reviewers, staff_who_may_answer
from hearth.records.appeals.queries import AppealStanding, takers
from hearth.web.appeals.forms import LateForm, StepForm
from hearth.web.appeals.loading import appeal_or_404, asks_or_404, page_context
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.practitioner.forms import require_same_person

STAFF = frozenset({Taker.STAFF, Taker.OFFICE, Taker.REVIEWER})


@person_page(Action.APPEAL, why="went on with a disagreement", methods="GET POST")
def own_step(request: HttpRequest, record: Record, appeal: UUID, step: str) -> HttpResponse:
    """A step of who raised it: settled, a fresh look, outside, or taken back."""
    held = appeal_or_404(record, appeal)
    return _step(request, record, held, step, takers(record, held) & {Taker.RAISED_IT})


@person_page(Action.ANSWER_APPEAL, why="answered a disagreement", methods="GET POST")
def staff_step(request: HttpRequest, record: Record, appeal: UUID, step: str) -> HttpResponse:
    """A step of staff, or of who takes the fresh look."""
    held = appeal_or_404(record, appeal)
    return _step(request, record, held, step, takers(record, held))


def _step(
    request: HttpRequest,
    record: Record,
    held: AppealStanding,
    slug: str,
    takes: frozenset[Taker],
) -> HttpResponse:
    if request.method == "POST" and _has_moved(request, held):
        messages.warning(request, changes.MOVED_ON)
        return redirect("appeal", record.person.pk, held.appeal.pk)
    state, asks = asks_or_404(held, slug, takes)
    posts, judged = _choices(record, held, state, takes)
    form = StepForm(
        asks,
        request.POST if request.method == "POST" else None,
        posts=[(str(post.pk), f"{post.account.full_name}, {post}") for post in posts],
        initial={"after": held.last.number, "on": _day(state), "actor": _usual(held, posts)},
    )
    if not takes & STAFF and "actor" in form.fields:
        del form.fields["actor"]
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            _take(record, held, state, form, posts)
            messages.success(request, "Saved.")
            return redirect("appeal", record.person.pk, held.appeal.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = page_context(record, request, held)
    page |= {"form": form, "asks": asks, "judged": judged, "state": state}
    return render(request, "appeals/step.html", page, status=422 if form.errors else 200)


def _has_moved(request: HttpRequest, held: AppealStanding) -> bool:
    return request.POST.get("after", "") != str(held.last.number)


def _choices(
    record: Record, held: AppealStanding, state: State, takes: frozenset[Taker]
) -> tuple[list[Any], list[Candidate]]:
    """Who can be named for what comes next; for a fresh look, also why others cannot."""
    if not takes & STAFF:
        return [], []
    posts = staff_who_may_answer(record, held.appeal, at=timezone.now())
    if state is not State.IN_REVIEW:
        return posts, []
    judged = possible_reviewers(held.appeal, posts)
    return (
        [post for post, each in judged if each.is_free],
        [each for _, each in judged if not each.is_free],
    )


def _usual(held: AppealStanding, posts: list[Any]) -> str:
    """Offer who did so far, where they can go on."""
    actor = held.last.actor_id
    return str(actor) if actor in {post.pk for post in posts} else ""


def _day(state: State) -> Any:
    return timezone.localdate() if state is State.TALKED else None


def _take(
    record: Record, held: AppealStanding, state: State, form: StepForm, posts: list[Any]
) -> None:
    chosen = form.cleaned_data.get("actor", "")
    actor = next((post for post in posts if str(post.pk) == chosen), None)
    if state is State.SETTLED and "actor" not in form.fields:
        actor = held.last.actor
    changes.take_step(
        record=record,
        appeal=held.appeal,
        after=form.cleaned_data["after"],
        step=form.taken(state, actor),
        actor=actor,
        by=record.account,
        at=timezone.now(),
    )


@person_page(Action.ANSWER_APPEAL, why="said why an answer was late", methods="GET POST")
def late(request: HttpRequest, record: Record, appeal: UUID, number: int) -> HttpResponse:
    """Say why a day was missed."""
    held = appeal_or_404(record, appeal)
    row = next((each for each in held.steps if each.number == number), None)
    stop = next((each for each in held.stops if each.happened.number == number), None)
    if row is None or stop is None or not stop.needs_reason:
        raise Http404
    form = LateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            changes.explain_missed_date(
                record=record, step=row, **form.cleaned_data, by=record.account, at=timezone.now()
            )
            return redirect("appeal", record.person.pk, held.appeal.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = page_context(record, request, held) | {"form": form, "row": row}
    return render(request, "appeals/late.html", page, status=422 if form.errors else 200)
