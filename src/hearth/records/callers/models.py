"""Apps that call Hearth, who allowed them, and the tokens they carry: never in clear.

The tables of django-oauth-toolkit, with what Hearth adds: whose plan, who allowed it, until when.
"""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from oauth2_provider.models import (
    AbstractAccessToken,
    AbstractApplication,
    AbstractGrant,
    AbstractIDToken,
    AbstractRefreshToken,
)

from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class HashedField(models.CharField):  # type: ignore[type-arg]
    """Keeps only the hash of what is put in, and is searched with what was put in."""

    def get_prep_value(self, value: Any) -> Any:
        return value and sha256(str(value).encode()).hexdigest()


class App(AbstractApplication):
    """Other software that may ask. `may_ask` is the most that it can be given.

    `machine` is the account of a backend service: it holds a post, like a colleague.
    """

    SENSITIVE = ("client_secret",)

    about = models.CharField(max_length=300, blank=True)
    maker = models.CharField(max_length=200, blank=True)
    may_ask = models.TextField(blank=True)
    launch_uri = models.CharField(max_length=500, blank=True)
    jwks = models.TextField(blank=True)
    jwks_uri = models.CharField(max_length=500, blank=True)
    machine = models.OneToOneField(
        ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="app"
    )
    has_secret = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractApplication.Meta):
        abstract = False

    def is_usable(self, request: Any) -> bool:  # noqa: ARG002  the toolkit asks with a request
        """Say whether this app may ask at all."""
        return self.stopped_at is None


class Allowing(models.Model):
    """One account let one app in: to one person's plan, or to all that the account may see.

    `sign_in` is the account's sign-in as it was then: a new password ends what was allowed before.
    """

    SENSITIVE = ("sign_in",)

    app = models.ForeignKey(App, on_delete=models.PROTECT, related_name="allowings")
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="allowings")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="allowings"
    )
    scopes = models.TextField()
    sign_in = models.CharField(max_length=128, blank=True)
    stays = models.BooleanField(default=False)
    allowed_at = models.DateTimeField()
    until = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "ended_at"]),
            models.Index(fields=["account", "ended_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.app} for {self.account}"


class Grant(AbstractGrant):
    """A code on its way to an app: used once, for one minute."""

    SENSITIVE = ("code",)

    code = HashedField(max_length=255, unique=True)
    allowing = models.ForeignKey(Allowing, null=True, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True)

    class Meta(AbstractGrant.Meta):
        abstract = False


class AccessToken(AbstractAccessToken):
    """What an app shows with each request. `user` is whose sign-in it carries, also a machine's."""

    SENSITIVE = ("token", "token_checksum")

    allowing = models.ForeignKey(Allowing, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(AbstractAccessToken.Meta):
        abstract = False


class RefreshToken(AbstractRefreshToken):
    """What an app shows to be given the next access token; used once."""

    SENSITIVE = ("token", "token_checksum")

    allowing = models.ForeignKey(Allowing, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(AbstractRefreshToken.Meta):
        abstract = False


class IDToken(AbstractIDToken):
    """That an app was told who signed in."""

    class Meta(AbstractIDToken.Meta):
        abstract = False


class Launch(models.Model):
    """Someone opens an app from a person's page: the app brings this key back once."""

    SENSITIVE = ("key",)

    key = HashedField(max_length=255, unique=True)
    app = models.ForeignKey(App, on_delete=models.PROTECT, related_name="launches")
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.app} from the page of {self.person_id}"


class SeenAssertion(models.Model):
    """A signed proof that an app showed once. It opens nothing a second time."""

    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="+")
    jti = HashedField(max_length=255)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["app", "jti"], name="one_use_of_an_assertion")
        ]

    def __str__(self) -> str:
        return f"{self.app} until {self.ends_at}"
