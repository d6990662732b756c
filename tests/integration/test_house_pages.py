"""The House on its own page: how it stands, who may see it, and the way there."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.house.assessing import Rating, Voice
from hearth.core.house.parts import Part
from hearth.records.community.models import Organisation
from hearth.records.house import changes
from hearth.records.house.models import FrameworkVersion
from hearth.web.house.urls import urlpatterns
from tests.house import House, a_house
from tests.house_pages import LETTER, a_small_house, page, rated
from tests.sharing import signed_in
from tests.world import a_person, a_post, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db) -> House:
    return a_small_house()


def test_a_house_that_nobody_has_rated_teaches_how_to_begin(house):
    said = page(house.lead, "house")

    assert "Nobody has rated the house yet." in said
    assert "Begin: take what it is made of as it is, and ask each member" in said


def test_the_house_says_first_why_it_does_not_stand_and_names_the_weakest_part_first(house):
    rated(house, who_may_gain=Rating.NEEDS_WORK)
    changes.let_answer_for(
        community=house.community, part=Part.LEFT_WALL, account=house.nurse, by=house.lead,
        at=timezone.now(),
    )  # fmt: skip

    said = page(house.lead, "house")

    assert "The house does not stand yet: nobody answers for the right wall" in said
    roof, wall = (said.index(reverse("house-part", args=[each])) for each in ("roof", "left_wall"))
    assert roof < wall
    assert "Nobody answers for it" in said
    assert "Nuala Byrne" in said


def test_the_house_tells_what_changed_since_the_time_before(house):
    rated(house, "Spring", letter_before=Rating.NEEDS_WORK)
    rated(house, "Autumn", letter_before=Rating.GOOD_IDEAS)

    said = page(house.lead, "house")

    assert "Left wall: from “needs work” to “good ideas”." in said
    assert "1 thing is better. None is worse." in said


def test_the_picture_can_be_taken_along(house):
    rated(house)

    drawn = signed_in(house.lead).get(reverse("house-picture"))
    dots = signed_in(house.lead).get(reverse("house-picture-png"))

    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn.content.startswith(b"<svg")
    assert "house-holmbeck-" in drawn["Content-Disposition"]
    assert dots.content.startswith(b"\x89PNG")
    assert "the roof is nearly there" not in page(house.lead, "house-print")


# Written from what each hat is for, not from the code.
OF_THE_LEAD = {
    "house-assessment-begin", "house-assessment-close", "house-seat-give", "house-seat-end",
    "house-keepers", "house-framework-bring", "house-framework-add", "house-element",
}  # fmt: skip
OF_MEMBERS = {
    "house-assess", "house-assess-check", "house-assess-done", "house-assess-part",
    "house-assess-one", "house-settle", "house-settle-one", "house-part-now",
}  # fmt: skip
OF_ALL = {each.name for each in urlpatterns} - OF_THE_LEAD - OF_MEMBERS
HATS = {
    "a member": OF_ALL | OF_MEMBERS,
    "a commissioner": OF_ALL,
    "a practitioner": OF_ALL,
    "a lead without a seat": OF_ALL | OF_THE_LEAD,
    "a records auditor": set(),
    "nobody here": set(),
}
ROLES = {
    "a commissioner": Role.COMMISSIONER,
    "a practitioner": Role.PRACTITIONER,
    "a lead without a seat": Role.HOUSE_LEAD,
    "a records auditor": Role.AUDITOR,
}


def some_address(pattern) -> str:
    values = {"part": "roof", "element": LETTER, "question": "works", "pk": 1, "number": 1}
    return reverse(pattern.name, kwargs={name: values[name] for name in pattern.pattern.converters})


@pytest.mark.any_engine
@pytest.mark.parametrize("who", HATS)
def test_each_page_of_the_house_is_shut_to_who_may_not_and_open_to_who_may(who, house):
    account = house.arthur if who == "a member" else an_account("Someone Else")
    if who in ROLES:
        a_post(account, Organisation.objects.get(), ROLES[who], who)
    client, may = signed_in(account), HATS[who]
    tried = [
        (each.name, answer.status_code)
        for each in urlpatterns
        for answer in (client.get(some_address(each)), client.post(some_address(each)))
    ]

    refused = (403, 405) if may else (404, 405)
    assert [t for t in tried if t[0] not in may and t[1] not in refused] == []
    assert [t for t in tried if t[0] in may and t[1] == 403] == []
    assert FrameworkVersion.objects.count() == 1


def test_the_pages_of_the_house_cost_the_same_whatever_was_said(
    house, django_assert_max_num_queries
):
    rated(house, "One")
    few = _counted(house, django_assert_max_num_queries)
    for title in ("Two", "Three"):
        rated(house, title, Rating.GOOD_IDEAS)

    assert _counted(house, django_assert_max_num_queries) == few


def _counted(house: House, most) -> dict[str, int]:
    client, found = signed_in(house.rhys), {}
    client.get(reverse("house"))
    for name, *args in (("house",), ("house-part", "left_wall"), ("house-assessments",)):
        with most(25) as told:
            client.get(reverse(name, args=args))
        found[name] = len(told)
    return found


def test_a_person_with_a_seat_finds_the_house_at_the_top_of_their_plan_for_no_more_queries(
    house, django_assert_max_num_queries
):
    told, other = {}, an_account("Someone Else")
    for account in (house.rhys, other):
        where = reverse("my-plan", args=[a_person(account=account).pk])
        client = signed_in(account)
        assert client.get("/")["Location"] == where
        client.get(where)
        with django_assert_max_num_queries(60) as asked:
            told[account] = 'href="/house/"' in client.get(where).content.decode(), len(asked)

    assert (told[house.rhys][0], told[other][0]) == (True, False)
    assert told[house.rhys][1] == told[other][1]


def test_who_has_a_part_in_two_houses_goes_from_one_to_the_other(house):
    far = a_house("Farby")
    changes.give_seat(
        community=far.community, to=house.rhys, voice=Voice.PEOPLE, by=far.lead, at=timezone.now()
    )
    client = signed_in(house.rhys)
    assert "The House in Farby" in client.get(reverse("house")).content.decode()

    client.post(reverse("house-choose"), {"community": house.community.pk})

    assert "The House in Holmbeck" in client.get(reverse("house")).content.decode()
    assert client.post(reverse("house-choose"), {"community": "0"}).status_code == 404


def test_the_house_leads_a_member_back_to_their_own_plan(house):
    a_person(account=house.rhys)
    client = signed_in(house.rhys)
    client.get("/")

    assert ">My plan</a>" in client.get(reverse("house")).content.decode()


def test_the_tabs_fold_what_belongs_together_and_mark_where_one_is(house):
    client = signed_in(house.lead)

    def marked(name):
        return re.findall(r'<a href="([^"]*)" aria-current="(\w+)"', client.get(reverse(name)).text)

    assert (reverse("house"), "true") in marked("house-members")
    assert marked("house-year")[-2:] == [
        (reverse("meetings"), "true"),
        (reverse("house-year"), "page"),
    ]
    assert reverse("house-year") not in client.get(reverse("figures")).text
