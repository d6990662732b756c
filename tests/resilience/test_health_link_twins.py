"""A3, G2 over health links: nothing sealed leaves with a link, and two worlds that differ only in
what is sealed give documents of the same words and length."""

import json
import re
from datetime import timedelta

import pytest

from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.plans.changes.entries import Voice, write
from tests.health_linking import a_health_link, asks, bundle_of
from tests.linking import agree
from tests.sharing import record_of, said, sealed
from tests.world import NOW, a_world

CANARY = "Zilpzalp"
ALL = tuple(each for each in Section if each is not Section.CONVERSATION)

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


def told(world, secrets):
    """The document without what differs by chance or by the clock: ids, times and the PDF."""
    bundle = bundle_of(asks(secrets.id), secrets.key)
    for row in bundle["entry"]:
        row["resource"].pop("data", None)
    text = json.dumps(bundle)
    return re.sub(r"\d{4}-\d\d-\d\dT[0-9:.+]+|[0-9a-f]{8}-[0-9a-f-]{27}|plan-\d+", "", text)


@pytest.mark.parametrize("kind", [SealKind.SAFEGUARDING, SealKind.THIRD_PARTY, SealKind.OWN_WISH])
def test_what_is_sealed_after_a_link_was_made_is_in_no_file_of_it(kind):
    world = a_world()
    by = world.person_account if kind is SealKind.OWN_WISH else world.nurse
    done = said(world, by, "goal", own=by is world.nurse, text=f"Leave with the {CANARY}")
    agree(world)
    _, secrets = a_health_link(world, sections=ALL)
    assert CANARY in json.dumps(bundle_of(asks(secrets.id), secrets.key))

    sealed(world, by, kind, Section.GOALS, done.thread, why=CANARY)

    assert CANARY not in json.dumps(bundle_of(asks(secrets.id), secrets.key))


def test_a_sealed_section_is_no_part_of_the_document():
    world = a_world()
    agree(world)
    sealed(world, world.person_account, SealKind.OWN_WISH, Section.GOALS, None)
    _, secrets = a_health_link(world, sections=ALL)

    assert "mosque" not in json.dumps(bundle_of(asks(secrets.id), secrets.key))


def test_documents_of_twin_worlds_are_the_same_whatever_is_sealed():
    world = a_world()
    done = said(world, world.nurse, "risk", own=True, text="One thing", what_we_do="Watch")
    sealed(world, world.nurse, SealKind.SAFEGUARDING, Section.RISKS, done.thread, why="A report")
    agree(world)
    _, secrets = a_health_link(world, sections=ALL)
    before = told(world, secrets)

    write(
        record=record_of(world, world.nurse), kind="risk", thread=done.thread, base_number=1,
        content={"text": f"{CANARY} of another length", "what_we_do": CANARY}, by=world.nurse,
        at=NOW + timedelta(hours=1), voice=Voice(own=True),
    )  # fmt: skip

    assert told(world, secrets) == before
