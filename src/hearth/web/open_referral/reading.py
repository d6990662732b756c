"""What each address of the open API answers, from what was asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from hearth.core.words import Refusal
from hearth.records.directory import publishing
from hearth.records.directory.places import where_is
from hearth.web.open_referral import showing
from hearth.web.open_referral.answers import enveloped
from hearth.web.open_referral.parameters import (
    MOST_A_PAGE,
    MOST_MINIMAL,
    USUAL_A_PAGE,
    Unreadable,
)

Values = Mapping[str, Any]
USUAL_METRES = 8_000
"""How far from a postcode, where nobody says: some five miles."""


def services(values: Values) -> Any:
    """Page through services."""
    rows = publishing.services(_asked(values))
    if values.get("minimal"):
        return _page(rows, {"per_page": MOST_MINIMAL, **values}, showing.barely, MOST_MINIMAL)
    return _page(rows, values, _shown(showing.service, values))


def service(key: UUID) -> Any:
    """Show one service."""
    row = publishing.services(publishing.Asked()).select_related("provider").filter(pk=key).first()
    return showing.service(row) if row else None


def sites(values: Values) -> Any:
    """Page through services at their places."""
    return _page(publishing.sites(_asked(values)), values, _shown(showing.site, values))


def site(key: UUID) -> Any:
    """Show one service at one place."""
    rows = publishing.sites(publishing.Asked()).select_related("activity__provider")
    row = rows.filter(key=key).first()
    return showing.site(row) if row else None


def organizations(values: Values) -> Any:
    """Page through organizations."""
    rows = publishing.organizations(values.get("search", ""))
    page, number, size = _rows(rows, values, MOST_A_PAGE)
    contents = showing.organizations(page.rows, values)
    return enveloped(contents, total=page.total, number=number, size=size)


def organization(key: UUID, values: Values) -> Any:
    """Show one organization, with its services."""
    row = publishing.organizations().filter(pk=key).first()
    asked = {"full": True, **values}
    return showing.organizations([row], asked)[0] if row else None


def taxonomies(values: Values) -> Any:
    """Page through taxonomies."""
    return _page(publishing.taxonomies(), values, showing.taxonomy)


def taxonomy(key: UUID) -> Any:
    """Show one taxonomy."""
    row = publishing.taxonomies().filter(pk=key).first()
    return showing.taxonomy(row) if row else None


def terms(values: Values) -> Any:
    """Page through taxonomy terms."""
    return _page(publishing.terms(values.get("taxonomy_id")), values, showing.term)


def term(key: UUID) -> Any:
    """Show one taxonomy term."""
    row = publishing.terms().filter(pk=key).first()
    return showing.term(row) if row else None


def _shown(in_full: Callable[[Any], Any], values: Values) -> Callable[[Any], Any]:
    if values.get("full"):
        return in_full
    return lambda row: showing.summary(in_full(row))


def _page(rows: Any, values: Values, show: Callable[[Any], Any], most: int = MOST_A_PAGE) -> Any:
    page, number, size = _rows(rows, values, most)
    contents = [show(row) for row in page.rows]
    return enveloped(contents, total=page.total, number=number, size=size)


def _rows(rows: Any, values: Values, most: int) -> tuple[publishing.Page, int, int]:
    number, size = values.get("page", 1), values.get("per_page", USUAL_A_PAGE)
    if size > most:
        raise Unreadable([Refusal(f"Give a whole number from 1 to {most}.", "per_page")])
    return publishing.page_of(rows, number=number, size=size), number, size


def _asked(values: Values) -> publishing.Asked:
    asked = publishing.Asked(
        search=values.get("search", ""),
        term=values.get("taxonomy_term_id"),
        taxonomy=values.get("taxonomy_id"),
        organization=values.get("organization_id"),
        minimum_age=values.get("minimum_age"),
        maximum_age=values.get("maximum_age"),
        weekday=values.get("day"),
        opens=values.get("start_time"),
        closes=values.get("end_time"),
        modified_after=values.get("modified_after"),
    )
    if "postcode" not in values:
        return asked
    near = where_is(values["postcode"])
    if near is None:
        raise Unreadable([Refusal("We do not know where this is.", "postcode")])
    return replace(asked, near=near, metres=values.get("proximity", USUAL_METRES))
