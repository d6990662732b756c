"""What is near is matched with what the person said, as each viewer may know of it."""

import pytest

from hearth.core.access import Action
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.door import NotAllowed
from hearth.records.audit.models import AuditRow
from hearth.records.plans.changes.entries import Voice, write
from hearth.records.suggestions.changes import say_no, take_back
from hearth.records.suggestions.models import NotForMe
from hearth.records.suggestions.offers import free_too
from hearth.records.suggestions.queries import near_me, suggestions_for
from tests.near import a_site, an_activity, lives_near
from tests.sharing import sealed
from tests.world import NOW, TODAY, a_supporter, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    world = a_world()
    lives_near(world)
    return world


def wrote(world, text: str, kind: str = "goal", by=None, **more) -> str:
    by = by or world.person_account
    content = {"text": text} | more.pop("content", {})
    done = write(record=world.record(by), kind=kind, content=content, by=by, at=NOW, **more)
    return done.thread


def names(world, by=None) -> list[str]:
    found = suggestions_for(world.record(by or world.person_account), today=TODAY)
    return [each.activity.name for each in found]


def no_to(world, by=None, **what) -> NotForMe:
    by = by or world.person_account
    return say_no(record=world.record(by), by=by, at=NOW, **what)


def test_a_suggestion_says_why_in_the_persons_words_and_in_facts(world):
    an_activity(world)
    wrote(world, "I miss singing")
    [found] = suggestions_for(world.record(world.person_account), today=TODAY)

    assert found.why() == (
        "because you said “I miss singing”; less than 0.1 miles; free; step-free"
    )


def test_nothing_is_suggested_that_nobody_asked_for(world):
    an_activity(world)

    assert names(world) == []
    wrote(world, "I do not want to sing")
    assert names(world) == []


def test_what_a_professional_wrote_for_themselves_is_nobodys_wish(world):
    an_activity(world)
    wrote(world, "Would do well to sing", "need", world.nurse, voice=Voice(own=True))

    assert names(world, world.nurse) == []


def test_free_is_shown_before_paid_and_what_is_far_is_not_shown(world):
    an_activity(world, "Alpha Singers", fees_description="£12 a time")
    an_activity(world, "Zeta Singers")
    far = a_site(latitude=55.0)
    far["location"]["addresses"][0]["postal_code"] = "XX9 9AA"
    an_activity(world, "Far Singers", service_at_locations=[far])
    wrote(world, "I miss singing")

    assert names(world) == ["Zeta Singers", "Alpha Singers"]


def test_somebody_who_uses_a_wheelchair_is_not_sent_up_steps(world):
    an_activity(world, "Attic Singers", service_at_locations=[a_site(access="Upstairs, no lift.")])
    an_activity(world, "Quiet Singers", service_at_locations=[a_site(access="")])
    wrote(world, "I miss singing")
    assert len(names(world)) == 2

    wrote(world, "I use a wheelchair", "how_to_support_me")
    [found] = suggestions_for(world.record(world.person_account), today=TODAY)
    assert found.activity.name == "Quiet Singers"
    assert found.unsure == ("We do not know if it is step-free. Call first.",)


def test_a_sealed_line_suggests_nothing_to_those_to_whom_it_is_closed(world):
    an_activity(world)
    thread = wrote(world, "I miss singing", by=world.nurse)
    assert names(world, world.social_worker) == ["Mill Lane Singers"]
    sealed(world, world.nurse, SealKind.SAFEGUARDING, Section.GOALS, thread, why="A report")

    assert names(world, world.nurse) == ["Mill Lane Singers"]
    for viewer in (world.person_account, world.social_worker, world.administrator):
        assert names(world, viewer) == []


def test_a_supporter_is_shown_only_what_comes_from_parts_that_they_see(world):
    an_activity(world)
    wrote(world, "I miss singing")
    a_supporter(world, sections={Section.ABOUT_ME}, actions={Action.READ})

    assert names(world, world.daughter) == []


