"""What a group is told of a person: what was agreed, and nothing that was not on offer."""

from hypothesis import given
from hypothesis import strategies as st

from hearth.core.directory.activity import Activity, Cost, Meets, Place
from hearth.core.introductions.in_plan import entry_of
from hearth.core.introductions.passing_on import (
    PASSED_WORDS,
    About,
    Passed,
    SaidYes,
    as_read,
    chosen,
    default_kind,
    first_choice,
    is_mobile,
    offered,
    passing_on_problems,
)
from hearth.core.introductions.states import Kind
from hearth.core.kinds import KINDS, problems

BIBI = About("Bibi", telephone="07700 900123", email="bibi@example.org", hope="Sing again")
YES = SaidYes.TALKING

words = st.text(max_size=12)
abouts = st.builds(
    About,
    called=words, telephone=words, email=words, language=words,
    communication=st.lists(words, max_size=2).map(tuple),
    access=st.lists(words, max_size=2).map(tuple),
    hope=words, companion=words, supporter=words, prefers_email=st.booleans(),
)  # fmt: skip


@given(abouts, st.sets(st.sampled_from(Passed)))
def test_nothing_is_passed_on_but_what_is_ticked_and_on_offer(about, ticked):
    passes = chosen(about, ticked)

    assert set(passes) <= {each.value for each in ticked}
    assert all(offered(about)[Passed(name)] == words for name, words in passes.items())
    assert [said for _, said in as_read(passes)] == list(passes.values())


@given(abouts)
def test_at_first_a_name_and_at_most_one_way_to_reach_them_are_ticked(about):
    ticked = first_choice(about)

    assert Passed.CALLED in ticked
    assert ticked <= {Passed.CALLED, Passed.TELEPHONE, Passed.EMAIL}
    assert len(ticked) <= 2


def test_who_would_rather_have_an_email_is_reached_by_email():
    assert first_choice(BIBI) == {Passed.CALLED, Passed.TELEPHONE}
    rather = About("Bibi", telephone="07700 900123", email="b@example.org", prefers_email=True)
    assert first_choice(rather) == {Passed.CALLED, Passed.EMAIL}


def test_a_group_needs_a_name_a_way_to_reach_them_and_a_yes():
    said = [each.words for each in passing_on_problems(Kind.REFERRED, {}, None)]

    assert len(said) == 3
    assert passing_on_problems(Kind.TOLD, {}, None) == []
    whole = {"called": "Bibi", "telephone": "07700 900123"}
    assert passing_on_problems(Kind.REFERRED, whole, YES) == []
    # Somebody who goes with them is reached already.
    assert passing_on_problems(Kind.ACCOMPANIED, {"called": "Bibi"}, YES) == []
    assert passing_on_problems(Kind.REFERRED, {"called": "Bibi", "supporter": "Jo, 0"}, YES) == []


def test_each_thing_that_may_be_passed_on_has_its_words():
    assert set(PASSED_WORDS) == set(Passed)
    assert as_read({"hope": "Sing", "called": "Bibi", "plan": "no"}) == [
        ("Their name", "Bibi"), ("What they hope for, in their words", "Sing"),
    ]  # fmt: skip


def test_the_group_is_asked_where_a_message_reaches_it():
    assert default_kind(email="a@example.org", telephone="") is Kind.REFERRED
    assert default_kind(email="", telephone="07700 900123") is Kind.REFERRED
    assert default_kind(email="", telephone="01632 960123") is Kind.TOLD
    assert is_mobile("+44 7700 900123")
    assert is_mobile("+44 (0)7700-900123".replace(" (", "("))
    assert not is_mobile("07700 90012")
    assert not is_mobile("call us")


def test_the_entry_in_the_plan_is_filled_from_the_directory():
    choir = Activity(
        "1", "Singers", telephone="01632 960123", email="s@example.org", cost=Cost.FREE,
        meets=(Meets(1, 600, 690),), places=(Place("Hall", "1 Mill Lane"),),
    )  # fmt: skip

    assert entry_of(choir, "introduced") == {
        "what": "Singers", "where": "Hall, 1 Mill Lane", "when": "Tuesday, 10am to 11.30am",
        "cost": "Free", "contact": "01632 960123, s@example.org", "status": "introduced",
    }  # fmt: skip
    assert entry_of(Activity("1", "Tea", cost_words="£2 a week"), "idea") == {
        "what": "Tea", "cost": "£2 a week", "status": "idea",
    }  # fmt: skip
    assert "cost" not in entry_of(Activity("1", "Tea"), "idea")
    long = Activity("1", "Tea", when_words="Every day. " * 60)
    assert problems(KINDS["community"], entry_of(long, "idea")) == []
