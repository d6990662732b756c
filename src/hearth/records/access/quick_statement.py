"""The statement by which all facts of the door are read at once, on both engines."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from hearth.core.access import SHARED_WITH
from hearth.records.access.raw_rows import columns
from hearth.records.people.models import Account, Death, Person


def read(ids: list[UUID], by: Account) -> list[Sequence[Any]]:
    """Read the facts of these people, as far as they concern one account: a row for each."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        wanted = [each.hex if is_sqlite else each for each in ids]
        cursor.execute(_statement(len(ids), is_sqlite), [*[by.pk] * ACCOUNTS, *wanted])
        return list(cursor.fetchall())


POST = "post.role, post.job_title, post.starts, post.ends, place.id, place.name"
WORK = "(community_post post JOIN community_organisation place ON place.id = post.organisation_id)"
ROLES = ", ".join(f"'{role.value}'" for role in sorted(SHARED_WITH))
LISTS = (
    """SELECT {list}(help.id, help.relationship, help.authority, {json}(help.sections),
        {json}(help.actions), help.until, help.accepted_at))
        FROM people_supporter help WHERE help.person_id = person.id AND help.account_id = %s
        AND help.accepted_at IS NOT NULL AND help.ended_at IS NULL""",
    f"""SELECT {{list}}(post.id, part.id, {POST}, part.starts, part.ends))
        FROM access_involvement part JOIN {WORK} ON post.organisation_id = part.organisation_id
        WHERE part.person_id = person.id AND post.account_id = %s""",
    f"""SELECT {{list}}(post.id, share.id, {{json}}(share.sections), share.shared_at, share.until,
        {POST})) FROM access_share share JOIN {WORK}
        ON (share.post_id = post.id OR share.organisation_id = post.organisation_id)
        WHERE share.person_id = person.id AND share.ended_at IS NULL AND post.account_id = %s
        AND post.role IN ({ROLES})""",
    f"""SELECT {{list}}(glass.id, 0, glass.starts_at, glass.ends_at, {POST}))
        FROM access_brokenglass glass JOIN {WORK} ON post.id = glass.post_id
        WHERE glass.person_id = person.id AND glass.account_id = %s""",
    f"""SELECT {{list}}(look.id, 0, look.opens_at, look.until, {POST}))
        FROM access_qualitylook look JOIN {WORK} ON post.id = look.post_id
        WHERE look.person_id = person.id AND look.ended_at IS NULL AND post.account_id = %s""",
    """SELECT {list}(seal.id, 0, seal.kind, seal.section, seal.thread, seal.organisation_id,
        {json}(seal.named))) FROM access_seal seal
        WHERE seal.person_id = person.id AND seal.lifted_at IS NULL""",
)
"""Lists of rows as JSON, in the order in which `Facts` reads them."""
VALUES = (
    "SELECT MAX(row.id) FROM audit_auditrow row WHERE row.person_id = person.id AND row.is_change",
    "SELECT drawn.stamp FROM exchange_drawn drawn WHERE drawn.person_id = person.id",
)
"""The last change of the record, and up to which change others' copy of it is drawn."""
ACCOUNTS = 5
"""How many of them ask for the account."""


@cache
def _statement(count: int, is_sqlite: bool) -> str:
    """The statement for so many people. All names in it are ours: no value stands in its text."""
    words = _SQLITE if is_sqlite else _POSTGRES
    asked = [each.format(**words) for each in (*LISTS, *VALUES)]
    cast = "" if is_sqlite else "::text"
    lists = [f"({each}){cast if place < len(LISTS) else ''}" for place, each in enumerate(asked)]
    return (
        f"SELECT {', '.join([columns(Person, 'person'), columns(Death, 'death'), *lists])} "
        "FROM people_person person "
        "LEFT JOIN people_death death ON death.person_id = person.id AND death.undone_at IS NULL "
        f"WHERE person.id IN ({', '.join(['%s'] * count)})"
    )


_SQLITE = {"list": "json_group_array(json_array", "json": "json"}
_POSTGRES = {"list": "json_agg(json_build_array", "json": ""}
