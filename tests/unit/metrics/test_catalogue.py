"""The catalogue: every metric says what it counts and what it does not; nothing is left unsaid."""

import re
from dataclasses import replace
from itertools import combinations

import pytest

from hearth.core.cohorts.explain import explain, lines
from hearth.core.cohorts.rules import AllOf, HasCode, Not
from hearth.core.metrics.catalogue import (
    KNOWN,
    TEXTS,
    Better,
    Catalogue,
    NotAMetric,
    parse_metrics,
    unknown_elements,
)
from hearth.core.metrics.happened import BEFORE_NAME, HAPPENED, LISTS, TITLES, Among
from hearth.site import frameworks, metrics

OURS = metrics.catalogue().metrics

TEXT = """
[[metric]]
code = "talked"
question = "Do people talk?"
elements = ["own-agenda"]
eligible = "has happened/recall-due"
counted = "has happened/conversation-held"
of = "people who were due"
count = "those who talked"
left_out = "nobody"
source = "Hearth"
better = "more"
caveat = "None."
"""


def reasons(text: str) -> list[str]:
    with pytest.raises(NotAMetric) as refused:
        parse_metrics(text)
    return [each.words for each in refused.value.reasons]


@pytest.mark.parametrize("metric", OURS, ids=lambda metric: metric.code)
def test_every_metric_is_documented(metric):
    for name in TEXTS:
        assert getattr(metric, name).strip(), name
    assert metric.question.endswith("?")
    assert metric.caveat.endswith(".")
    assert not metric.target or metric.target_source
    assert metric.lists <= LISTS.keys(), "a metric asks for what happened, and no site’s own list"


def test_every_metric_names_elements_that_the_house_has():
    assert unknown_elements(OURS, [each.code for each in frameworks.house_of_care().in_use]) == []


def test_there_is_a_metric_for_all_that_the_house_asks_after():
    assert len(OURS) >= 20
    told = frozenset[str]().union(*(metric.lists for metric in OURS))
    assert {each.code for each in HAPPENED if each.list_name not in told} == {
        "ltc6-involved", "ltc6-informed", "ltc6-supported"
    }  # fmt: skip


@pytest.mark.parametrize("metric", OURS, ids=lambda metric: metric.code)
def test_a_metric_of_people_asks_for_what_people_do(metric):
    among = {each.among for each in HAPPENED if each.list_name in metric.lists}
    assert among <= {metric.among}


def test_no_two_metrics_that_are_shown_in_groups_ask_of_the_same_people():
    """Two tables of which one is a part of the other would give small counts away."""
    shown = [metric for metric in OURS if metric.by_group]

    assert len(shown) >= 2
    for one, other in combinations(shown, 2):
        assert not one.lists & other.lists, (one.code, other.code)


def test_a_rule_is_read_aloud_with_what_happened_in_words():
    said = " ".join(lines(explain(OURS[0].base, titles=TITLES)))

    assert "They have a month in which to be asked on record" in said
    assert BEFORE_NAME not in said


@pytest.mark.parametrize("name", [*TEXTS, "better", "eligible", "elements", "counted"])
def test_a_metric_without_a_field_is_refused(name):
    without = "\n".join(line for line in TEXT.splitlines() if not line.startswith(f"{name} ="))

    assert len(reasons(without)) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("metric = 1", "There is no [[metric]] in it."),
        ("[[metric", "This is not a TOML file"),
        (TEXT + 'colour = "red"', "There is no field called colour."),
        (TEXT + 'left_out = 3', "This is not a TOML file"),
        (TEXT.replace('"nobody"', "3"), "left_out must be text in quotes."),
        (TEXT.replace('"more"', '"up"'), "better must be one of: more, less, neither."),
        (TEXT + "least = 2", "least must be a whole number from 5 to 1000."),
        (TEXT + "by_group = 1", "by_group must be true or false."),
        (TEXT + "target = 80", "It does not say where its target is from."),
        (TEXT.replace('"talked"', '"Talked a lot"'), "A code is of small letters"),
        (TEXT.replace("conversation-held", "sang"), "There is no event called “sang”."),
        (TEXT.replace("has happened/recall-due", "hs it"), "eligible: Line 4: There is no "),
        (TEXT + "band = 1", "Give it one rule for who is counted, or bands."),
        (TEXT.replace("counted = ", "band = 1 #"), "Write each band as [[metric.band]]."),
        (TEXT.replace("counted = ", "band = [{name = 'a'}] #"), "A band needs a name and a rule."),
        (
            TEXT.replace('"more"', '"neither"') + 'target = 5\ntarget_source = "us"',
            "A figure of which neither way is better has no target.",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_text_is_said_in_words(text, reason):
    assert any(reason in each for each in reasons(text)), reasons(text)


def test_all_that_is_wrong_is_said_at_once():
    assert len(reasons(TEXT.replace('"Do people talk?"', '""').replace('"nobody"', '""'))) == 2


def test_two_metrics_cannot_have_one_code():
    with pytest.raises(NotAMetric):
        Catalogue((*parse_metrics(TEXT), *parse_metrics(TEXT)))


def test_words_can_be_bettered_without_making_another_definition():
    (metric,) = parse_metrics(TEXT)
    (reworded,) = parse_metrics(TEXT.replace("None.", "Another caveat.") + "least = 25")

    assert reworded.hash == metric.hash
    assert re.fullmatch("[0-9a-f]{64}", metric.hash)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("recall-due", "plan-agreed"),
        ("conversation-held", "plan-agreed"),
        ("conversation-held", "conversation-held in the last 6 months"),
        ('"more"', '"more"\nexcluded = "aged 17 or under"'),
    ],
)
def test_another_rule_is_another_definition(old, new):
    (metric,), (other,) = parse_metrics(TEXT), parse_metrics(TEXT.replace(old, new))

    assert metric.hash != other.hash


def test_who_is_excluded_is_not_in_the_denominator():
    (metric,) = parse_metrics(TEXT + 'excluded = "has happened/plan-agreed"')

    assert metric.base == AllOf(
        (HasCode("happened/recall-due"), Not(HasCode("happened/plan-agreed")))
    )


def test_the_metrics_of_an_element_are_found():
    catalogue = metrics.catalogue()
    element = OURS[0].elements[0]

    assert OURS[0] in catalogue.of(element)
    assert catalogue.by_code[OURS[0].code] is OURS[0]
    assert catalogue.of("nothing") == ()
    assert replace(OURS[0], better=Better.LESS).among is Among.PEOPLE
    assert set(TEXTS) <= KNOWN