def test_a_no_is_kept_undone_and_leaves_a_row_that_does_not_tell(world):
    choir = an_activity(world)
    wrote(world, "I miss singing")
    row = no_to(world, activity=choir.pk)
    assert names(world) == []
    assert no_to(world, activity=choir.pk) == row

    take_back(record=world.record(world.person_account), pk=row.pk, by=world.person_account, at=NOW)
    assert names(world) == ["Mill Lane Singers"]
    told = AuditRow.objects.filter(did="chose among things near")
    assert told.count() == 2
    assert {each.what for each in told} == {""}


def test_a_no_to_an_interest_closes_all_of_it(world):
    an_activity(world)
    wrote(world, "I miss singing")
    no_to(world, interest="singing")

    assert names(world) == []


def test_a_no_is_seen_by_the_person_and_by_who_wrote_it_down_and_nobody_else(world):
    choir = an_activity(world)
    wrote(world, "I miss singing", by=world.nurse)
    no_to(world, activity=choir.pk)
    assert names(world) == []
    assert names(world, world.nurse) == ["Mill Lane Singers"]

    no_to(world, world.nurse, interest="singing")
    assert names(world, world.nurse) == []
    assert names(world, world.social_worker) == ["Mill Lane Singers"]
    assert len(near_me(world.record(world.person_account), today=TODAY).nos) == 2
    assert len(near_me(world.record(world.nurse), today=TODAY).nos) == 1


@pytest.mark.parametrize("what", [{"interest": "flying"}, {"thread": "0" * 32}, {}])
def test_no_one_says_no_to_what_is_not_there(world, what):
    with pytest.raises(NotAllowed):
        no_to(world, **what)


def test_who_may_only_read_says_no_to_nothing(world):
    choir = an_activity(world)
    a_supporter(world, actions={Action.READ})

    with pytest.raises(NotAllowed):
        no_to(world, world.daughter, activity=choir.pk)


def test_nobody_takes_back_the_no_of_somebody_else(world):
    row = no_to(world, interest="singing")

    with pytest.raises(NotAllowed):
        take_back(record=world.record(world.nurse), pk=row.pk, by=world.nurse, at=NOW)


PAID = {"what": "A sitter each week", "funder": "council"}


def paid(world, by=None, **more) -> str:
    need = wrote(world, "I am lonely in the day", "need", by)
    by = by or world.person_account
    content = PAID | {"need": need} | more
    done = write(record=world.record(by), kind="resource", content=content, by=by, at=NOW)
    return done.thread


def offers(world, by=None):
    from hearth.records.plans.queries.entries import current_entries

    record = world.record(by or world.person_account)
    return free_too(record, current_entries(record), today=TODAY)


def test_beside_paid_support_stand_at_most_two_things_that_are_free(world):
    for name in ("Lunch club", "Coffee morning", "Tea and chat"):
        an_activity(world, name, description="A drop in for company.")
    an_activity(world, "Club", description="A lunch club.", fees_description="£20")
    paid(world)
    [offer] = offers(world)

    assert len(offer.suggestions) == 2
    assert all(each.is_free_or_low for each in offer.suggestions)
    assert offer.suggestions[0].wants[0].words == "I am lonely in the day"


def test_no_offer_stands_beside_what_is_free_or_where_it_was_closed_for_good(world):
    an_activity(world, "Lunch club", description="A drop in for company.")
    paid(world, funder="family")
    assert offers(world) == []
    thread = paid(world)
    assert len(offers(world)) == 1
    no_to(world, thread=thread)
    assert offers(world) == []


def test_the_number_of_queries_does_not_grow(world, django_assert_num_queries):
    wrote(world, "I miss singing. I am lonely. I love the garden and to walk.")
    for number in range(12):
        an_activity(world, f"Singers {number}")
    record = world.record(world.person_account)

    with django_assert_num_queries(7):
        assert len(suggestions_for(record, today=TODAY)) == 3
