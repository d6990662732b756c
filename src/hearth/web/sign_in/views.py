"""The pages of sign-in that say more than allauth's own."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse_lazy

from hearth.web.sign_in.adapters import must_have_second_step

WHY_ENDED = {
    "quiet": "You were quiet for a while. We signed you out to keep your plan safe.",
    "long": "You were signed in for a long time. We signed you out to keep your plan safe.",
}


class SignIn(account.LoginView):
    """Email and password, a passkey, or an outside provider."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            **more,
            why_ended=WHY_ENDED.get(self.request.GET.get("ended", "")),
            next=self.get_next_url() or "",
            provider=settings.OIDC,
            can_reset=bool(settings.EMAIL_HOST),
        )


class SignOut(account.LogoutView):
    """Signs out by a form, not a link, and has the browser forget what pages kept in it."""

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return redirect("/")

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"storage"'
        return response


class ChangePassword(account.PasswordChangeView):
    """A new password ends every other session of the account."""

    success_url = reverse_lazy("mfa_index")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)


class SecondSteps(mfa.IndexView):
    """How this account is kept safe, and what can be added."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        held = super().get_context_data(**more)
        ways = held["authenticators"]
        codes = ways.get("recovery_codes")
        return held | {
            "must": must_have_second_step(self.request.user),
            "has_app": "totp" in ways,
            "passkeys": ways.get("webauthn", []),
            "codes_left": len(codes.get_unused_codes()) if codes else None,
            "has_password": self.request.user.has_usable_password(),
        }


class RemovePasskey(passkeys.RemoveWebAuthnView):
    """Removes a passkey, unless it is the last second step of somebody who must have one."""

    def form_valid(self, form: Any) -> HttpResponse:
        passkey = self.get_object()
        if not get_adapter().can_delete_authenticator(passkey):
            return self.render_to_response(self.get_context_data(kept=True))
        return super().form_valid(form)


def to_second_steps(_request: HttpRequest) -> HttpResponseRedirect:
    """There is one page for all ways of the second step."""
    return redirect("mfa_index")


def stay(_request: HttpRequest) -> HttpResponse:
    """Take note that somebody is still there, while they type or read one long page."""
    return HttpResponse(status=204)
