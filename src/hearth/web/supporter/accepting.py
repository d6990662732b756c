"""A supporter takes up an invitation, with a sign-in of their own."""

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.words import Refused
from hearth.records.people.accounts import open_account
from hearth.records.people.supporters import accept, invitation_for
from hearth.web.door import open_page
from hearth.web.entry_form import add_refusals
from hearth.web.sign_in import sessions
from hearth.web.supporter.forms import CodeForm, NewAccountForm

CODE = "invitation_code"


@open_page
def code(request: HttpRequest) -> HttpResponse:
    """Type the code. It says for whom it is only when it is right."""
    form = CodeForm(request.POST or None)
    form.use_required_attribute = False
    if request.method == "POST" and form.is_valid():
        try:
            invitation_for(form.cleaned_data["code"], at=timezone.now())
            request.session[CODE] = form.cleaned_data["code"]
            return redirect("accept-invitation")
        except Refused as refusal:
            form.add_error("code", refusal.reasons[0].words)
    page = {"form": form}
    return render(request, "supporter/code.html", page, status=422 if form.errors else 200)


@open_page
def take_up(request: HttpRequest) -> HttpResponse:
    """Accept with the sign-in at hand, or open one."""
    given, at = request.session.get(CODE, ""), timezone.now()
    try:
        invitation = invitation_for(given, at=at)
    except Refused:
        return redirect("invitation")
    form = _sign_in_form(request, invitation.name)
    if request.method == "POST" and form.is_valid():
        try:
            return _accept(request, form, given)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = {"form": form, "invitation": invitation, "called": invitation.person.name.called}
    return render(request, "supporter/accept.html", page, status=422 if form.errors else 200)


def _sign_in_form(request: HttpRequest, name: str) -> forms.Form:
    """Ask for a sign-in of one's own, unless there is one at hand."""
    given = request.POST if request.method == "POST" else None
    if request.user.is_authenticated:
        return forms.Form(given)
    return NewAccountForm(given, initial={"full_name": name})


@transaction.atomic
def _accept(request: HttpRequest, form: forms.Form, given: str) -> HttpResponse:
    at = timezone.now()
    account = request.user
    if not account.is_authenticated:
        account = open_account(**form.cleaned_data, by=None, at=at)
    row = accept(code=given, by=account, at=at)
    request.session.pop(CODE, None)
    if not request.user.is_authenticated:
        sessions.start(request, account)
    return redirect("what-i-see", row.person_id)
