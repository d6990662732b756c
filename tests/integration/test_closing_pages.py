"""Closing entries and parts: to whom they stay open, and that nobody else can tell."""

import pytest

from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.models import Seal
from hearth.records.access.whole_record import whole_record
from hearth.records.plans.models import Entry
from hearth.records.plans.queries.versions import shown_code
from tests.sharing import (
    RISK,
    SECRET,
    an_agreed_plan,
    an_outsider,
    as_bytes,
    at,
    closed_for_safety,
    record_of,
    said,
    sealed,
    shared,
    signed_in,
    text_of,
)
from tests.world import a_round, a_supporter, a_world, an_agreeable_plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world():
    return a_world()


def test_the_person_closes_a_line_and_only_they_see_it(world):
    a_supporter(world)
    done = said(world, world.person_account, "need", text="A talk about the bottle")
    me = signed_in(world.person_account)
    assert at(world, "entry-close", done.thread) in me.get(at(world, "plan-draft")).content.decode()

    me.post(at(world, "entry-close", done.thread))

    mine = text_of(me.get(at(world, "plan-draft")))
    assert "A talk about the bottle" in mine
    assert "Only you see this" in mine
    for account in (world.nurse, world.social_worker, world.daughter):
        theirs = signed_in(account)
        assert "the bottle" not in text_of(theirs.get(at(world, "plan-draft")))
        assert theirs.get(at(world, "entry-change", done.thread)).status_code == 404
        assert theirs.get(at(world, "entry-history", done.thread)).status_code == 404


def test_somebody_named_still_sees_what_the_person_closed(world):
    done = said(world, world.person_account, "need", text="A talk about the bottle")
    signed_in(world.person_account).post(
        at(world, "entry-close", done.thread), {"named": [world.nurse.pk]}
    )

    page = text_of(signed_in(world.nurse).get(at(world, "plan-draft")))
    assert "A talk about the bottle" in page
    assert "Closed by Bibi. You were named" in page
    assert "the bottle" not in text_of(signed_in(world.social_worker).get(at(world, "plan-draft")))


def test_the_person_closes_a_part_and_opens_it_again(world):
    said(world, world.nurse)
    me = signed_in(world.person_account)
    me.post(at(world, "part-close", "goals"))
    theirs = signed_in(world.nurse)
    assert "Walk to the mosque" not in text_of(theirs.get(at(world, "plan-draft")))

    assert "My goals" in text_of(me.get(at(world, "seals")))
    me.post(at(world, "seal-open", Seal.objects.get().pk))

    assert "Walk to the mosque" in text_of(theirs.get(at(world, "plan-draft")))


CLOSED_AT_ONCE = {
    **RISK, "whose_words": "own", "close_it": "safeguarding",
    "close_why": "A report was made",
}  # fmt: skip


def test_a_line_that_is_closed_as_it_is_written_is_never_open(world):
    nurse = signed_in(world.nurse)

    refused = nurse.post(at(world, "entry-add", "risk"), {**CLOSED_AT_ONCE, "close_why": ""})

    assert refused.status_code == 422
    assert "Say why this must be closed." in text_of(refused)
    assert not Entry.objects.filter(kind="risk").exists()
    assert nurse.post(at(world, "entry-add", "risk"), CLOSED_AT_ONCE).status_code == 302
    assert Seal.objects.get().thread == Entry.objects.get(kind="risk").thread
    page = text_of(nurse.get(at(world, "plan-draft")))
    assert "Closed: safeguarding. Bibi does not see this." in page


def test_nobody_closes_to_the_person_what_the_person_said(world):
    done = said(world, world.nurse)
    nurse = signed_in(world.nurse)

    given = {"kind": "safeguarding", "why": "A report was made"}
    answer = nurse.post(at(world, "entry-close", done.thread), given)

    assert answer.status_code == 422
    assert nurse.post(
        at(world, "entry-add", "risk"), {**CLOSED_AT_ONCE, "whose_words": "person"}
    ).status_code == 422  # fmt: skip
    assert not Seal.objects.exists()
    assert Entry.objects.filter(person=world.person).count() == 1


