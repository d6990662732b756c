"""Asks who is there to show again that it is them, and loses nothing that they had sent."""

from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from hearth.web.sign_in import unsent


def ask_again(request: HttpRequest) -> HttpResponse:
    """Send the browser to the way in which this account shows who it is, and then back."""
    back = request.get_full_path()
    if request.method == "POST":
        fields = unsent.fields_of(request)
        account_id = request.session[SESSION_KEY]
        unsent.keep(request, fields=fields, account_id=account_id, signed_out=False)
        back = reverse("unsent")
    return redirect(f"{_way(request)}?{urlencode({'next': back})}")


def _way(request: HttpRequest) -> str:
    """By password or second step; by the outside provider for those who have neither."""
    user = request.user
    if user.is_authenticated and get_reauthentication_flows(user):
        return reverse("account_reauthenticate")
    return reverse("outside-again")
