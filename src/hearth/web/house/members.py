"""The steering group: who sits in it, in which voice, and who answers for which part."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.assessing import Voice
from hearth.core.house.parts import MEANS, NAMES, Part
from hearth.core.words import Refusal, Refused
from hearth.records.house import changes, queries
from hearth.records.house.sight import Sight
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_context, house_page
from hearth.web.practitioner.forms import PlainForm, line

NOBODY = ""


class SeatForm(PlainForm):
    """Who gets a seat, and in which voice they speak."""

    who = line(
        "Who?",
        "The e-mail address with which they sign in, or the full name of someone who works here.",
    )
    voice = forms.ChoiceField(
        label="In which voice do they speak?",
        choices=[(each.value, each.value) for each in Voice],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose in which voice they speak."},
    )

    def clean_who(self) -> str:
        """An empty line is told at once, beside a voice that is not chosen."""
        who: str = self.cleaned_data["who"]
        if not who:
            raise forms.ValidationError("Say who gets the seat.")
        return who


@house_page(HouseAction.SEE_HOUSE)
def members(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Who sits in the steering group."""
    return _listing(request, sight, SeatForm())


@house_page(HouseAction.CHOOSE_MEMBERS, methods="POST")
def give(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Give somebody a seat."""
    form = SeatForm(request.POST)
    if form.is_valid():
        try:
            account = _account(sight, form.cleaned_data["who"])
            changes.give_seat(
                community=sight.community, to=account, voice=Voice(form.cleaned_data["voice"]),
                by=sight.account, at=timezone.now(),
            )  # fmt: skip
            messages.success(request, f"{account.full_name} has a seat.")
            return redirect("house-members")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    return _listing(request, sight, form)


def _account(sight: Sight, who: str) -> Any:
    """Find who is meant: by e-mail, or by the full name of a colleague."""
    found = queries.who_could_sit(sight.community, who, on=timezone.localdate())
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused([Refusal("More than one has this name. Use their e-mail address.", "who")])
    raise Refused([Refusal("Nobody here signs in with this. Check how it is written.", "who")])


def _listing(request: HttpRequest, sight: Sight, form: SeatForm) -> HttpResponse:
    seats = queries.members_of(sight.community, timezone.localdate())
    page = house_context(request, sight) | {
        "voices": [(voice, [s for s in seats if s.voice == voice]) for voice in Voice],
        "form": form,
        "chooses": sight.may(HouseAction.CHOOSE_MEMBERS),
    }
    return render(request, "house/members.html", page, status=422 if form.errors else 200)


@house_page(HouseAction.CHOOSE_MEMBERS, methods="GET POST")
def end(request: HttpRequest, sight: Sight, pk: int) -> HttpResponse:
    """End a seat, after a second look."""
    seats = queries.members_of(sight.community, timezone.localdate())
    seat = next((each for each in seats if each.pk == pk), None)
    if seat is None:
        raise Http404
    if request.method == "POST":
        changes.end_seat(seat=seat, by=sight.account, at=timezone.now())
        messages.success(request, f"The seat of {seat.account.full_name} has ended.")
        return redirect("house-members")
    return render(request, "house/seat_end.html", house_context(request, sight) | {"seat": seat})


class KeepersForm(PlainForm):
    """Who answers for each part: one of the steering group, or nobody."""

    def __init__(self, data: Any = None, *, seats: list[Any], **options: Any) -> None:
        super().__init__(data, **options)
        people = [(str(seat.account_id), seat.account.full_name) for seat in seats]
        for part in Part:
            self.fields[part.value] = forms.ChoiceField(
                label=f"{NAMES[part]}: {MEANS[part].lower()}",
                choices=[(NOBODY, "Nobody"), *people],
                required=False,
            )


@house_page(HouseAction.CHOOSE_MEMBERS, methods="GET POST")
def keepers(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Say who answers for each part."""
    seats = queries.members_of(sight.community, timezone.localdate())
    held = {part.value: str(row.account_id) for part, row in _kept(sight).items()}
    form = KeepersForm(
        request.POST if request.method == "POST" else None, seats=seats, initial=held
    )
    if request.method == "POST" and form.is_valid():
        accounts = {str(seat.account_id): seat.account for seat in seats}
        for name in form.changed_data:
            _say(sight, Part(name), accounts.get(form.cleaned_data[name]))
        messages.success(request, "Kept.")
        return redirect("house")
    page = house_context(request, sight) | {"form": form, "seats": seats}
    return render(request, "house/keepers.html", page, status=422 if form.errors else 200)


def _kept(sight: Sight) -> dict[Part, Any]:
    return queries.keepers_of(sight.community)


def _say(sight: Sight, part: Part, account: Any) -> None:
    to: dict[str, Any] = {"community": sight.community, "part": part, "by": sight.account}
    to["at"] = timezone.now()
    if account is None:
        changes.stop_answering_for(**to)
    else:
        changes.let_answer_for(account=account, **to)
