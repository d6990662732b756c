"""How a plan is laid out for a page."""

from datetime import UTC, date, datetime

import pytest

from hearth.core.access import Role
from hearth.core.agreement import Standing
from hearth.core.plan import Authorship, Entry, Words
from hearth.web.plan.present import is_late, is_mine, reading
from hearth.web.plan.support import rings_of

TODAY = date(2027, 3, 1)
BIBI = Authorship(Words.PERSON, "Bibi", "Bibi", Role.PERSON, datetime(2027, 2, 1, tzinfo=UTC))


def an_entry(kind, thread="1", **content):
    return Entry(thread, 1, kind, content, BIBI)


def laid_out(*entries, standing=Standing.AGREED):
    return reading(entries, standing=standing, today=TODAY, names=["Bibi"])


@pytest.mark.parametrize("who", ["Me", "me and Samira", "I", "Bibi", "Bibi, with Ruth"])
def test_an_action_that_the_person_does_is_theirs_however_it_is_said(who):
    assert is_mine(an_entry("action", who=who), frozenset({"me", "i", "bibi"}))


def test_an_action_of_somebody_else_is_not_theirs():
    assert not is_mine(an_entry("action", who="Meera"), frozenset({"me", "i", "bibi"}))


@pytest.mark.parametrize("status", ["", "to_do", "doing"])
def test_an_open_action_past_its_day_is_late(status):
    assert is_late(an_entry("action", due_on="2027-02-28", status=status), TODAY)


@pytest.mark.parametrize(
    ("due_on", "status"), [("2027-03-01", "to_do"), ("2027-02-28", "done"), ("", "to_do")]
)
def test_an_action_that_is_done_or_still_has_time_is_not_late(due_on, status):
    assert not is_late(an_entry("action", due_on=due_on, status=status), TODAY)


def test_what_everyone_must_know_stands_at_the_top_and_only_there():
    plan = laid_out(an_entry("alert", text="Penicillin"), an_entry("contact", "2", name="Samira"))

    assert [each.entry.lead for each in plan.alerts] == ["Penicillin"]
    assert [group.kind for part in plan.parts for group in part.groups] == ["contact"]


def test_an_entry_names_the_goal_that_it_helps_in_words():
    goal = an_entry("goal", "g", text="Walk to the mosque")
    action = an_entry("action", "a", what="Walk", who="Me", when="Fridays", goal="g")

    [shown] = laid_out(goal, action).parts[0].groups[0].shown

    assert shown.does == ("Me", "Fridays")
    assert shown.lines == (("The goal it helps", "Walk to the mosque"),)


@pytest.mark.parametrize("standing", [Standing.DRAFT, Standing.OFFERED, Standing.NOT_AGREED])
def test_nothing_is_called_agreed_before_it_is(standing):
    action = an_entry("action", what="Walk", who="Me", when="Fridays")

    assert laid_out(action, standing=standing).parts[0].title == "What we may do"
    assert laid_out(action).parts[0].title == "What we agreed to do"


def test_the_circle_names_each_person_once_in_the_ring_nearest_to_them():
    rings = rings_of(
        [
            an_entry("contact", name="Samira Khan", relationship="my daughter"),
            an_entry("informal_support", who="samira khan", what="Shopping"),
            an_entry("professional", name="Ruth Adeyemi", role="Nurse"),
        ],
        key_worker="Ruth Adeyemi",
    )

    assert dict(rings) == {
        "Family and friends": [("Samira Khan", "my daughter")],
        "Community": [],
        "Services": [("Ruth Adeyemi", "My key worker")],
    }


def test_there_is_no_circle_of_nobody():
    assert rings_of([], key_worker="") == ()
