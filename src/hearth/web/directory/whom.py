"""For whom somebody looks: `?for=` names a person, and tells nothing to who may not open them.

The name comes only through the door. Whatever is wrong with the address, or with who opens it, the
page is the one that everybody gets.
"""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from hearth.core.access import Action, Role
from hearth.core.words import Section
from hearth.records.access.door import NotAllowed, NotVisible, Record, open_record
from hearth.web.door import account_of

NAME = "for"


@dataclass(frozen=True)
class Whom:
    """The person for whom something is looked for, by who may put them in touch with it."""

    record: Record

    @property
    def pk(self) -> UUID:
        return self.record.person.pk

    @property
    def called(self) -> str:
        return self.record.person.name.called

    @property
    def is_me(self) -> bool:
        return self.record.role is Role.PERSON

    @property
    def may_write(self) -> bool:
        return self.record.may(Action.WRITE, Section.COMMUNITY)


def whom(request: HttpRequest) -> Whom | None:
    """Return for whom this is; None for everybody else, and for who may not put them in touch."""
    key = _key(request.GET.get(NAME, ""))
    if key is None or not request.user.is_authenticated:
        return None
    try:
        record = open_record(
            key, by=account_of(request), at=timezone.now(), why="looked for something near",
            action=Action.INTRODUCE,
        )  # fmt: skip
    except (NotVisible, NotAllowed):
        return None
    if not record.may(Action.INTRODUCE, Section.COMMUNITY):
        return None
    return Whom(record)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def kept_apart(answer: HttpResponse, found: Whom | None) -> HttpResponse:
    """A page that names somebody is kept by no cache; the page for everybody may be."""
    if found is not None:
        add_never_cache_headers(answer)
    return answer