def test_a_service_lifts_what_it_closed_and_no_one_else_can(world):
    closed_for_safety(world, world.nurse)
    address = at(world, "seal-open", Seal.objects.get().pk)

    for account in (world.person_account, world.social_worker):
        assert signed_in(account).post(address).status_code == 404
        assert text_of(signed_in(account).get(at(world, "seals"))).count("Open it again") == 0
    assert "A report was made" in text_of(signed_in(world.nurse).get(at(world, "seals")))
    signed_in(world.nurse).post(address)

    assert SECRET in text_of(signed_in(world.person_account).get(at(world, "plan-draft")))


def test_the_person_may_close_a_part_that_a_service_closed_before(world):
    sealed(world, world.nurse, SealKind.SAFEGUARDING, Section.RISKS, None, why="A report")

    answer = signed_in(world.person_account).post(at(world, "part-close", "risks"))

    assert answer.status_code == 302
    assert Seal.objects.filter(kind=SealKind.OWN_WISH.value).count() == 1


PAGES = (
    "my-plan", "plan-draft", "versions", "changes", "suggestions", "entry-kinds", "prepare",
    "conversation", "read-back", "joined-plans", "my-details", "supporters", "sharing",
    "sharing-parts", "seals", "what-i-see", "round", "key-worker", "not-agreed",
)  # fmt: skip


def every_page(client, world):
    """All pages that this viewer meets, as they were sent."""
    return {name: as_bytes(client.get(at(world, name))) for name in PAGES}


def viewers(world):
    a_supporter(world)
    colleague, post = an_outsider()
    shared(world, post, *Section)
    people = (world.person_account, world.daughter, world.social_worker, colleague)
    clients = {account: signed_in(account) for account in people}
    for client in clients.values():
        client.get("/")  # The first page tells the session who is staff.
    return clients


def test_no_page_of_anyone_else_changes_by_a_byte_when_a_line_is_added_and_closed(world):
    an_agreeable_plan(world, a_round(world))
    theirs = viewers(world)
    before = {account: every_page(client, world) for account, client in theirs.items()}

    signed_in(world.nurse).post(at(world, "entry-add", "risk"), CLOSED_AT_ONCE)

    assert Seal.objects.count() == 1
    for account, client in theirs.items():
        after = every_page(client, world)
        for name in PAGES:
            assert after[name] == before[account][name], (account.full_name, name)


def test_what_is_closed_is_in_no_version_print_code_or_copy_of_anyone_else(world):
    an_agreeable_plan(world)
    done = closed_for_safety(world, world.nurse)
    version = an_agreed_plan(world)
    assert SECRET in version.document

    for account, client in viewers(world).items():
        names = ("my-plan", "plan-draft", "versions", "changes", "version")
        more = {"version": [1]}
        pages = [client.get(at(world, name, *more.get(name, []))) for name in names]
        pages += [client.get(f"/search?q={SECRET}"), client.get("/people/", {"q": SECRET})]
        for page in pages:
            body = page.content.decode().replace(f"{SECRET}”", "")
            assert f"The {SECRET}" not in body, account.full_name
            assert done.thread not in body
            assert version.sha256[:8] not in body
        assert shown_code(record_of(world, account), version) != version.sha256
    looked = text_of(signed_in(world.person_account).get(at(world, "who-looked")))
    assert "(risk)" not in looked
    assert "sealed" not in looked

    mine = whole_record(world.person.pk, reader=record_of(world, world.person_account))
    mine.pop("plans.version")  # Whoever writes the copy narrows each version (jobs.export).
    for words in (SECRET, done.thread, "safeguarding"):
        assert words not in str(mine)
