"""A rule read aloud: plain, complete, and clear about what is not known."""

from datetime import date

import pytest
from hypothesis import given

from hearth.core.cohorts.columns import (
    Age,
    Band,
    Count,
    Definition,
    LastDate,
    LastReview,
    Latest,
    Place,
    Sex,
)
from hearth.core.cohorts.explain import Said, explain, lines, paragraph
from hearth.core.cohorts.rules import (
    Aged,
    Alive,
    AllOf,
    AnyOf,
    AtLeast,
    ConditionCount,
    DeficitIndex,
    HasCode,
    LatestValue,
    Months,
    Not,
    ReviewedWithin,
    Rule,
    leaves,
    parts_of,
)
from hearth.core.cohorts.sentences import Voice, clause, joined, shown_words
from tests.journeys.reading import HARDEST_GRADE, grade
from tests.spec.asking import CASES, CHAPTERS
from tests.unit.cohorts.rules_to_try import CONDITIONS, DEFICITS, EVERY_LEAF, FRAILTY, any_rule

DUE = AllOf(
    (
        Alive(),
        AnyOf((Aged(at_least=65), ConditionCount(CONDITIONS, 2))),
        Not(ReviewedWithin(12)),
        Not(AtLeast(2, (HasCode("falls", date(2024, 1, 1), 3), Aged(18, 64)))),
    )
)


def test_a_rule_is_read_as_lines_under_lines_that_say_who_counts_when_nothing_is_known():
    assert list(lines(explain(DUE, day=date(2025, 3, 31), titles={"falls": "a fall"}))) == [
        "All of these are true:",
        "  They are alive. People with no death on record meet this.",
        "  One or more of these is true:",
        "    They are 65 or over. People with no birth date on record do not meet this.",
        "    They have 2 or more of the long-term conditions on record. "
        "The long-term conditions are: asthma, diabetes and copd.",
        "  Their plan was not reviewed in the last 12 months (from 31 March 2024). "
        "People who never had a review meet this.",
        "  Fewer than 2 of these are true:",
        "    They have a fall on record on 3 days or more since 1 January 2024.",
        "    They are 18 to 64 years old. People with no birth date on record do not meet this.",
    ]


def test_a_paragraph_numbers_the_parts():
    rule = AllOf((Alive(), AnyOf((HasCode("asthma"), HasCode("copd")))))

    assert paragraph(explain(Definition("Breathing", rule))) == (
        "All of these are true: "
        "(1) They are alive. People with no death on record meet this. "
        "(2) One or more of these is true: "
        "(2.1) They have asthma on record. (2.2) They have copd on record."
    )


@pytest.mark.parametrize(
    ("never", "turned", "ends"),
    [
        (False, False, "do not meet this."),
        (True, False, "meet this."),
        (False, True, "meet this."),
        (True, True, "do not meet this."),
    ],
)
def test_the_words_say_how_those_count_who_were_never_measured(never, turned, ends):
    measured = LatestValue("sugar", "over", 58, if_never=never)

    said = explain(Not(measured) if turned else measured)

    assert said.notes == (f"People never measured {ends}",)


def test_a_measure_in_a_period_says_that_others_were_not_measured_then():
    said = explain(LatestValue("sugar", "at most", 58, since=Months(1)))

    assert said.words == "Their last sugar in the last 1 month is 58 or less."
    assert said.notes == ("People not measured then do not meet this.",)


def test_not_turns_groups_and_itself_round():
    both = AllOf((Alive(), Aged(at_most=17)))

    assert explain(Not(both)).words == "Not all of these are true:"
    assert explain(Not(AnyOf((both,)))).words == "None of these is true:"
    assert explain(AtLeast(1, (both,))).words == "1 or more of these are true:"
    assert explain(Not(Not(both))) == explain(both)


def test_a_band_says_what_it_counts_and_where_it_begins_and_not_what_it_is_not():
    said = explain(Not(DeficitIndex(DEFICITS, FRAILTY, ("moderate", "severe"))))

    assert said == Said(
        "Their frailty is not moderate or severe.",
        notes=(
            "It is how many they have on record of the deficits, out of 4. Here fit is from 0, "
            "mild is over 12%, moderate is over 24% and severe is over 36%. "
            "The deficits are: falls, copd, diabetes and asthma.",
        ),
    )
    assert "efi" not in " ".join(said.notes).lower().split()


def test_no_rule_of_one_condition_has_none_instead_of_fewer_than_one():
    assert explain(Not(ConditionCount(CONDITIONS, 1))).words == (
        "They have none of the long-term conditions on record."
    )


@given(any_rule())
def test_every_rule_has_words_for_each_of_its_leaves(rule):
    said = explain(rule, day=date(2025, 3, 31))

    def ends(each):
        return sum(map(ends, each.below)) if each.below else 1

    assert ends(said) == len(list(leaves(rule)))
    assert paragraph(said)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.title)
def test_what_each_operator_says_can_be_read_by_an_eleven_year_old(chapter):
    titles = {"hba1c": "blood sugar", "insulin": "a medicine"}
    said = [lines(explain(case.definition, titles=titles)) for case in chapter.cases]

    assert grade("\n".join(line for each in said for line in each)) <= HARDEST_GRADE


def test_every_column_has_words():
    columns = (
        Age(), Sex(), Place(), LastReview(), Latest("sugar", "sugar"), LastDate("falls", "fell"),
        Count(CONDITIONS, "conditions"), Band(DEFICITS, FRAILTY, "frailty"),
    )  # fmt: skip
    words = [shown_words(column, Voice({"sugar": "blood sugar"})) for column in columns]

    assert len(set(words)) == len(words)
    assert "their last blood sugar, and its day" in words


def test_what_has_no_words_is_refused_and_not_passed_over():
    class Unknown(Rule):
        pass

    with pytest.raises(TypeError, match="no words"):
        explain(Unknown())
    assert parts_of(Unknown()) == ()
    assert {type(leaf) for leaf in map(_example, EVERY_LEAF)} == set(EVERY_LEAF)


def _example(kind):
    found = (leaf for case in CASES for leaf in leaves(case.definition.rule))
    leaf = next(leaf for leaf in found if type(leaf) is kind)
    assert clause(leaf, Voice()).yes != clause(leaf, Voice()).no
    return leaf


def test_words_are_joined_as_people_say_them():
    assert joined(["a"]) == "a"
    assert joined(["a", "b"], "or") == "a or b"
    assert joined(["a", "b", "c"]) == "a, b and c"
