"""Somebody is asked whether an app may see a plan: which app, whose plan, what, and how long."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from hearth.core.access import Role
from hearth.core.smart import Offer, chosen, write_scope
from hearth.fhir.smart.addresses import fhir_of, issuer_of
from hearth.fhir.smart.asking import Ask, CannotAsk, UnknownApp, read_ask
from hearth.fhir.smart.deciding import can_be_given, other_scopes
from hearth.records.access.door import Record, open_record
from hearth.records.access.queries import own_person_id
from hearth.records.callers import changes
from hearth.web.apps.forms import AllowForm
from hearth.web.apps.whose import Choose, found, whose
from hearth.web.door import Policy, account_of
from hearth.web.plan.forms import require_same_person
from hearth.web.sign_in.fresh import MustConfirm, is_fresh

WHY = "was asked to let an app in"
DECISION = "decision"


def authorize(request: HttpRequest) -> HttpResponse:
    """An app sends the browser here, by GET or by POST; only our own form carries a decision."""
    if request.method == "POST" and DECISION not in request.POST:
        # A form of another site brings no cookie of ours: the browser asks again, as from a link.
        return HttpResponseRedirect(f"{reverse('authorize')}?{request.POST.urlencode()}")
    answer: HttpResponse = _asked(request)
    return answer


authorize.csrf_exempt = True  # type: ignore[attr-defined]
authorize.policy = Policy("signed in")  # type: ignore[attr-defined]


@never_cache
@csrf_protect
def _asked(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "POST", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, POST"})
    try:
        ask = read_ask(request.GET, issuer=issuer_of(request), fhir=fhir_of(request))
        return login_required(_page)(request, ask)
    except UnknownApp as unknown:
        return render(request, "apps/unknown.html", {"reasons": unknown.reasons}, status=400)
    except CannotAsk as wrong:
        return HttpResponseRedirect(wrong.address)


def _page(request: HttpRequest, ask: Ask) -> HttpResponse:
    by, at = account_of(request), timezone.now()
    person_id = whose(ask, by=by, named=request.GET.get("person", ""), at=at)
    if isinstance(person_id, Choose):
        return _choose(request, ask, person_id)
    if person_id and own_person_id(by) == person_id and not is_fresh(request):
        raise MustConfirm
    record = open_record(person_id, by=by, at=at, why=WHY) if person_id else None
    offered = can_be_given(ask.scope, ask.app.may_ask, record, by, at)
    others = other_scopes(ask.scope, ask.app.may_ask)
    if not offered and "openid" not in others:
        raise ask.refused("invalid_scope", "nothing of this can be given")
    form = AllowForm(offered, request.POST or None, stays="offline_access" in others)
    if request.method == "POST" and (answer := _decided(request, ask, record, form, offered)):
        return answer
    return _shown(request, ask, record, form)


def _choose(request: HttpRequest, ask: Ask, choose: Choose) -> HttpResponse:
    sent = [(name, value) for name, value in request.GET.items() if name not in ("q", "person")]
    words = request.GET.get("q", "").strip()[:200]
    rows = found(account_of(request), words, at=timezone.now()) if choose.is_staff else []
    page = {"ask": ask, "choose": choose, "sent": sent, "q": words, "rows": rows}
    return render(request, "apps/whose.html", page | {"here": _address(request)})


def _address(request: HttpRequest) -> str:
    """This page without a person, so that one can be added to it."""
    asked = request.GET.copy()
    asked.pop("person", None)
    asked.pop("q", None)
    return f"{request.path}?{asked.urlencode()}"


def _shown(request: HttpRequest, ask: Ask, record: Record | None, form: AllowForm) -> HttpResponse:
    role = record.role if record else None
    page = {
        "ask": ask,
        "form": form,
        "record": record,
        "person": record.person if record else None,
        "is_own": role is Role.PERSON,
        "is_supporter": role is Role.SUPPORTER,
        "host": urlsplit(ask.redirect_uri).netloc,
        "tells_who": "openid" in ask.scope.split(),
    }
    answer = render(request, "apps/allow.html", page, status=422 if form.errors else 200)
    # Chrome holds the place where a form's answer leads to this, too.
    parts = urlsplit(ask.redirect_uri)
    answer._csp_update = {"form-action": [f"{parts.scheme}://{parts.netloc}"]}  # type: ignore[attr-defined]
    return answer


def _decided(
    request: HttpRequest,
    ask: Ask,
    record: Record | None,
    form: AllowForm,
    offered: Sequence[Offer],
) -> HttpResponse | None:
    """Send the browser back with a code or with a no; None shows the form again."""
    by, at = account_of(request), timezone.now()
    if record:
        require_same_person(request, record)
    if request.POST[DECISION] != "yes":
        changes.refuse(app=ask.app, record=record, by=by, at=at)
        return HttpResponseRedirect(
            ask.back(error="access_denied", error_description="They said no")
        )
    if not form.is_valid():
        return None
    scopes = chosen(offered, form.cleaned_data.get("parts", ()))
    return HttpResponseRedirect(ask.back(code=_code(ask, record, form, scopes, by, at)))


def _code(
    ask: Ask, record: Record | None, form: AllowForm, scopes: Any, by: Any, at: datetime
) -> str:
    others = other_scopes(ask.scope, ask.app.may_ask)
    allowing = changes.allow(
        app=ask.app,
        record=record,
        scopes=" ".join([*map(write_scope, scopes), *others]),
        until=form.ends(at, online="online_access" in others),
        stays=form.stays,
        by=by,
        at=at,
    )
    if ask.launch:
        changes.use_launch(ask.launch, app=ask.app, by=by, at=at)
    return changes.give_code(
        allowing=allowing,
        redirect_uri=ask.redirect_uri,
        challenge=ask.challenge,
        nonce=ask.nonce,
        at=at,
    )
