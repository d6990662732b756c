"""The person makes a health link, and ends it. How one opens: `opening.py`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from hearth.core.access import Action
from hearth.core.codes import hashed
from hearth.core.health_links import flags, health_link_problems
from hearth.core.words import Refused, Section
from hearth.records.access.door import Record
from hearth.records.health_links.keys import new_secret, wrapped
from hearth.records.health_links.models import HealthLink
from hearth.records.people.models import Account


class CannotMakeHealthLink(Refused):
    """The link lacks something."""


@dataclass(frozen=True)
class Secrets:
    """What is shown once and never kept: the id in the address, and the key of the files."""

    id: str
    key: str
    flag: str


@transaction.atomic
def make_health_link(
    *,
    record: Record,
    label: str,
    sections: Collection[Section],
    ends_at: datetime,
    most_uses: int | None,
    by: Account,
    at: datetime,
    passcode: str = "",
) -> tuple[HealthLink, Secrets]:
    """Make a link. Returns its row, and the secrets to show once."""
    record.require(Action.SHARE)
    if problems := health_link_problems(
        label=label, sections=sections, passcode=passcode, ends_at=ends_at, most_uses=most_uses,
        at=at,
    ):  # fmt: skip
        raise CannotMakeHealthLink(problems)
    assert most_uses is not None
    link_id, key = new_secret(), new_secret()
    row = HealthLink.objects.create(
        person=record.person,
        label=label.strip(),
        sections=sorted(section.value for section in sections),
        id_hash=hashed(link_id),
        wrapped_key=wrapped(key, link_id=link_id),
        passcode_hash=make_password(passcode) if passcode else "",
        ends_at=ends_at,
        most_uses=most_uses,
        made_at=at,
        made_by=by,
    )
    record.note("made a health link", at=at, what=f"number {row.pk}")
    flag = flags(has_passcode=bool(passcode), opens_again=most_uses > 1)
    return row, Secrets(link_id, key, flag)


@transaction.atomic
def end_health_link(*, record: Record, link: HealthLink, by: Account, at: datetime) -> None:
    """End a link: the next request for anything behind it opens nothing."""
    record.require(Action.SHARE)
    record.require_own(link)
    open_now = HealthLink.objects.filter(pk=link.pk, ended_at__isnull=True)
    if open_now.update(ended_at=at, ended_by=by):
        record.note("ended a health link", at=at, what=f"number {link.pk}")
