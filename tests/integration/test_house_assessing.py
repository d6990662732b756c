"""An assessment of the House: opened, answered in two voices, settled, closed; nothing is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.core.house.adapting import retire, reword
from hearth.core.house.assessing import Evidence, Question, Rating, Voice
from hearth.core.house.framework import parse
from hearth.core.house.parts import Part
from hearth.records.audit.models import AuditRow
from hearth.records.house import changes, queries
from hearth.records.house.answers import given_in, heard_from, own_answers, said_in
from hearth.records.house.models import Assessment, AssessmentAnswer, Settlement
from tests.house import a_house, an_assessment, answer_all
from tests.world import NOW, TODAY, an_account

pytestmark = pytest.mark.django_db

LETTERS = "letter-before"
NEEDS_WORK, GOOD_IDEAS, NEARLY, CRACKED = Rating
THERE, WORKS = Question
DAY = timedelta(days=1)


def say(assessment, by, rating=NEARLY, question=WORKS, element=LETTERS, at=NOW, **more):
    changes.answer(
        assessment=assessment, element=element, question=question, rating=rating, by=by, at=at,
        **more,
    )  # fmt: skip


def settle(assessment, by, voice, rating=NEARLY, element=LETTERS, why="We talked.", at=NOW):
    return changes.settle(
        assessment=assessment, element=element, question=WORKS, voice=voice, rating=rating,
        why=why, by=by, at=at,
    )  # fmt: skip


def close(house, assessment, at=NOW):
    changes.close_assessment(assessment=assessment, by=house.lead, at=at)


def letters(standing):
    return next(
        each for each in standing.of(Part.LEFT_WALL).elements if each.element.code == LETTERS
    )


def reasons(refused) -> list[str]:
    return [str(each) for each in refused.value.reasons]


@pytest.fixture
def house():
    return a_house()


@pytest.fixture
def assessment(house):
    return an_assessment(house)


def test_one_assessment_is_open_at_a_time(house, assessment):
    with pytest.raises(changes.CannotAssess, match="open already"):
        an_assessment(house, "Winter")

    close(house, assessment)
    assert an_assessment(house, "Winter").is_open


def test_another_community_may_have_one_open_too(assessment):
    assert an_assessment(a_house("Otherby")).is_open


@pytest.mark.parametrize(("title", "words"), [(" ", "Give it a name"), ("x" * 101, "100 letters")])
def test_an_assessment_has_a_name(house, title, words):
    with pytest.raises(changes.CannotAssess, match=words):
        an_assessment(house, title)


def test_an_assessment_keeps_the_framework_that_it_opened_with(house, assessment):
    now = queries.framework_in_use(house.community)
    better = reword(now.framework, LETTERS, name="Post")
    changes.adapt(
        community=house.community, to=better, base_number=0, why="Plainer", by=house.lead, at=NOW
    )

    assert queries.framework_at(assessment) == now.framework
    assert parse(assessment.framework_text) == now.framework
    assert letters(queries.standing_in(assessment)).element.name != "Post"


def test_an_answer_is_in_the_voice_of_the_seat(house, assessment):
    say(assessment, house.nurse, CRACKED, evidence=Evidence("Six of six."))
    say(assessment, house.arthur, NEEDS_WORK)

    found = letters(queries.standing_in(assessment))

    assert found.of(WORKS, Voice.STAFF).counts == {CRACKED: 1}
    assert found.of(WORKS, Voice.PEOPLE).counts == {NEEDS_WORK: 1}


def test_the_newest_answer_of_a_member_counts_and_the_older_ones_stay(house, assessment):
    say(assessment, house.arthur, NEEDS_WORK)
    say(assessment, house.arthur, GOOD_IDEAS, at=NOW + DAY)
    say(assessment, house.rhys, NEARLY, at=NOW + DAY)

    counted = letters(queries.standing_in(assessment)).of(WORKS, Voice.PEOPLE)
    assert counted.counts == {GOOD_IDEAS: 1, NEARLY: 1}
    assert AssessmentAnswer.objects.count() == 3


def test_who_changes_seats_counts_once_in_the_voice_that_they_spoke_in_last(house, assessment):
    say(assessment, house.nurse, NEARLY)
    seat = next(
        each for each in queries.members_of(house.community, TODAY) if each.account == house.nurse
    )
    changes.end_seat(seat=seat, by=house.lead, at=NOW + DAY)
    changes.give_seat(
        community=house.community, to=house.nurse, voice=Voice.PEOPLE, by=house.lead, at=NOW + DAY
    )
    say(assessment, house.nurse, GOOD_IDEAS, at=NOW + DAY)

    found = letters(queries.standing_in(assessment))
    assert found.of(WORKS, Voice.STAFF).counts == {}
    assert found.of(WORKS, Voice.PEOPLE).counts == {GOOD_IDEAS: 1}


def test_who_has_no_seat_rates_nothing(house, assessment):
    with pytest.raises(changes.CannotAssess, match="seat in the steering group"):
        say(assessment, an_account("Nobody Here"))


def test_a_seat_in_another_community_does_not_count(assessment):
    with pytest.raises(changes.CannotAssess, match="seat in the steering group"):
        say(assessment, a_house("Otherby").nurse)


def test_a_closed_assessment_takes_no_word_more(house, assessment):
    say(assessment, house.arthur)
    close(house, assessment)

    for late in (
        lambda: say(assessment, house.arthur, NEEDS_WORK),
        lambda: settle(assessment, house.arthur, Voice.PEOPLE),
        lambda: close(house, assessment),
    ):
        with pytest.raises(changes.CannotAssess, match="closed"):
            late()
    assert AssessmentAnswer.objects.count() == 1


def test_an_assessment_that_somebody_else_closed_meanwhile_is_closed(house, assessment):
    close(house, Assessment.objects.get(pk=assessment.pk))
    assert assessment.is_open, "as this page still has it"

    with pytest.raises(changes.CannotAssess, match="closed"):
        say(assessment, house.arthur)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"element": "no-such"}, "element: This assessment does not ask about that element."),
        ({"rating": CRACKED}, "words: Say what shows that you have cracked it."),
        ({"evidence": Evidence(link="drawer 3")}, "link: A link begins with https://"),
        ({"evidence": Evidence("x" * 2001)}, "words: Use 2,000 letters or fewer."),
        ({"evidence": Evidence(figure="x" * 301)}, "figure: Use 300 letters or fewer."),
    ],
)
def test_an_answer_that_cannot_be_kept_says_why_and_where(house, assessment, more, reason):
    with pytest.raises(changes.CannotAssess) as refused:
        say(assessment, house.arthur, **more)

    assert reasons(refused) == [reason]


def test_what_is_retired_is_not_asked(house):
    without = retire(queries.pack(), LETTERS)
    changes.adapt(
        community=house.community, to=without, base_number=0, why="Ours.", by=house.lead, at=NOW
    )

    assessment = an_assessment(house)
    assert assessment.version == queries.versions_of(house.community)[0]
    with pytest.raises(changes.CannotAssess, match="does not ask about that element"):
        say(assessment, house.arthur)


def test_several_answers_are_all_kept_or_none(house, assessment):
    replies = [
        changes.Reply(LETTERS, WORKS, NEARLY),
        changes.Reply("one-recall", WORKS, CRACKED),
        changes.Reply("one-recall", THERE, CRACKED),
    ]
    with pytest.raises(changes.CannotAssess) as refused:
        changes.answer_many(assessment=assessment, replies=replies, by=house.arthur, at=NOW)

    assert reasons(refused) == ["one-recall-words: Say what shows that you have cracked it."]
    assert AssessmentAnswer.objects.count() == 0


def test_a_figure_is_kept_as_it_was_said(house, assessment):
    evidence = Evidence("Seen.", metric="prompts-in-time", figure="84 in 100")
    say(assessment, house.nurse, CRACKED, evidence=evidence)

    assert own_answers(assessment, house.nurse)[LETTERS, WORKS].evidence == evidence


def test_no_voice_settles_for_the_other(house, assessment):
    say(assessment, house.arthur, NEEDS_WORK)

    with pytest.raises(changes.CannotAssess, match="Only who sits there as"):
        settle(assessment, house.nurse, Voice.PEOPLE, CRACKED)

    settle(assessment, house.rhys, Voice.PEOPLE, GOOD_IDEAS)
    assert letters(queries.standing_in(assessment)).rating is GOOD_IDEAS


def test_what_is_settled_was_answered_first_and_says_why(house, assessment):
    with pytest.raises(changes.CannotAssess) as refused:
        settle(assessment, house.arthur, Voice.PEOPLE, why=" ")

    assert reasons(refused) == [
        "why: Say what the group agreed, and why.",
        "Nobody has answered this yet. Answer first, then settle.",
    ]


def test_a_voice_can_talk_again_and_the_newest_agreement_counts(house, assessment):
    say(assessment, house.arthur, NEEDS_WORK)
    settle(assessment, house.arthur, Voice.PEOPLE, GOOD_IDEAS)
    settle(assessment, house.rhys, Voice.PEOPLE, NEEDS_WORK)

    assert letters(queries.standing_in(assessment)).rating is NEEDS_WORK
    assert Settlement.objects.count() == 2


@pytest.mark.parametrize("doing", ["update", "delete"])
def test_the_database_itself_refuses_to_change_what_was_said(house, assessment, doing):
    say(assessment, house.arthur, NEEDS_WORK)
    settle(assessment, house.arthur, Voice.PEOPLE)

    for rows in (AssessmentAnswer.objects.all(), Settlement.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(rating=4) if doing == "update" else rows._raw_delete(rows.db)


def test_the_house_stands_as_the_last_closed_assessment_says(house, assessment):
    answer_all(house, assessment, NEARLY, letter_before=NEEDS_WORK)
    assert queries.standing_of(house.community).rating is NEEDS_WORK, "the first one, still open"
    close(house, assessment)

    winter = an_assessment(house, "Winter", at=NOW + DAY)
    assert queries.standing_of(house.community).rating is NEEDS_WORK, "not yet the new one"
    answer_all(house, winter, NEARLY, at=NOW + DAY)
    close(house, winter, at=NOW + DAY)

    assert queries.standing_of(house.community).rating is NEARLY
    assert queries.standing_of(house.community, on=TODAY).rating is NEEDS_WORK
    assert not queries.standing_of(house.community, on=TODAY - DAY).is_rated


def test_a_house_that_was_never_rated_stands_on_its_framework(house):
    found = queries.standing_of(house.community)

    assert found.words == "Nobody has rated the house yet."
    assert sum(len(part.elements) for part in found.parts) == len(queries.pack().in_use)


def test_the_film_has_a_frame_for_each_closed_assessment_and_one_for_today(house, assessment):
    answer_all(house, assessment, GOOD_IDEAS)
    close(house, assessment)
    changes.let_answer_for(
        community=house.community, part=Part.ROOF, account=house.lead, by=house.lead, at=NOW + DAY
    )
    winter = an_assessment(house, "Winter", at=NOW + DAY)
    answer_all(house, winter, NEARLY, at=NOW + DAY)
    close(house, winter, at=NOW + DAY)

    film = queries.film_of(house.community, on=TODAY + 2 * DAY)

    assert [day for day, _ in film] == [TODAY, TODAY + DAY, TODAY + 2 * DAY]
    assert [frame.rating for _, frame in film] == [GOOD_IDEAS, NEARLY, NEARLY]
    assert [frame.of(Part.ROOF).answers_for for _, frame in film] == ["", "Lena Hart", "Lena Hart"]


def test_asking_takes_no_more_queries_as_answers_and_assessments_grow(
    house, django_assert_max_num_queries
):
    for number in range(3):
        opened = an_assessment(house, f"Round {number}")
        answer_all(house, opened)
        close(house, opened)

    with django_assert_max_num_queries(4):
        queries.standing_of(house.community)
    with django_assert_max_num_queries(8):
        queries.film_of(house.community, on=TODAY)
    first, second, _ = queries.assessments_of(house.community)
    with django_assert_max_num_queries(4):
        queries.compared(first, second)
    with django_assert_max_num_queries(2):
        said_in(first)


def test_two_communities_are_compared_on_what_both_ask(house, assessment):
    answer_all(house, assessment, NEARLY)
    there = a_house("Otherby")
    changes.adapt(
        community=there.community, by=there.lead, at=NOW, base_number=0, why="Not ours.",
        to=retire(queries.pack(), LETTERS),
    )  # fmt: skip
    other = an_assessment(there)
    answer_all(there, other, GOOD_IDEAS)

    found = queries.compared(assessment, other)

    assert [each.code for each in found.only_first] == [LETTERS]
    assert (found.first.rating, found.second.rating) == (NEARLY, GOOD_IDEAS)


def test_staff_are_named_and_people_only_where_they_chose_to_be(house, assessment):
    say(assessment, house.nurse, NEARLY, evidence=Evidence("Sent from one list."))
    say(assessment, house.arthur, NEEDS_WORK, evidence=Evidence("It came late."))
    say(assessment, house.rhys, GOOD_IDEAS, evidence=Evidence("I got it."), named=True)

    found = {each.evidence.words: (each.who, each.rating) for each in said_in(assessment, LETTERS)}

    assert found == {
        "Sent from one list.": ("Nuala Byrne", NEARLY),
        "It came late.": ("", None),
        "I got it.": ("Rhys Moran", GOOD_IDEAS),
    }


def test_the_words_of_people_stand_in_an_order_that_says_nothing_of_when(house):
    orders = []
    for members in (house.people, house.people[::-1]):
        assessment = an_assessment(house, "Round")
        for account in members:
            words = {house.arthur: "It came late.", house.rhys: "I got it."}[account]
            say(assessment, account, NEARLY, evidence=Evidence(words))
        orders.append([each.evidence.words for each in said_in(assessment)])
        close(house, assessment)

    assert orders[0] == orders[1]


def test_only_answers_that_rest_on_something_are_evidence(house, assessment):
    say(assessment, house.arthur)
    say(assessment, house.arthur, element="one-recall", evidence=Evidence("Three letters."))

    assert [each.element for each in said_in(assessment)] == ["one-recall"]
    assert said_in(assessment, LETTERS) == []


def test_it_is_told_how_many_of_each_voice_have_answered(house, assessment):
    say(assessment, house.arthur)
    say(assessment, house.arthur, question=THERE)

    assert heard_from(assessment) == {Voice.STAFF: 0, Voice.PEOPLE: 1}


def test_a_member_finds_their_own_answers_again(house, assessment):
    say(assessment, house.arthur, NEEDS_WORK)
    say(assessment, house.arthur, None)
    say(assessment, house.rhys, CRACKED, evidence=Evidence("Seen."))

    own = own_answers(assessment, house.arthur)
    assert {key: each.rating for key, each in own.items()} == {(LETTERS, WORKS): None}


def test_no_answers_are_no_queries_of_other_assessments(assessment):
    assert given_in([assessment])[assessment.pk].answers == ()
    assert given_in([]) == {}


def test_the_audit_says_who_rated_what_and_not_how(house, assessment):
    say(assessment, house.arthur, NEEDS_WORK, evidence=Evidence("It came late."))

    row = AuditRow.objects.get(did="rated elements of the house")
    assert row.what == "Autumn, Holmbeck: letter-before"
    assert "late" not in str(AuditRow.objects.filter(pk=row.pk).values())


def test_an_assessment_of_another_community_is_not_found(house, assessment):
    assert queries.assessment_in(house.community, assessment.pk) == assessment
    assert queries.assessment_in(a_house("Otherby").community, assessment.pk) is None
    assert queries.open_assessment_of(house.community) == assessment
