"""The work plan held against the House."""

from datetime import date
from fractions import Fraction

from hearth.core.house.assessing import Answer, Question, Rating, Voice
from hearth.core.house.balance import balance, percent
from hearth.core.house.framework import Element, Framework
from hearth.core.house.parts import Part, Strand
from hearth.core.house.standing import stand
from hearth.core.house.work import Said, Work, WorkState

DAY = date(2026, 11, 2)


def element(code, part, **more):
    return Element(code, part, code.capitalize(), "Is it there?", "Does it work?", **more)


FRAMEWORK = Framework(
    "Ours",
    (
        element("letters", Part.LEFT_WALL),
        element("training", Part.RIGHT_WALL),
        element("recall", Part.ROOF),
        element("figures", Part.ROOF, strand=Strand.METRICS),
        element("groups", Part.FOUNDATION, strand=Strand.COMMUNITY),
        element("talk", Part.CENTRE),
        element("posters", Part.CENTRE, matters=False),
        element("faxes", Part.ROOF, retired=True),
    ),
)


def rated(**ratings):
    answers = [
        Answer(code, question, voice, rating, voice)
        for code, rating in ratings.items()
        for question in Question
        for voice in Voice
    ]
    return stand(FRAMEWORK, answers)


def work(number, *elements, state=WorkState.PLANNED, effort=None):
    return Work(number, Said(f"Action {number}", effort=effort), state, DAY, elements)


def test_a_weak_element_without_an_open_action_is_named_the_weakest_first():
    standing = rated(
        letters=Rating.GOOD_IDEAS, training=Rating.NEEDS_WORK, talk=Rating.NEARLY_THERE
    )
    done = work(1, "training", state=WorkState.DONE)

    found = balance([done, work(2, "recall", "figures", "groups")], FRAMEWORK, standing)

    assert [each.code for each, _ in found.weak_alone] == ["training", "letters"]
    assert "2 weak elements have no action: Training, Letters." in found.words


def test_an_element_that_nobody_rated_is_weak_too_once_others_are_rated():
    found = balance([], FRAMEWORK, rated(letters=Rating.NEARLY_THERE))

    assert [each.code for each, _ in found.weak_alone] == [
        "training", "recall", "figures", "groups", "talk",
    ]  # fmt: skip
    assert "5 weak elements have no action: Training, Recall, Figures, and 2 more." in found.words


def test_what_is_cracked_and_eats_the_time_is_named_with_its_share():
    standing = rated(recall=Rating.CRACKED_IT, letters=Rating.NEEDS_WORK)
    plan = [work(1, "recall"), work(2, "recall", "letters"), work(3, "talk"), work(4, "talk")]

    found = balance(plan, FRAMEWORK, standing)

    assert found.strong_share == Fraction(3, 8)
    assert "38% of the work is for what you have cracked already: Recall." in found.words


def test_a_small_share_on_what_is_cracked_is_nothing_to_speak_of():
    standing = rated(recall=Rating.CRACKED_IT)
    found = balance(
        [work(1, "recall"), *(work(n, "talk") for n in range(2, 8))], FRAMEWORK, standing
    )

    assert not any("cracked" in each for each in found.words)


def test_shares_are_of_days_where_every_open_action_says_how_many():
    plan = [work(1, "letters", effort=1), work(2, "recall", effort=9)]

    assert balance(plan, FRAMEWORK).parts[0].share == Fraction(1, 10)
    assert balance([*plan, work(3, "talk")], FRAMEWORK).parts[0].share == Fraction(1, 3)


def test_the_three_neglected_strands_are_always_named():
    assert balance([], FRAMEWORK).words == (
        "No action is open.",
        "Nothing is planned for the left wall.",
        "Nothing is planned for links with the community.",
        "Nothing is planned for metrics.",
    )
    found = balance([work(1, "letters"), work(2, "letters", "figures")], FRAMEWORK)
    assert found.words[-3:] == (
        "2 open actions for the left wall.",
        "Nothing is planned for links with the community.",
        "1 open action for metrics.",
    )


def test_parts_without_an_action_and_actions_without_an_element_are_said():
    found = balance([work(1, "recall"), work(2), work(3, "faxes")], FRAMEWORK)

    assert "The house has no rating yet" in found.words[0]
    assert (
        "No open action is for the left wall, the right wall, the foundation or the hearth."
        in found.words
    )
    assert "2 actions are not tied to an element of the house." in found.words
    alone = balance([work(1)], FRAMEWORK)
    assert "1 action is not tied to an element of the house." in alone.words


def test_each_part_says_its_rating_its_actions_and_its_share():
    plan = [work(1, "letters"), work(2, "letters", "recall"), work(3, "recall")]
    said = [each.words for each in balance(plan, FRAMEWORK, rated(letters=Rating.NEEDS_WORK)).parts]

    assert said[0] == "Left wall, “needs work”: 2 open actions, 50% of the work."
    assert said[1] == "Right wall, not rated: no open action."
    one = balance([work(1, "talk")], FRAMEWORK, rated(talk=Rating.NEEDS_WORK))
    assert one.parts[-1].words == "Hearth, “needs work”: 1 open action, 100% of the work."
    assert "No open action is for the left wall" in " ".join(one.words)
    assert not any("not tied" in each for each in one.words)


def test_one_bare_part_and_one_weak_element_are_said_in_the_singular():
    full = dict.fromkeys(("training", "recall", "figures", "groups", "talk"), Rating.NEARLY_THERE)
    plan = [work(1, *full)]
    found = balance(plan, FRAMEWORK, rated(letters=Rating.NEEDS_WORK, **full))

    assert "No open action is for the left wall." in found.words
    assert "1 weak element has no action: Letters." in found.words


def test_a_share_that_is_there_is_never_written_as_none():
    assert percent(Fraction(1, 500)) == "under 1%"
    assert percent(Fraction(0)) == "0%"
    assert percent(Fraction(1, 8)) == "13%"
