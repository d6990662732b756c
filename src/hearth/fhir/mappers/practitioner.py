"""Practitioner: those who read plans at work, by name alone."""

from collections.abc import Iterator

from django.utils import timezone

from hearth.fhir.made import Common, Made, Mapper, Version
from hearth.fhir.mappers.codes import plain
from hearth.fhir.mappers.published import FIRST
from hearth.fhir.mappers.staff_stamp import staff_now
from hearth.records.community.listed import posts_listed


def _common(stamp: str) -> Common:
    now = staff_now()
    return Common(now, _all() if now != stamp else (), all=now != stamp)


def _all() -> Iterator[Made]:
    accounts = {post.account_id: post.account for post in posts_listed(on=timezone.localdate())}
    for pk, account in accounts.items():
        body = {"active": True, "name": [{"text": plain(account.full_name)}]}
        version = Version(body, FIRST)
        yield Made("Practitioner", f"practitioner-{pk}", (version,), is_composite=True)


MAPPER = Mapper("Practitioner", why="who works here", common=_common)
