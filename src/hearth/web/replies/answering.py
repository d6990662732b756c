"""The page behind a link to reply: one question, and one button for each answer.

To look at it changes nothing: what scans mail opens each link before anybody reads it. A link that
opens nothing looks the same whatever the cause.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.introductions.replying import Choice, DoesNotOpen, NotAnAnswer, Question
from hearth.core.introductions.states import State, Teller
from hearth.records.replies.changes import answer
from hearth.records.replies.queries import OpenLink, open_link
from hearth.web.links.door import link_page
from hearth.web.replies.forms import ReplyForm


@link_page(why="answered a question by a link", methods="GET HEAD POST")
def reply(request: HttpRequest, token: str, why: str) -> HttpResponse:  # noqa: ARG001
    """Ask; and once one of the buttons was pressed, say thank you."""
    try:
        if request.method == "POST":
            return _take(request, token)
        return _ask(request, open_link(token, at=timezone.now()))
    except DoesNotOpen:
        return render(request, "replies/nothing.html", status=404)


def _take(request: HttpRequest, token: str) -> HttpResponse:
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _ask(request, open_link(token, at=timezone.now()), form)
    try:
        found, chosen = answer(token=token, at=timezone.now(), **form.cleaned_data)
    except NotAnAnswer as refusal:
        found = open_link(token, at=timezone.now())
        return _ask(request, found, form, problems=refusal.reasons)
    return _thanks(request, found, chosen)


def _ask(
    request: HttpRequest, found: OpenLink, form: ReplyForm | None = None, problems: object = ()
) -> HttpResponse:
    page = _page(found) | {
        "form": form or ReplyForm(),
        "problems": problems,
        "choices": found.asked.choices,
        "asks_places": found.question is Question.CAN_THEY_COME,
    }
    status = 422 if problems or (form and form.errors) else 200
    return render(request, "replies/ask.html", page, status=status)


def _thanks(request: HttpRequest, found: OpenLink, chosen: Choice) -> HttpResponse:
    shown = found.passed_on if chosen.is_coming else []
    page = _page(found) | {"chosen": chosen, "passed_on": shown}
    return render(request, "replies/thanks.html", page)


def _page(found: OpenLink) -> dict[str, object]:
    """What both pages show. Of the person's own question nothing is named: others may look on."""
    to_group = found.asked.asks is Teller.GROUP
    return {
        "heading": found.asked.heading,
        "to_group": to_group,
        "activity_name": found.activity_name if to_group else "",
        "passed_on": found.passed_on,
        "came_on": found.standing.arrived_on if to_group else None,
        "may_wait": found.state is State.WAITING,
    }
