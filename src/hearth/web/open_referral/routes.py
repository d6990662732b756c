"""Every address of the open API, in one table: the addresses and their description come from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hearth.web.open_referral import parameters as p
from hearth.web.open_referral import reading


@dataclass(frozen=True)
class Route:
    """One list of things, and each thing of it by its id. `schema`: what the thing is called.

    `page` answers the list, and `one` a single thing, with the values of `of_one` where it has any.
    """

    path: str
    schema: str
    operation: str
    words: str
    page: Callable[..., Any]
    one: Callable[..., Any]
    of_list: tuple[p.Parameter, ...] = p.PAGING
    of_one: tuple[p.Parameter, ...] = ()
    in_list: str = ""


ROUTES = (
    Route(
        "services", "service", "Services", "services",
        reading.services, reading.service, p.OF_SERVICES, in_list="service_list",
    ),
    Route(
        "service_at_locations", "service_at_location", "ServiceAtLocations",
        "services, each at one of its places",
        reading.sites, reading.site, p.OF_SITES, in_list="service_at_location_list",
    ),
    Route(
        "organizations", "organization", "Organizations", "organizations that run services",
        reading.organizations, reading.organization,
        p.OF_ORGANIZATIONS, (p.FULL_SERVICE,), "organization_list",
    ),
    Route(
        "taxonomies", "taxonomy", "Taxonomies", "taxonomies under which services are filed",
        reading.taxonomies, reading.taxonomy,
    ),
    Route(
        "taxonomy_terms", "taxonomy_term", "TaxonomyTerms", "terms under which services are filed",
        reading.terms, reading.term, (*p.PAGING, p.TAXONOMY),
    ),
)  # fmt: skip
