"""What a House lead does: rounds, seats, who answers for what, the framework, and comparing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.house.assessing import Rating, Voice
from hearth.core.house.framework import parse
from hearth.core.house.parts import Part
from hearth.records.community.models import Organisation
from hearth.records.house import queries
from hearth.records.house.models import Seat
from tests.house import House, an_assessment
from tests.house_pages import LETTER, a_small_house, page, post, rated
from tests.sharing import signed_in
from tests.world import a_post, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db) -> House:
    return a_small_house()


def test_a_lead_opens_a_round_watches_it_and_closes_it(house):
    assert post(house.lead, "house-assessment-begin", title="").status_code == 422
    opened = post(house.lead, "house-assessment-begin", title="Spring 2027")
    assert "Staff: 0 of 2 have begun." in signed_in(house.lead).get(opened.url).content.decode()
    assert post(house.lead, "house-assessment-begin", title="Again").status_code == 422

    asked = queries.open_assessment_of(house.community)
    post(house.lead, "house-assessment-close", asked.pk)

    assert queries.open_assessment_of(house.community) is None


@pytest.mark.parametrize("who", ["theo.lane@example.org", "THEO.LANE@example.org", " theo  lane "])
def test_a_lead_gives_a_seat_by_email_or_by_the_name_of_a_colleague(house, who):
    place = Organisation.objects.get(community=house.community)
    theo = an_account("Theo Lane")
    a_post(theo, place, Role.LINK_WORKER, "Link worker")

    post(house.lead, "house-seat-give", who=who, voice=Voice.STAFF)

    assert Seat.objects.filter(account=theo, voice=Voice.STAFF).exists()


def test_who_does_not_work_here_is_not_found_by_name(house):
    an_account("Theo Lane")

    answer = post(house.lead, "house-seat-give", who="Theo Lane", voice=Voice.STAFF)

    assert answer.status_code == 422
    assert "Nobody here signs in with this." in answer.content.decode()


def test_a_seat_for_nobody_in_no_voice_is_refused_for_both_at_once(house):
    answer = signed_in(house.lead).post(reverse("house-seat-give"), {})

    assert "Say who gets the seat." in answer.text
    assert "Choose in which voice they speak." in answer.text


def test_a_seat_is_ended_after_a_second_look(house):
    seat = Seat.objects.get(account=house.rhys)
    assert "End the seat of" in page(house.lead, "house-seat-end", seat.pk)

    post(house.lead, "house-seat-end", seat.pk)

    assert signed_in(house.rhys).get(reverse("house")).status_code in (200, 404)
    assert "Rhys Moran" not in page(house.lead, "house-members")


def test_a_lead_says_who_answers_for_each_part_and_that_nobody_does(house):
    post(house.lead, "house-keepers", roof=str(house.nurse.pk), centre=str(house.arthur.pk))
    assert queries.answers_for(house.community) == {
        Part.ROOF: "Nuala Byrne", Part.CENTRE: "Arthur Fair",
    }  # fmt: skip

    post(house.lead, "house-keepers", roof="", centre=str(house.arthur.pk))
    assert set(queries.answers_for(house.community)) == {Part.CENTRE}


NEW = {
    "part": "roof", "name": "A room that is quiet", "is_there": "Is there a quiet room?",
    "does_it_work": "Can people talk there?", "matters": "yes", "proof": "words", "strand": "",
    "why": "People asked for it.",
}  # fmt: skip


def number(house: House) -> str:
    return str(queries.framework_in_use(house.community).number)


def test_a_lead_adds_an_element_that_gets_a_code_of_its_own(house):
    post(house.lead, "house-framework-add", **NEW, seen=number(house))

    added = queries.framework_of(house.community).element("a-room-that-is-quiet")
    assert (added.part, added.does_it_work) == (Part.ROOF, "Can people talk there?")
    assert "was added to the roof" in page(house.lead, "house-framework-version", 2)


def test_what_is_missing_in_a_new_element_is_said_beside_its_box(house):
    answer = post(house.lead, "house-framework-add", **NEW | {"is_there": ""}, seen=number(house))

    assert answer.status_code == 422
    assert "Write something here." in answer.content.decode()


def test_better_words_are_kept_only_for_the_same_meaning(house):
    was = queries.framework_of(house.community).element(LETTER)
    words = {
        "do": "reword", "name": "A letter in time", "is_there": was.is_there, "why": "Shorter.",
        "does_it_work": was.does_it_work, "look_for": was.look_for, "source": was.source,
    }  # fmt: skip
    refused = post(house.lead, "house-element", LETTER, **words, seen=number(house))
    assert "Say that it still means the same." in refused.content.decode()

    post(house.lead, "house-element", LETTER, **words, same="on", seen=number(house))

    assert queries.framework_of(house.community).element(LETTER).name == "A letter in time"
    assert "It means the same." in page(house.lead, "house-framework-version", 2)


def test_an_element_is_weighed_otherwise_taken_out_and_brought_back(house):
    steps = (
        ({"do": "weight", "matters": "no", "proof": "words"}, (False, False)),
        ({"do": "out"}, (False, True)),
        ({"do": "back"}, (False, False)),
    )
    for given, expected in steps:
        post(house.lead, "house-element", LETTER, **given, why="To try it.", seen=number(house))
        now = queries.framework_of(house.community).element(LETTER)
        assert (now.matters, now.retired) == expected


def test_a_change_on_a_page_that_has_grown_old_is_refused(house):
    old = number(house)
    post(house.lead, "house-framework-add", **NEW, seen=old)

    answer = post(house.lead, "house-element", LETTER, do="out", why="Late.", seen=old)

    assert answer.status_code == 422
    assert "Somebody else changed the framework" in answer.content.decode()


def test_the_text_can_be_taken_out_changed_and_brought_back(house):
    text = signed_in(house.lead).get(reverse("house-framework-text")).content.decode()
    assert parse(text) == queries.framework_of(house.community)

    changed = text.replace('name = "Results and prompts beforehand"', 'name = "The letter"')
    post(house.lead, "house-framework-bring", text=changed, why="By hand.", seen=number(house))
    assert queries.framework_of(house.community).element(LETTER).name == "The letter"

    wrong = post(house.lead, "house-framework-bring", text="no", why="By hand.", seen=number(house))
    assert wrong.status_code == 422


def test_two_times_are_compared_on_what_both_were_asked(house):
    first = rated(house, "Spring", letter_before=Rating.NEEDS_WORK)
    post(house.lead, "house-framework-add", **NEW, seen=number(house))
    second = rated(house, "Autumn")

    said = page(house.lead, "house-compare", first=first.pk, second=second.pk)

    assert "Both were asked 6 things." in said
    assert "A room that is quiet" in said
    assert "Needs work" in said


def test_another_community_here_is_compared_by_its_last_closed_round_alone(house):
    mine = rated(house, "Ours")
    far = a_small_house("Farby")
    theirs = rated(far, "Theirs")
    an_assessment(far, "Not yet", at=timezone.now())

    said = page(house.lead, "house-compare", first=mine.pk, second=theirs.pk)

    assert "Farby: Theirs" in said
    assert "Not yet" not in said
    assert "We looked at" not in said
