"""A group changes its own entry by a link, with no account. To open a link changes nothing.

Who asks for a link learns nothing: the page is the same with and without an address.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hearth.core.directory.entries import CannotSend, entry_of
from hearth.core.directory.entry_links import LinkFor
from hearth.records.curation import queries
from hearth.records.curation.changes import links, proposing
from hearth.records.directory.queries import activity as find_activity
from hearth.records.directory.queries import facts_of
from hearth.web.curating.forms import EntryForm
from hearth.web.curating.present import change_rows, said
from hearth.web.directory.tabs import near_context
from hearth.web.door import open_page
from hearth.web.entry_form import add_refusals
from hearth.web.links.door import link_page

DONE = {"sent", "right", "email", "kept", "new"}


def activity_or_404(key: UUID) -> Any:
    """Return an entry that anybody may read about."""
    found = find_activity(key)
    if found is None:
        raise Http404
    return found


@open_page
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Ask for a link to change an entry: one button."""
    row = activity_or_404(activity)
    if request.method == "POST":
        links.ask_for_link(activity=row, by=None, at=timezone.now())
        return redirect("entry-change-sent", activity=row.pk)
    return render(request, "curating/ask.html", near_context(request) | {"row": row})


@open_page
def ask_sent(request: HttpRequest, activity: UUID) -> HttpResponse:
    """The same words for all entries: a link was sent, if the entry has an e-mail."""
    row = activity_or_404(activity)
    call = queries.whom_to_call(row.community, on=timezone.localdate())
    page = near_context(request) | {"row": row, "call": call}
    return render(request, "curating/ask_sent.html", page)


@link_page(why="changed the entry of a group by a link", methods="GET HEAD POST")
def entry(request: HttpRequest, token: str, why: str) -> HttpResponse:  # noqa: ARG001
    """The page behind a link: what it is for decides what it shows."""
    link = links.open_link(token, at=timezone.now())
    if link is None:
        return nothing(request)
    try:
        return PAGES[LinkFor(link.what)](request, token, link)
    except CannotSend:  # It was used up a moment ago.
        return nothing(request)


def nothing(request: HttpRequest) -> HttpResponse:
    """One page for links that are wrong, old, used or taken back."""
    return render(request, "curating/nothing.html", status=404)


def _change(request: HttpRequest, token: str, link: Any) -> HttpResponse:
    row = activity_or_404(link.activity.pk)
    if request.method == "POST" and request.POST.get("answer") == "right":
        proposing.say_still_right(token=token, by=None, at=timezone.now())
        return redirect("entry-done", "right")
    form = EntryForm(
        request.POST if request.method == "POST" else None, initial=entry_of(facts_of(row))
    )
    if request.method == "POST" and form.is_valid():
        try:
            proposing.propose(token=token, said=form.said(), by=None, at=timezone.now())
            return redirect("entry-done", "sent")
        except CannotSend as refusal:
            if links.open_link(token, at=timezone.now()) is None:
                raise
            add_refusals(form, refusal.reasons)
    page = {"form": form, "row": row, "is_many": len(facts_of(row).places) > 1}
    return render(request, "curating/change.html", page, status=422 if form.errors else 200)


def _new(request: HttpRequest, token: str, link: Any) -> HttpResponse:
    if request.method == "POST":
        proposing.confirm(token=token, by=None, at=timezone.now())
        return redirect("entry-done", "new")
    return render(request, "curating/confirm.html", {"name": link.proposal.said["name"]})


def _email(request: HttpRequest, token: str, link: Any) -> HttpResponse:
    answer = request.POST.get("answer") if request.method == "POST" else ""
    if answer == "yes":
        proposing.confirm(token=token, by=None, at=timezone.now())
        return redirect("entry-done", "email")
    if answer == "no":
        proposing.refuse_email(token=token, by=None, at=timezone.now())
        return redirect("entry-done", "kept")
    page = {"new": link.proposal.said.get("email", ""), "row": link.proposal.activity}
    return render(request, "curating/email.html", page)


def _answer(request: HttpRequest, _token: str, link: Any) -> HttpResponse:
    proposal = link.proposal
    taken = [(row.label, said(row.name, proposal.said[row.name]))
             for row in change_rows(proposal) if row.name in proposal.decision.taken]  # fmt: skip
    left = [row for row in change_rows(proposal) if row.name not in proposal.decision.taken]
    page = {"proposal": proposal, "taken": taken, "left": left}
    page |= {"row": proposal.activity, "decision": proposal.decision}
    return render(request, "curating/answer.html", page)


PAGES = {
    LinkFor.CHANGE: _change,
    LinkFor.STILL_RIGHT: _change,
    LinkFor.ADD: _new,
    LinkFor.EMAIL: _email,
    LinkFor.ANSWER: _answer,
}


@open_page
def done(request: HttpRequest, what: str) -> HttpResponse:
    """Thank you, and what comes next."""
    if what not in DONE:
        raise Http404
    return render(request, "curating/done.html", {"what": what})
