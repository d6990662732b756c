"""Read one exact version, and sign it: as key worker, or for a service."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.agreement import Answer
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.plans.changes.signing import sign_as_asked
from hearth.records.plans.queries.signing import request_of
from hearth.records.plans.queries.versions import VersionStanding, last_version, shown_code
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.plan.loading import version_or_404, version_reading
from hearth.web.practitioner.forms import require_same_person
from hearth.web.signing.forms import SignForm

THANKS = {
    Answer.AGREED: "Thank you. You have signed.",
    Answer.WITH_DIFFERENCE: "Thank you. You have signed, and the plan says what you see.",
    Answer.NOT_AGREED: "Thank you. The plan says why you did not sign, and what would help.",
}


@person_page(Action.SIGN, why="read the plan to sign it", methods="GET POST")
def sign(request: HttpRequest, record: Record, number: int) -> HttpResponse:
    """The version as this signer may see it, with the answer below it."""
    held = version_or_404(record, number)
    asked = request_of(record, held.version, on=timezone.localdate())
    if asked is None:
        raise Http404
    form = SignForm(request.POST or None)
    status = 200
    if request.method == "POST":
        require_same_person(request, record)
        if form.is_valid() and _signs(request, record, held, form):
            return redirect("waiting-to-sign")
        status = 422
    page = {
        "plan": version_reading(record, held),
        "asked": asked,
        "is_newest": _is_newest(record, held),
        "shown_code": shown_code(record, held.version),
        "form": form,
    }
    return render(
        request, "signing/sign.html", person_context(record, request) | page, status=status
    )


def _signs(request: HttpRequest, record: Record, held: VersionStanding, form: SignForm) -> bool:
    reply = form.reply()
    try:
        sign_as_asked(
            record=record,
            version=held.version,
            code=request.POST.get("shown", ""),
            reply=reply,
            by=record.account,
            at=timezone.now(),
        )
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return False
    messages.success(request, THANKS[reply.answer])
    return True


def _is_newest(record: Record, held: VersionStanding) -> bool:
    newest = last_version(record)
    return newest is not None and newest.pk == held.version.pk
