"""Organization: the services that use Hearth, and who runs the activities of the directory."""

from collections.abc import Iterator
from typing import Any

from hearth.fhir.made import Body, Common, Made, Mapper, Version
from hearth.fhir.mappers.codes import OURS, plain
from hearth.fhir.mappers.elements import concept, telecom, without_empty
from hearth.fhir.mappers.published import FIRST, said, ways
from hearth.formats.open_referral import writing
from hearth.records.audit.times import last_of_nobody
from hearth.records.community.queries import organisations
from hearth.records.directory import publishing, since

CODES = "https://fhir.nhs.uk/Id/ods-organization-code"


def _common(stamp: str) -> Common:
    now = str(last_of_nobody())
    return Common(now, _all() if now != stamp else (), all=now != stamp)


def _all() -> Iterator[Made]:
    for row in organisations():
        yield _made(f"organisation-{row.pk}", _ours(row))
    for provider in since.providers().iterator(chunk_size=500):
        yield _made(str(provider.pk), _provider(provider))


def _made(id: str, body: Body) -> Made:
    return Made("Organization", id, (Version(body, FIRST),), is_composite=True)


def _ours(row: Any) -> Body:
    kind = {"system": f"{OURS}:organisation", "code": row.kind, "display": row.get_kind_display()}
    return without_empty(
        {
            "identifier": [{"system": CODES, "value": row.code}] if row.code else [],
            "active": True,
            "type": [concept(row.get_kind_display(), kind)],
            "name": plain(row.name),
            "telecom": telecom(row.telephone),
            "address": [{"text": plain(row.address)}] if row.address else [],
        }
    )


def _provider(row: Any) -> Body:
    shown = writing.organization_of(row.document, publishing.keys_to_publish(row))
    return without_empty(
        {
            "active": True,
            "name": said(shown, "name") or plain(row.name),
            "telecom": ways(dict(shown)),
        }
    )


MAPPER = Mapper("Organization", why="services", common=_common)
