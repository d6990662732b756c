"""Which standard a feed speaks, and what a page of it holds.

Feeds wrap their services in many ways; what is meant is known from the shape, not from one name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Profile(StrEnum):
    """The standards that we read."""

    UK_1 = "Open Referral UK 1"
    UK_3 = "Open Referral UK 3"
    HSDS_3 = "HSDS 3"
    UNKNOWN = "not said"


LISTS = ("contents", "content", "services", "results", "items", "data", "records")
OF_UK_1 = frozenset({
    "regular_schedules", "eligibilitys", "service_taxonomys", "holiday_schedules", "fundings",
    "deliverable_type", "attending_type", "attending_access", "totalPages", "content",
})  # fmt: skip
OF_HSDS_3 = frozenset({
    "alternate_name", "interpretation_services", "application_process", "fees_description",
    "eligibility_description", "additional_websites", "program", "program_id", "phones",
})  # fmt: skip
OF_UK_3 = frozenset({
    "schedules", "attributes", "funding", "contents", "last_modified", "assurer_email",
    "minimum_age", "total_pages",
})  # fmt: skip
INSIDE = frozenset({
    "service_at_locations", "schedules", "regular_schedules", "contacts", "locations", "attributes",
    "cost_options", "eligibilitys", "service_taxonomys", "languages", "service_areas", "taxonomies",
})  # fmt: skip
"""What a list of services leaves out where it is only a short one."""


@dataclass(frozen=True)
class Page:
    """One page of a feed. None: the feed does not say. `services` may hold anything.

    `next`: the address of the page after this one, where the feed links to it.
    """

    services: tuple[Any, ...]
    number: int | None = None
    pages: int | None = None
    total: int | None = None
    is_first: bool | None = None
    is_last: bool | None = None
    is_wrapped: bool = True
    next: str = ""

    @property
    def is_minimal(self) -> bool:
        """Say whether it lists services without anything that belongs to them."""
        rows = [each for each in self.services if isinstance(each, Mapping)]
        return bool(rows) and not any(each.get(name) for each in rows for name in INSIDE)


def page_of(payload: object) -> Page | None:
    """Return the services of a page, a list, or one service; None: this is no feed of services."""
    if isinstance(payload, list):
        return Page(tuple(payload), is_wrapped=False)
    if not isinstance(payload, Mapping):
        return None
    if one := _one(payload):
        return Page(one, is_wrapped=False)
    for name in LISTS:
        if isinstance(payload.get(name), list):
            return _wrapped(payload, payload[name])
    return None


def _one(payload: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the services where a page is one service, one provider with its own, or one place."""
    if isinstance(payload.get("service"), Mapping) and "location" in payload:
        site = {name: value for name, value in payload.items() if name != "service"}
        return ({**payload["service"], "service_at_locations": [site]},)
    if "id" not in payload or "name" not in payload:
        return ()
    if isinstance(payload.get("services"), list):
        own = {name: value for name, value in payload.items() if name != "services"}
        return tuple(
            {"organization": own, **each} if isinstance(each, Mapping) else each
            for each in payload["services"]
        )
    return (payload,)


def _wrapped(payload: Mapping[str, Any], services: list[Any]) -> Page:
    around: dict[str, Any] = {}
    for name in ("meta", "pagination", "page"):
        if isinstance(payload.get(name), Mapping):
            around |= payload[name]
    around |= payload
    return Page(
        tuple(services),
        number=_count(around, "page_number", "number", "pageNumber", "page", "current_page"),
        pages=_count(around, "total_pages", "totalPages", "page_count", "pageCount", "last_page"),
        total=_count(around, "total_items", "totalElements", "totalItems", "total", "count"),
        is_first=_yes(around, "first", "first_page", "firstPage", "is_first"),
        is_last=_yes(around, "last", "last_page", "lastPage", "is_last"),
        next=_next(around),
    )


def _next(around: Mapping[str, Any]) -> str:
    """Return where a page says that the next one is: as text, or among its links."""
    found: list[Any] = [around.get("next"), around.get("next_page_url"), around.get("nextPage")]
    for links in (around.get("links"), around.get("_links")):
        if isinstance(links, Mapping):
            found.append(links.get("next"))
        elif isinstance(links, list):
            found += [each for each in links
                      if isinstance(each, Mapping) and each.get("rel") == "next"]  # fmt: skip
    said = (each.get("href") if isinstance(each, Mapping) else each for each in found)
    return next((each for each in said if isinstance(each, str) and _is_address(each)), "")


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "/", "?")) and len(text) < 2000


def _count(given: Mapping[str, Any], *names: str) -> int | None:
    for name in names:
        value = given.get(name)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9:
            return value
    return None


def _yes(given: Mapping[str, Any], *names: str) -> bool | None:
    return next((given[name] for name in names if isinstance(given.get(name), bool)), None)


def profile_named(root: object) -> Profile:
    """Return the standard that the root (`/`) of an API names."""
    if not isinstance(root, Mapping):
        return Profile.UNKNOWN
    version = str(root.get("version", ""))[:100]
    major = re.search(r"\d+", version, re.A)
    if major is None or major[0] not in ("1", "2", "3"):
        return Profile.UNKNOWN
    if major[0] != "3":
        return Profile.UK_1
    is_british = "uk" in f"{version} {root.get('profile', '')}".lower()
    return Profile.UK_3 if is_british else Profile.HSDS_3


def profile_of(payload: object) -> Profile:
    """Return the standard that a page seems to speak, from the names in it."""
    page = page_of(payload)
    rows = [each for each in page.services if isinstance(each, Mapping)][:20] if page else []
    names = set(payload) if isinstance(payload, Mapping) else set()
    for row in rows:
        names |= row.keys()
    if names & OF_UK_1:
        return Profile.UK_1
    if names & OF_HSDS_3:
        return Profile.HSDS_3
    return Profile.UK_3 if names & OF_UK_3 else Profile.UNKNOWN
