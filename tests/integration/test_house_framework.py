"""A community adapts the framework: each version is kept, with why, and no code is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.core.house.adapting import add, retire, reword
from hearth.core.house.framework import parse, write
from hearth.core.house.parts import Part
from hearth.records.house import changes, queries
from hearth.records.house.models import FrameworkVersion
from tests.house import a_house
from tests.unit.house.houses import an_element
from tests.world import NOW, TODAY, an_account

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def house():
    return a_house()


def adapt(house, to, base=0, why="Ours."):
    return changes.adapt(
        community=house.community, to=to, base_number=base, why=why, by=house.lead, at=NOW
    )


def keep(house, part, account, at=NOW):
    return changes.let_answer_for(
        community=house.community, part=part, account=account, by=house.lead, at=at
    )


def test_a_community_without_a_framework_of_its_own_has_the_pack(house):
    assert queries.framework_of(house.community) == queries.pack()
    assert queries.framework_in_use(house.community).number == 0


def test_each_version_is_kept_with_why(house):
    first = retire(queries.pack(), "bought-together")
    second = add(first, an_element("phone-line"))
    adapt(house, first, why="Another group has it.")
    adapt(house, second, base=1, why="Not all are online.")

    assert queries.framework_of(house.community) == second
    kept = [(each.number, each.why) for each in queries.versions_of(house.community)]
    assert kept == [(2, "Not all are online."), (1, "Another group has it.")]
    assert queries.framework_of(a_house("Otherby").community) == queries.pack()


def test_who_began_from_an_older_version_is_told(house):
    adapt(house, retire(queries.pack(), "bought-together"))

    with pytest.raises(changes.CannotAdapt, match="Somebody else changed the framework"):
        adapt(house, reword(queries.pack(), "letter-before", name="Post"))


@pytest.mark.parametrize(("why", "words"), [(" ", "Say why"), ("x" * 301, "300 letters")])
def test_a_change_says_why(house, why, words):
    with pytest.raises(changes.CannotAdapt, match=words):
        adapt(house, retire(queries.pack(), "bought-together"), why=why)


def test_every_reason_against_a_change_is_told_at_once(house):
    lines = write(queries.pack()).replace('code = "letter-before"', 'code = "my-letter"')

    with pytest.raises(changes.CannotAdapt) as refused:
        adapt(house, parse(lines), why="")

    assert [each.where for each in refused.value.reasons] == ["letter-before", "why"]
    assert not FrameworkVersion.objects.exists()


def test_the_database_itself_refuses_to_change_a_version(house):
    adapt(house, retire(queries.pack(), "bought-together"))

    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkVersion.objects.update(text="other")


def test_somebody_answers_for_a_part_from_a_day_on(house):
    keep(house, Part.ROOF, house.lead)
    keep(house, Part.ROOF, house.nurse, at=NOW + 5 * DAY)

    assert queries.answers_for(house.community) == {Part.ROOF: "Nuala Byrne"}
    assert queries.keepers_of(house.community)[Part.ROOF].account == house.nurse
    on = {day: queries.answers_for(house.community, on=TODAY + day * DAY) for day in (-1, 4, 5)}
    assert on == {-1: {}, 4: {Part.ROOF: "Lena Hart"}, 5: {Part.ROOF: "Nuala Byrne"}}


def test_who_was_named_by_mistake_today_never_answered_for_it(house):
    keep(house, Part.ROOF, house.lead)
    keep(house, Part.ROOF, house.nurse)

    assert queries.answers_for(house.community, on=TODAY) == {Part.ROOF: "Nuala Byrne"}


def test_a_part_can_be_left_with_nobody(house):
    keep(house, Part.ROOF, house.lead)
    changes.stop_answering_for(
        community=house.community, part=Part.ROOF, by=house.lead, at=NOW + DAY
    )

    assert queries.answers_for(house.community) == {}
    with pytest.raises(changes.CannotKeep, match="Nobody answers for the roof"):
        changes.stop_answering_for(
            community=house.community, part=Part.ROOF, by=house.lead, at=NOW + DAY
        )


def test_who_leaves_the_group_answers_for_no_part_any_more(house):
    changes.let_answer_for(
        community=house.community, part=Part.ROOF, account=house.nurse, by=house.lead, at=NOW
    )
    seat = next(
        each for each in queries.members_of(house.community, TODAY) if each.account == house.nurse
    )

    changes.end_seat(seat=seat, by=house.lead, at=NOW + 5 * DAY)

    assert queries.answers_for(house.community) == {}
    assert queries.answers_for(house.community, on=TODAY) == {Part.ROOF: "Nuala Byrne"}


def test_only_a_member_answers_for_a_part_and_only_once(house):
    with pytest.raises(changes.CannotKeep, match="has a seat"):
        keep(house, Part.ROOF, an_account("Nobody Here"))
    keep(house, Part.ROOF, house.arthur)
    with pytest.raises(changes.CannotKeep, match="already"):
        keep(house, Part.ROOF, house.arthur)


def test_members_are_those_who_sit_there_that_day_and_all_seats_are_remembered(house):
    seat = queries.members_of(house.community, TODAY)[0]
    changes.end_seat(seat=seat, by=house.lead, at=NOW + DAY)

    assert seat.account in [each.account for each in queries.members_of(house.community, TODAY)]
    left = queries.members_of(house.community, TODAY + DAY)
    assert seat.account not in [each.account for each in left]
    assert queries.seats_of(house.community)[-1] == seat


def test_a_member_has_one_seat_and_gives_it_up_once(house):
    with pytest.raises(changes.CannotSeat, match="already"):
        changes.give_seat(
            community=house.community, to=house.nurse, voice="Staff", by=house.lead, at=NOW
        )
    seat = queries.members_of(house.community, TODAY)[0]
    changes.end_seat(seat=seat, by=house.lead, at=NOW + DAY)
    with pytest.raises(changes.CannotSeat, match="ended already"):
        changes.end_seat(seat=seat, by=house.lead, at=NOW + DAY)
