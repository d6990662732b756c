"""The emergency page and card: how old and how it stands first, and what is not known is said."""

from datetime import date, timedelta

import pytest

from hearth.core.agreement import IN_FORCE, STANDING_WORDS, Standing, age_words
from hearth.core.sharing import EMERGENCY_SECTIONS
from hearth.core.words import Section
from hearth.formats.emergency_card import EmergencyCard, emergency_card_page, emergency_card_pdf
from hearth.formats.emergency_copy import (
    NO_PLAN,
    Known,
    VersionFacts,
    Whose,
    lay_out_emergency,
)
from tests.journeys.reading import assert_plain
from tests.unit.paper import faults_of, pages_of, pictures_without_words, squeezed, text_of
from tests.unit.typical_plan import TODAY, WRITTEN_ON, a_plan, hash_of

WHOSE = Whose(
    "Rabia KHAN (Bibi)", date(1948, 3, 12), (("NHS number", "999 000 0018"),), ("Hearing aids",)
)
KNOWN = Known(("Penicillin (rash)",), (("Salbutamol inhaler", "Two puffs when needed"),))
ADDRESS = "https://plans.example.org/e/a-token-of-forty-three-characters-so-it-is-long/"
AGES = (0, 1, 59, 60, 200, 400, 729, 731, 1500)


def copy_of(
    standing=Standing.AGREED, *, plan=None, known=KNOWN, shows=EMERGENCY_SECTIONS,
    today=TODAY, review_on=date(2027, 9, 1),
):  # fmt: skip
    plan = plan or a_plan()
    version = VersionFacts(plan, standing, WRITTEN_ON, review_on, hash_of(plan))
    return lay_out_emergency(WHOSE, version, known, shows=shows, today=today)


def a_card(copy=None, **more):
    return EmergencyCard(copy or copy_of(), ADDRESS, TODAY, TODAY + timedelta(days=365), **more)


@pytest.mark.parametrize("standing", Standing)
def test_g5_every_standing_at_every_age_is_said_with_its_age_and_its_late_review(standing):
    for days in AGES:
        today = WRITTEN_ON + timedelta(days=days)
        copy = copy_of(standing, today=today, review_on=WRITTEN_ON + timedelta(days=180))

        assert copy.standing_words == STANDING_WORDS[standing]
        assert copy.age == f"{age_words(WRITTEN_ON, today)}."
        assert ("Review overdue" in copy.review) == (standing in IN_FORCE and days > 180)
        page = squeezed(emergency_card_page(a_card(copy)))
        top = page[: page.index("Allergies</h2>")]
        for words in (copy.standing_words, copy.age, copy.review):
            assert squeezed(words) in top, (standing, days)


def test_nothing_that_nobody_agreed_looks_agreed():
    for standing in set(Standing) - IN_FORCE:
        assert not copy_of(standing).is_in_force
        assert "is agreed." not in copy_of(standing).standing_words


def test_without_a_plan_it_says_so_and_still_shows_what_the_practice_knows():
    copy = lay_out_emergency(WHOSE, None, KNOWN, shows=EMERGENCY_SECTIONS, today=TODAY)

    assert copy.standing_words == NO_PLAN
    assert (copy.age, copy.review, copy.worse) == ("", "", ())
    assert copy.allergies == ("Penicillin (rash)",)


def test_a_part_that_is_not_shown_differs_from_one_that_is_not_known():
    unknown = copy_of(known=Known((), ()))
    shut = copy_of(shows={Section.IF_THINGS_GET_WORSE})

    assert (unknown.medicines, shut.medicines) == ((), None)
    assert (shut.speak, shut.people) == (None, None)
    assert shut.worse
    page = emergency_card_page(a_card(unknown))
    assert "No medicines are written down here." in page
    assert "Allergies are not shown here." in emergency_card_page(a_card(shut))


def with_entries(*more):
    """The typical plan with these (kind, content) instead of its alerts and its people."""
    plan = a_plan()
    held = [e for e in plan["entries"] if e["kind"] not in ("alert", "contact", "professional")]
    made = [
        {**held[0], "thread": f"made-{n}", "kind": kind, "content": content}
        for n, (kind, content) in enumerate(more)
    ]
    return {**plan, "entries": [*held, *made]}


def test_an_allergy_that_was_written_in_the_plan_is_said_once():
    plan = with_entries(
        ("alert", {"text": "penicillin (Rash)", "kind": "allergy"}),
        ("alert", {"text": "Latex", "kind": "allergy"}),
        ("alert", {"text": "A key safe by the door", "kind": "safety"}),
    )
    copy = copy_of(plan=plan)

    assert copy.allergies == ("penicillin (Rash)", "Latex")
    assert copy.alerts == ("A key safe by the door",)
    assert copy_of(plan=plan, shows={Section.RESULTS}).allergies == ("Penicillin (rash)",)


def test_who_is_to_be_called_in_an_emergency_comes_first():
    plan = with_entries(
        ("professional", {"name": "Dr Rao", "role": "GP", "contact": "0113 496 0000"}),
        ("contact", {"name": "Omar", "type": "other"}),
        ("contact", {"name": "Samira", "relationship": "daughter", "type": "emergency"}),
    )
    people = copy_of(plan=plan).people

    assert [call.name for call in people][:3] == ["Samira", "Omar", "Dr Rao"]
    assert people[0].who == "daughter, call first"
    assert people[-1].who == "Key worker"


def test_the_card_carries_its_date_its_check_code_and_where_the_newest_is():
    card = a_card()
    words = text_of(emergency_card_pdf(card))

    for said in ("Scan for the newest", "Printed on 13 March 2027", f"Check code {card.copy.code}"):
        assert squeezed(said) in words
    assert squeezed("Rabia KHAN (Bibi)") in words
    assert squeezed("12 March 1948 (79 years)") in words
    assert squeezed("999 000 0018") in words


@pytest.mark.parametrize("large_print", [False, True])
def test_the_card_is_tagged_paper_with_words_for_each_picture(large_print, tmp_path):
    pdf = emergency_card_pdf(a_card(large_print=large_print))

    assert faults_of(pdf, tmp_path) == []
    assert pictures_without_words(pdf) == 0
    if not large_print:
        assert len(pages_of(pdf)) <= 2


def test_our_words_on_the_card_are_plain():
    assert_plain(emergency_card_page(a_card(copy_of(known=Known((), ())))))
