"""How a view gets at a person: it names its policy, and is handed the record that the door opened.

Each address has a policy: `person_page` (through the door), `staff_page` (a list narrowed by where
one works), `signed_in_page` or `open_page`. A test fails for a view that has none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hearth.core.access import Action, Role
from hearth.records.access.door import NotAllowed, open_record
from hearth.records.access.queries import own_person_id, posts_of
from hearth.web.once import once
from hearth.web.sign_in.fresh import ASKS_AGAIN, MustConfirm, is_fresh

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Policy:
    """What an address asks of who opens it."""

    who: str
    action: Action | None = None
    why: str = ""


def account_of(request: HttpRequest) -> Any:
    """Return the account that is signed in; each page that asks has made sure of one."""
    return request.user


def person_page(
    action: Action = Action.READ, *, why: str, methods: str = "GET"
) -> Callable[[View], View]:
    """A page about one person: `view(request, record, **more)`. `why` is for who looked.

    `action` guards the whole page; changes made from it ask the rule again. Some actions on one's
    own record ask for the password again when the sign-in is not fresh.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, person_id: UUID, **more: Any) -> HttpResponse:
            _must_be_fresh(request, person_id, action)
            record = open_record(
                person_id, by=account_of(request), at=timezone.now(), why=why, action=action
            )
            return view(request, record, **more)

        return guard(opened, Policy("person", action, why), methods)

    return wrap


def _must_be_fresh(request: HttpRequest, person_id: UUID, action: Action) -> None:
    """Raise MustConfirm where somebody else may have sat down at the person's open page."""
    if action not in ASKS_AGAIN or is_fresh(request):
        return
    if own_person_id(account_of(request)) == person_id:
        raise MustConfirm


def staff_page(*roles: Role, methods: str = "GET") -> Callable[[View], View]:
    """A page for staff in these roles (any, when none is named): `view(request, posts, **more)`."""

    def wrap(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, **more: Any) -> HttpResponse:
            posts = posts_of(account_of(request), on=timezone.localdate())
            held = [
                post for post in posts if not roles or post.role in {role.value for role in roles}
            ]
            if not held:
                raise NotAllowed("This page is for staff.")
            return view(request, held, **more)

        return guard(opened, Policy("staff"), methods)

    return wrap


def signed_in_page(view: View) -> View:
    """A page for anyone who is signed in; it shows nothing of anyone else."""
    return guard(view, Policy("signed in"), "GET POST")


def open_page(view: View) -> View:
    """A page for everyone; it holds nothing about anyone."""
    return _named(view, Policy("everyone"))


def guard(view: View, policy: Policy, methods: str) -> View:
    guarded = never_cache(login_required(require_http_methods(methods.split())(once(view))))
    return _named(guarded, policy)


def _named(view: Any, policy: Policy) -> View:
    view.policy = policy
    named: View = view
    return named
