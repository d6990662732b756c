"""PractitionerRole: each post of those who read plans at work."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from hearth.fhir.made import Body, Common, Made, Mapper, Version
from hearth.fhir.mappers.elements import concept, period, refers
from hearth.fhir.mappers.published import FIRST
from hearth.fhir.mappers.staff_stamp import staff_now
from hearth.records.community.listed import posts_listed


def _common(stamp: str) -> Common:
    now = staff_now()
    return Common(now, _all() if now != stamp else (), all=now != stamp)


def _all() -> Iterator[Made]:
    for post in posts_listed(on=timezone.localdate()):
        version = Version(_body(post), FIRST)
        yield Made("PractitionerRole", f"post-{post.pk}", (version,), is_composite=True)


def _body(post: Any) -> Body:
    place, account = post.organisation, post.account
    return {
        "active": True,
        "period": period(post.starts, post.ends),
        "practitioner": refers("Practitioner", f"practitioner-{account.pk}", account.full_name),
        "organization": refers("Organization", f"organisation-{place.pk}", place.name),
        "code": [concept(post.job_title)],
    }


MAPPER = Mapper("PractitionerRole", why="who works here", common=_common)
