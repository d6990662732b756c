"""When there is a card, how urgent it is, and that it is one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hearth.core.prompts import TELL_MOST, Facts, Indicator, Why, card

FACTS = st.builds(
    Facts,
    due=st.lists(st.text(max_size=20), max_size=3).map(tuple),
    late=st.booleans(),
    review=st.none() | st.dates(),
    invited=st.booleans(),
    has_plan=st.booleans(),
)


def test_nothing_to_say_gives_no_card():
    assert card(Facts()) is None
    assert card(Facts(late=True)) is None


def test_a_plan_to_open_counts_as_a_record_is_opened_and_not_as_a_time_is_booked():
    found = card(Facts(has_plan=True))
    assert found is not None
    assert found.why == (Why.PLAN,)
    assert card(Facts(has_plan=True), plan_counts=False) is None


def test_a_late_review_comes_first_and_warns():
    found = card(Facts(due=("They are due.",), review=date(2026, 1, 31), invited=True))
    assert found is not None
    assert found.why == (Why.REVIEW_OVERDUE, Why.DUE, Why.INVITED)
    assert found.indicator is Indicator.WARNING
    assert found.detail.splitlines()[0] == "- The review was agreed for 31 January 2026."


@given(facts=FACTS)
def test_there_is_never_more_than_one_card_and_its_summary_is_short(facts):
    found = card(facts)
    assert (found is None) is not any((facts.due, facts.review, facts.invited, facts.has_plan))
    if found:
        assert len(found.summary) <= TELL_MOST
        assert len(found.lines) >= len(found.why)
        is_late = bool(facts.review) or (bool(facts.due) and facts.late)
        assert (found.indicator is Indicator.WARNING) is is_late
