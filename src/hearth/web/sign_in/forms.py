"""The forms of sign-in: allauth's, in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as code
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from django import forms

NEW_PASSWORD_HINT = "Use 10 letters or more. Three words that do not belong together work well."
GIVE_PASSWORD = "Give your password."
GIVE_EMAIL = "Give your email, like name@example.com."
CODE_HINT = "Your app shows 6 numbers. A recovery code works too."
NUMBERS = {"inputmode": "numeric", "class": "nhsuk-input--width-10"}
GIVE_CODE = "Give the code."


def _say(field: forms.Field, label: str, *, missing: str, hint: str = "", wrong: str = "") -> None:
    """Give a field our words. Grey words inside a box vanish while one types: none are used."""
    field.label, field.help_text = label, hint
    field.error_messages |= {"required": missing, "invalid": wrong or missing}
    field.widget.attrs.pop("placeholder", None)


class SignInForm(account.LoginForm):
    """Email and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], "Email", missing=GIVE_EMAIL)
        _say(self.fields["password"], "Password", missing=GIVE_PASSWORD)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ConfirmPasswordForm(account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], "Password", missing=GIVE_PASSWORD)


class ChangePasswordForm(account.ChangePasswordForm):
    """The password now, and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _say(self.fields["oldpassword"], "Your password now", missing=GIVE_PASSWORD)
        _say_new_password(self.fields["password1"])


class ForgottenPasswordForm(account.ResetPasswordForm):
    """The email to send a link to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["email"], "Email", missing=GIVE_EMAIL)


class NewPasswordForm(account.ResetPasswordKeyForm):
    """A new password in the place of a forgotten one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _say_new_password(self.fields["password1"])


class FewTries(forms.Form):
    """Six wrong codes in 15 minutes, and there are no more. Six digits are quickly guessed."""

    user: Any

    def clean_code(self) -> str:
        key = f"second-step-{self.user.pk}"
        if not ratelimit.consume(context.request, action="second_step", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        typed = super().clean_code()  # type: ignore[misc]
        ratelimit.clear(context.request, action="second_step", key=key)
        return typed


class CodeForm(FewTries, code.AuthenticateForm):
    """The second step of signing in: a code from the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self.fields["code"])


class ConfirmCodeForm(FewTries, code.ReauthenticateForm):
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self.fields["code"])


class AppForm(app.ActivateTOTPForm):
    """The first code, which shows that the app works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], "Code from your app", missing=GIVE_CODE, hint="It has 6 numbers.")
        self.fields["code"].widget.attrs |= NUMBERS


class PasskeyForm(passkey.AddWebAuthnForm):
    """A name for a passkey. Each one can sign in on its own, so that box is always ticked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["name"], "Name of this passkey", missing="", hint="Such as: my phone.")
        _say(self.fields["credential"], "Passkey", missing="The passkey was not made. Try again.")


class PasskeyNameForm(passkey.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["name"], "Name of this passkey", missing="Give the passkey a name.")


def _say_new_password(field: forms.Field) -> None:
    _say(field, "New password", missing="Give a new password.", hint=NEW_PASSWORD_HINT)


def _say_code(field: forms.Field) -> None:
    _say(field, "Code", missing=GIVE_CODE, hint=CODE_HINT)
    field.widget.attrs |= NUMBERS
