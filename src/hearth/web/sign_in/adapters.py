"""How allauth behaves here, and the words that it says."""

import base64
import hashlib
from time import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from hearth.records.access.queries import posts_of

LAST_ONE = "Staff need a second step. Add another way before you remove this one."
WRONG_CODE = "That code is not right. Wait for the next one, and try that."
TOO_MANY = "You have tried too many times. Wait 15 minutes, then try again."
FRESH_SECONDS = 5 * 60
SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class AccountAdapter(DefaultAccountAdapter):
    """Nobody opens their own account: an invitation does, or an administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # The same words whether the email or the password is wrong: a guess learns nothing.
        "email_password_mismatch": "The email or the password is not right. Check both.",
        "enter_current_password": "That is not your password now.",
        "incorrect_password": "That is not your password.",
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, **_what: Any) -> bool:
        """Ask for the password again only when the last time was more than a few minutes ago."""
        said = get_authentication_records(self.request, self.request.user)
        return not said or time() - said[-1]["at"] > FRESH_SECONDS

    def add_message(self, request: HttpRequest, level: int, *args: Any, **words: Any) -> None:
        """Leave out allauth's notices of what the next page shows anyway; keep problems."""
        if words.get("message"):
            super().add_message(request, level, *args, **words)


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step: secrets are kept encrypted, and staff keep at least one way."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": LAST_ONE,
    }

    def encrypt(self, text: str) -> str:
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _lock().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to take the last second step away from somebody who must have one."""
        if authenticator.type not in SECOND_STEPS or not must_have_second_step(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND_STEPS)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}" if count else "My passkey"


def must_have_second_step(account: Any) -> bool:
    """Say whether this account is one of staff, outside a demo."""
    return not settings.DEMO and bool(posts_of(account, on=timezone.localdate()))


def _lock() -> MultiFernet:
    """Return what locks secrets: made from the secret key, opened by older ones as well."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(secret))) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"second step:" + secret.encode()).digest())
