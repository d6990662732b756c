"""The plan as a value: entries, what is missing, the frozen document, what changed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.access import Role
from hearth.core.agreement import CannotAgree
from hearth.core.plan import (
    Authorship,
    ChangeKind,
    Cover,
    Entry,
    Review,
    Words,
    asks_what_would_help,
    canonical,
    change_is_a_suggestion,
    changes_between,
    document,
    entries_of,
    fingerprint,
    mark_of,
    missing_from,
    supporter_change_obstacles,
    without_references,
)
from hearth.core.words import Refusal, Section

AT = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def who(words=Words.PERSON, said_by="Bibi", written_by="Bibi", written_as=Role.PERSON, **more):
    return Authorship(words, said_by, written_by, written_as, AT, **more)


def entry(kind="goal", thread="t1", number=1, authorship=None, agreed=False, **content) -> Entry:
    return Entry(thread, number, kind, content or {"text": "Walk"}, authorship or who(), agreed)


TAKEN_DOWN = who(written_by="Ruth", written_as=Role.PRACTITIONER, on_behalf_of="Bibi")
COVER = Cover(
    "p1", "Rabia KHAN", "Bibi", date(1948, 3, 12), {"NHS number": "999 000 0018"}, "Ruth", "Ruth",
    "At home", Review(date(2027, 5, 1), "Ruth", "A visit"), ("large print",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("current", "writer", "waits"),
    [
        (entry(), Role.PRACTITIONER, True),
        (entry(), Role.PERSON, False),
        (entry(), Role.SUPPORTER, False),
        (entry(authorship=TAKEN_DOWN), Role.PRACTITIONER, False),
        (entry(authorship=TAKEN_DOWN, agreed=True), Role.PRACTITIONER, True),
        (entry(authorship=who(Words.PROFESSIONAL, "Ruth"), agreed=True), Role.PRACTITIONER, False),
    ],
)
def test_a_professionals_change_to_the_persons_words_waits_for_the_person(current, writer, waits):
    assert change_is_a_suggestion(current, writer) is waits


def test_a_supporter_changes_their_own_view_or_what_the_person_asked_but_no_one_elses_words():
    view = entry("view", authorship=who(Words.SUPPORTER, "Samira"))

    assert supporter_change_obstacles(view, "Samira") == []
    assert supporter_change_obstacles(entry(), "Samira") == []
    assert supporter_change_obstacles(view, "Yusuf")


def test_every_entry_says_whose_words_it_holds_and_who_wrote_them():
    joined = who(
        written_by="Ruth",
        written_as=Role.PRACTITIONER,
        on_behalf_of="Bibi",
        source="Holmbeck Council",
    )

    assert joined.line == "Bibi’s words, written by Ruth, for Bibi, from Holmbeck Council"
    assert who().line == "Bibi’s words"
    assert who(written_by="Rabia Khan").line == "Bibi’s words"


def test_a_confidence_below_seven_asks_what_would_help():
    assert [n for n in range(11) if asks_what_would_help(n)] == [0, 1, 2, 3, 4, 5, 6]
    assert not asks_what_would_help(None)
    unsure = entry(text="Swim", confidence=5)
    assert "Ask what would help with this, as they are not sure of it: “Swim”." in missing_from(
        [unsure]
    )
    helped = entry(text="Swim", confidence=5, what_would_help="A lift")
    assert not any("Swim" in words for words in missing_from([helped]))


def test_a_whole_plan_misses_nothing():
    held = [
        entry("what_matters", "a"),
        entry("goal", "b"),
        entry("action", "c", what="Walk", who="Me", when="Fridays"),
        entry("contingency", "d", triggers="A cold"),
    ]

    assert missing_from(held) == []
    assert missing_from([*held, entry("action", "e", what="Swim", who="Me")]) == [
        "Say who does this, and when: “Swim”."
    ]


contents = st.dictionaries(
    st.sampled_from(["text", "why", "outcome"]), st.text(min_size=1, max_size=40), min_size=1
)


@given(st.lists(contents, max_size=6))
def test_a_frozen_document_gives_back_the_entries_that_went_in(held):
    entries = [
        Entry(f"t{n}", 1, "goal", content, TAKEN_DOWN, True) for n, content in enumerate(held)
    ]

    kept = document(COVER, entries, number=1, previous="")

    assert entries_of(kept) == sorted(entries, key=lambda e: e.thread)


@given(st.permutations(range(5)))
def test_the_fingerprint_does_not_depend_on_the_order_in_which_entries_were_read(order):
    entries = [entry(thread=f"t{n}", text=str(n)) for n in range(5)]

    def print_of(rows):
        return fingerprint(canonical(document(COVER, rows, number=1, previous="")))

    assert print_of([entries[n] for n in order]) == print_of(entries)


@given(contents, contents)
def test_different_words_have_different_fingerprints(one, other):
    prints = [
        fingerprint(canonical(document(COVER, [entry(**c)], number=1, previous="")))
        for c in (one, other)
    ]

    assert (prints[0] == prints[1]) == (one == other)


def test_the_conversation_is_kept_but_is_not_the_plan():
    kept = document(COVER, [entry("story", "s"), entry()], number=1, previous="")

    assert [row["kind"] for row in kept["entries"]] == ["goal"]


def test_an_entry_joined_by_the_software_has_no_role():
    joined = Entry("t", 1, "goal", {"text": "x"}, who(written_as=None), True)

    assert entries_of(document(COVER, [joined], number=1, previous="")) == [joined]


def test_what_changed_names_what_was_added_changed_and_taken_out():
    before = [
        entry(thread="same"),
        entry(thread="old"),
        entry(thread="edit", text="Walk", why="Fun"),
    ]
    after = [
        entry(thread="same"),
        entry(thread="edit", number=2, text="Walk far", importance=9),
        entry("action", "new", what="Go"),
    ]

    found = {change.entry.thread: change for change in changes_between(before, after)}

    assert {thread: change.how for thread, change in found.items()} == {
        "old": ChangeKind.REMOVED, "edit": ChangeKind.CHANGED, "new": ChangeKind.ADDED,
    }  # fmt: skip
    assert found["edit"].fields == (
        ("My goal or hope", "Walk", "Walk far"),
        ("Why this matters to me", "Fun", ""),
        ("How much it matters (0 to 10)", "", "9 out of 10"),
    )


def test_an_entry_knows_its_section_and_the_line_that_says_it():
    assert entry("action", what="Walk").section is Section.ACTIONS
    assert entry("action", what="Walk").lead == "Walk"


def test_a_refusal_carries_every_reason():
    refused = CannotAgree([Refusal("Say why.", "reason"), "Say who."])

    assert [str(reason) for reason in refused.reasons] == ["reason: Say why.", "Say who."]
    assert str(CannotAgree("No.")) == "No."


def test_the_mark_of_a_draft_differs_as_soon_as_an_entry_does():
    read = mark_of([entry(thread="a"), entry(thread="b")])

    assert read == mark_of([entry(thread="b"), entry(thread="a"), entry("story", "s")])
    assert read != mark_of([entry(thread="a")])
    assert read != mark_of([entry(thread="a", number=2), entry(thread="b")])


def test_an_entry_does_not_point_to_what_its_reader_must_not_learn_of():
    goal = entry(text="Walk to the shop", need="a sealed need")

    assert without_references(goal, {"a sealed need"}).content == {"text": "Walk to the shop"}
    assert without_references(goal, {"another"}) == goal
