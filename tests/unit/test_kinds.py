"""The catalogue of entries, and the rules of its fields."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.fields import FieldType
from hearth.core.kinds import CATALOGUE, KINDS, PLAN_KINDS, checked, kinds_in, problems, shown
from hearth.core.words import READING_ORDER, TITLES, Section

PRSB = (
    "Strengths",
    "Needs, concerns or problems",
    "Goals and hopes",
    "Goals / importance",
    "Goals / status",
    "Goals / outcomes",
    "Actions / What",
    "Actions / Who name",
    "Actions / Who role",
    "Actions / Who team",
    "Actions / Who contact",
    "Actions / When",
    "Actions / Suggested strategies",
    "Actions / Status",
    "Actions / Confidence",
    "Actions / Review date",
    "Stage goal / goal",
    "Stage goal / outcome",
    "Stage goal / status",
    "Care funding source",
    "Other care planning documents",
    "Contingency / Trigger factors",
    "Contingency / name",
    "Contingency / What should happen",
    "Contingency / Who to contact",
    "Contingency / agreed with",
    "Contingency / Coping strategies",
    "Contingency / Early warning",
    "Advance statement",
    "Anticipatory medicines/equipment",
    "Coping / start",
    "Coping / end",
    "Additional support plans / name",
    "Additional support plans / content",
    "Formulation / text",
    "Formulation / date",
    "Formulation / recorder",
    "Location",
    "Performing professional",
    "Review date",
    "Review responsibility",
    "Professional contacts / name",
    "Professional contacts / key worker flag",
    "Professional contacts / specialty",
    "Professional contacts / team",
    "Professional contacts / organisation",
    "Professional contacts / start",
    "Professional contacts / end",
    "Personal contacts / name",
    "Personal contacts / relationship",
    "Personal contacts / type",
    "Personal contacts / contact",
    "Personal contacts / comments",
    "Multimedia",
)


@pytest.mark.parametrize("element", PRSB)
def test_each_element_of_the_prsb_plan_has_a_place(element):
    held = {each.prsb for kind in CATALOGUE for each in kind.fields}

    assert any(element in prsb for prsb in held)


def test_each_part_of_the_plan_has_kinds_and_a_title_and_is_read_in_order():
    for section in Section:
        assert TITLES[section]
        assert section is Section.RESULTS or (kinds_in(section) and section in READING_ORDER)


def test_names_are_unique_and_references_point_to_a_kind():
    assert len(KINDS) == len(CATALOGUE)
    for kind in CATALOGUE:
        names = [each.name for each in kind.fields]
        assert len(names) == len(set(names))
        for each in kind.fields:
            assert each.type is not FieldType.ENTRY or each.refers_to in KINDS
    assert set(PLAN_KINDS) < set(KINDS)


def test_a_field_is_found_by_its_name():
    assert KINDS["goal"].field("why").label == "Why this matters to me"
    with pytest.raises(StopIteration):
        KINDS["goal"].field("colour")


@pytest.mark.parametrize(
    ("kind", "given", "where"),
    [
        ("goal", {}, "text"),
        ("goal", {"text": "  "}, "text"),
        ("goal", {"text": "x", "importance": 11}, "importance"),
        ("goal", {"text": "x", "importance": "ten"}, "importance"),
        ("goal", {"text": "x", "by_when": "30 2 2027"}, "by_when"),
        ("goal", {"text": "x", "status": "finished"}, "status"),
        ("goal", {"text": "x", "colour": "red"}, "colour"),
        ("goal", {"text": "x" * 20_001}, "text"),
        ("action", {"what": "x" * 301, "who": "Me", "when": "now"}, "what"),
        ("resource", {"what": "x", "funder": "nhs", "amount": "-1"}, "amount"),
    ],
)
def test_a_wrong_field_is_named_with_what_to_do(kind, given, where):
    found = problems(KINDS[kind], given)

    assert [problem.where for problem in found] == [where]
    assert found[0].words.endswith(".")


def test_what_is_kept_is_tidy():
    given = {
        "text": "  Walk\r\nfar\x00 ",
        "importance": "9",
        "by_when": date(2027, 3, 27),
        "why": "",
        "status": "going",
    }

    assert (
        problems(KINDS["goal"], given)
        == problems(KINDS["goal"], {"text": "x", "by_when": "2027-03-27"})
        == []
    )
    assert checked(KINDS["goal"], given) == {
        "text": "Walk\nfar",
        "importance": 9,
        "by_when": "2027-03-27",
        "status": "going",
    }
    assert (
        checked(KINDS["informal_support"], {"who": "A", "what": "b", "willing": "on"})["willing"]
        is True
    )
    assert "willing" not in checked(
        KINDS["informal_support"], {"who": "A", "what": "b", "willing": "no"}
    )


def test_values_are_shown_as_people_read_them():
    goal, resource = KINDS["goal"], KINDS["resource"]

    assert shown(goal.field("status"), "reached") == "Reached"
    assert shown(goal.field("by_when"), "2027-03-07") == "7 March 2027"
    assert shown(goal.field("importance"), 9) == "9 out of 10"
    assert shown(resource.field("amount"), 125050) == "£1,250.50"
    assert shown(KINDS["professional"].field("key_worker"), True) == "Yes"
    assert shown(goal.field("text"), "Walk") == "Walk"


@given(st.sampled_from(CATALOGUE), st.data())
def test_whatever_passes_the_rules_can_be_kept_and_shown(kind, data):
    values = st.one_of(
        st.none(), st.text(max_size=30), st.integers(-5, 20), st.dates(), st.booleans()
    )
    given = {each.name: data.draw(values) for each in kind.fields}

    if not problems(kind, given):
        for name, value in checked(kind, given).items():
            assert isinstance(shown(kind.field(name), value), str)
