"""The pages of the House: who may do what there, what is kept, and what is shown only later."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.house.assessing import Question, Rating, Voice
from hearth.core.house.framework import parse
from hearth.core.house.parts import Part
from hearth.core.metrics.figures import Figure, Shown
from hearth.records.community.models import Organisation
from hearth.records.house import changes, queries
from hearth.records.house.models import AssessmentAnswer, FrameworkVersion, Seat
from hearth.records.metrics.changes import record_results
from hearth.web.house.urls import urlpatterns
from tests.house import House, a_house, a_small_framework, an_assessment, answer_all
from tests.sharing import signed_in
from tests.world import a_person, a_post, an_account

pytestmark = pytest.mark.django_db

LETTER = "letter-before"


@pytest.fixture
def house(db) -> House:
    """A House of six elements, so that it is rated quickly: the letter, and one in each part."""
    made = a_house()
    changes.adapt(
        community=made.community, to=a_small_framework(), base_number=0, why="A start.",
        by=made.lead, at=timezone.now(),
    )  # fmt: skip
    return made


def rated(house: House, title: str = "Autumn", rating: Rating = Rating.NEARLY_THERE, **others):
    """An assessment that both voices have answered, and that is closed."""
    assessment = an_assessment(house, title, at=timezone.now())
    answer_all(house, assessment, rating, at=timezone.now(), **others)
    changes.close_assessment(assessment=assessment, by=house.lead, at=timezone.now())
    return assessment


def page(account, address: str, /, *args, **data) -> str:
    answer = signed_in(account).get(reverse(address, args=args), data)
    assert answer.status_code == 200
    return answer.content.decode()


def post(account, address: str, /, *args, **data):
    return signed_in(account).post(reverse(address, args=args), data)


def answers_of(account) -> list[tuple[str, str, int | None]]:
    rows = AssessmentAnswer.objects.filter(by=account).order_by("pk")
    return list(rows.values_list("element", "question", "rating"))


# --- the house -----------------------------------------------------------------------------------


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


# --- one's own answers ---------------------------------------------------------------------------


def fields(code: str, **given: str) -> dict[str, str]:
    return {f"{code}-{name}": value for name, value in given.items()}


def test_a_member_answers_one_question_at_a_time_and_goes_on_to_the_next(house):
    an_assessment(house, at=timezone.now())
    given = fields(LETTER, there="3", works="unknown", words="It came on the day.")

    answer = post(house.arthur, "house-assess-one", LETTER, **given)

    assert answers_of(house.arthur) == [
        (LETTER, Question.THERE, 3),
        (LETTER, Question.WORKS, None),
    ]
    assert answer["Location"].startswith("/house/assess/one/")
    assert LETTER not in answer["Location"]
    assert "1 of 6 answered" in page(house.arthur, "house-assess")


def test_only_what_was_changed_is_said_again(house):
    an_assessment(house, at=timezone.now())
    post(house.arthur, "house-assess-one", LETTER, **fields(LETTER, there="3", works="2"))

    post(house.arthur, "house-assess-one", LETTER, **fields(LETTER, there="3", works="1"))

    assert answers_of(house.arthur)[2:] == [(LETTER, Question.WORKS, 1)]


def test_staff_answer_a_part_on_one_page_and_what_is_right_is_kept_where_some_is_not(house):
    assessment = an_assessment(house, at=timezone.now())
    other = next(
        e.code for e in queries.framework_at(assessment).of(Part.LEFT_WALL) if e.code != LETTER
    )
    given = fields(LETTER, there="4", works="3") | fields(other, there="2", works="1")

    answer = post(house.nurse, "house-assess-part", "left_wall", **given)

    assert answer.status_code == 422
    assert "Say what shows that you have cracked it." in answer.content.decode()
    assert {code for code, _, _ in answers_of(house.nurse)} == {other}


def test_what_shows_something_needs_an_answer_to_show(house):
    an_assessment(house, at=timezone.now())

    answer = post(house.arthur, "house-assess-one", LETTER, **fields(LETTER, words="Look."))

    assert answer.status_code == 422
    assert "Choose an answer" in answer.content.decode()
    assert answers_of(house.arthur) == []


def test_own_answers_stand_in_the_form_again(house):
    an_assessment(house, at=timezone.now())
    given = fields(LETTER, there="2", works="unknown", words="Late.", named="on")
    post(house.arthur, "house-assess-one", LETTER, **given)

    said = page(house.arthur, "house-assess-one", LETTER)

    assert said.count(" checked") == 3
    assert "Late." in said


def test_people_who_use_services_are_named_only_where_they_say_so(house):
    assessment = an_assessment(house, at=timezone.now())
    for account, named in ((house.arthur, ""), (house.rhys, "on")):
        words = f"Words of {account.full_name.split()[0]}."
        more = {"named": named} if named else {}
        post(account, "house-assess-one", LETTER,
             **fields(LETTER, there="2", works="2", words=words, **more))  # fmt: skip
    changes.close_assessment(assessment=assessment, by=house.lead, at=timezone.now())

    said = page(house.lead, "house-part", "left_wall")

    assert "Words of Arthur." in said
    assert "Arthur Fair" not in said
    assert "Rhys Moran" in said


def test_what_others_said_is_not_shown_before_ones_own_answer(house):
    assessment = an_assessment(house, at=timezone.now())
    answer_all(house, assessment, Rating.GOOD_IDEAS, at=timezone.now())

    before = page(house.rhys, "house-part-now", "left_wall")
    assert "Not shown until you have answered." in before
    assert "We looked at" not in before
    assert "Nobody has rated the house yet." in page(house.rhys, "house")

    post(house.rhys, "house-assess-one", LETTER, **fields(LETTER, there="2", works="2"))
    after = page(house.rhys, "house-part-now", "left_wall")
    assert after.count("Not shown until you have answered.") == 1
    assert "We looked at" in after


def test_a_round_that_is_asked_does_not_pull_down_the_house_that_stands(house):
    rated(house)
    again = an_assessment(house, "Winter", at=timezone.now())
    answer_all(house, again, Rating.NEEDS_WORK, at=timezone.now())

    assert "needs work" not in page(house.rhys, "house").lower()


def test_where_nothing_is_asked_there_is_nothing_to_answer(house):
    rated(house)

    assert "No one is asked just now." in page(house.arthur, "house-assess")
    assert post(house.arthur, "house-assess-one", LETTER).status_code == 404
    assert post(house.arthur, "house-assess-part", "roof").status_code == 404


# --- settling ------------------------------------------------------------------------------------


@pytest.fixture
def split(house):
    """Arthur and Rhys differ on whether the letter works; staff agree with each other."""
    assessment = an_assessment(house, at=timezone.now())
    answer_all(house, assessment, Rating.GOOD_IDEAS, at=timezone.now())
    post(house.rhys, "house-assess-one", LETTER, **fields(LETTER, there="2", works="1"))
    return house


def test_a_voice_settles_where_it_differs_and_says_why(split):
    assert reverse("house-settle-one", args=[LETTER, "works"]) in page(split.rhys, "house-settle")

    empty = post(split.rhys, "house-settle-one", LETTER, "works", rating="1", why="")
    assert empty.status_code == 422
    post(split.rhys, "house-settle-one", LETTER, "works", rating="1", why="It comes too late.")

    said = page(split.rhys, "house-part-now", "left_wall")
    assert "It comes too late." in said
    assert "as they agreed" in said


def test_no_voice_settles_for_the_other_or_what_it_agrees_on(split):
    post(split.lead, "house-assess-part", "left_wall", **fields(LETTER, there="2", works="2"))

    for account, question in ((split.lead, "works"), (split.rhys, "there")):
        assert post(
            account, "house-settle-one", LETTER, question, rating="4", why="We say so."
        ).status_code == 404  # fmt: skip


def test_who_has_not_answered_sees_nothing_to_settle_yet(split):
    late = an_account("Bea Lamb")
    changes.give_seat(
        community=split.community, to=late, voice=Voice.PEOPLE, by=split.lead, at=timezone.now()
    )

    assert reverse("house-settle-one", args=[LETTER, "works"]) not in page(late, "house-settle")
    assert post(
        late, "house-settle-one", LETTER, "works", rating="4", why="I say so."
    ).status_code == 404  # fmt: skip


# --- the lead's pages ----------------------------------------------------------------------------


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


# --- the framework -------------------------------------------------------------------------------

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
    far = a_house("Farby")
    changes.adapt(
        community=far.community, to=a_small_framework(), base_number=0, why="A start.",
        by=far.lead, at=timezone.now(),
    )  # fmt: skip
    theirs = rated(far, "Theirs")
    an_assessment(far, "Not yet", at=timezone.now())

    said = page(house.lead, "house-compare", first=mine.pk, second=theirs.pk)

    assert "Farby: Theirs" in said
    assert "Not yet" not in said
    assert "We looked at" not in said


# --- who may -------------------------------------------------------------------------------------

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


# --- the way there -------------------------------------------------------------------------------


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


def test_a_figure_is_kept_as_it_was_when_it_was_shown(house):
    an_assessment(house, at=timezone.now())
    metric = next(each for each in settings.METRICS.metrics if LETTER in each.elements)
    for day, count in ((date(2026, 10, 1), 100), (date(2026, 11, 1), 120)):
        figure = Figure(metric.code, metric.hash, day, Shown(count, 240), "x", day, "duckdb")
        record_results(community=house.community, figures=[figure], by=None, at=timezone.now())

    post(house.arthur, "house-assess-one", LETTER,
         **fields(LETTER, there="4", works="3", metric=metric.code))  # fmt: skip

    row = AssessmentAnswer.objects.filter(by=house.arthur).first()
    assert row.metric == metric.code
    assert row.figure == f"{metric.question} 120 of 240, 1 November 2026"
