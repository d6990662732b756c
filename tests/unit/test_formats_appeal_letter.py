"""The letter of each step of a disagreement: plain, the same on paper and as text, accessible."""

from dataclasses import replace
from datetime import date

import pytest

from hearth.core.appeal import ENDED, State
from hearth.formats.appeal_letter import (
    GOES_ON,
    HEADINGS,
    OPENINGS,
    SAID,
    AppealLetter,
    appeal_letter_page,
    appeal_letter_pdf,
    appeal_letter_text,
)
from hearth.site.jurisdiction import load
from tests.journeys.reading import assert_plain
from tests.unit.paper import faults_of, pages_of, sizes_of, squeezed, text_of

RULES = load("england").appeal
LETTER = AppealLetter(
    state=State.DECIDED,
    to="Bibi (Rabia) KHAN",
    called="Bibi",
    address=("12 Mill Lane", "Holmbeck"),
    about_name="Bibi (Rabia) KHAN",
    numbers=("Born 12 March 1948", "NHS number 999 000 0018"),
    sender="Mill Lane Surgery",
    sender_address="1 Mill Lane",
    sender_telephone="01632 960001",
    made_on=date(2026, 11, 2),
    about="“My goals”",
    why="It says that I do not want to walk.",
    wanted="Write that I want to.",
    said="We asked you, and you do.",
    remedy="The goal is written again.",
    actor="Ruth Adeyemi, Practice nurse, Mill Lane Surgery",
    due=date(2026, 11, 30),
    day=None,
    advocate=RULES.advocate,
    places=RULES.places,
)


@pytest.fixture(scope="module")
def printed() -> bytes:
    return appeal_letter_pdf(LETTER)


def test_the_answer_says_reasons_remedy_what_is_next_and_where_to_go_outside(printed):
    said = [LETTER.said, LETTER.remedy, LETTER.why, LETTER.wanted, GOES_ON]
    said += [f"{LETTER.actor} will see that it is put right, by 30 November 2026."]
    said += [place.name for place in RULES.places]

    text = squeezed(appeal_letter_text(LETTER))
    for words in said:
        assert squeezed(words) in text_of(printed)
        assert squeezed(words) in text


@pytest.mark.parametrize("state", list(HEADINGS))
def test_each_step_has_a_letter_that_can_be_read_at_eleven(state):
    day = date(2026, 11, 9) if state is State.INVITED else None
    letter = replace(LETTER, state=state, day=day, remedy="" if day else LETTER.remedy)

    assert_plain(appeal_letter_page(letter))
    assert HEADINGS[state] in appeal_letter_page(letter)
    assert ("Someone on your side" in appeal_letter_text(letter)) is (state not in ENDED)
    assert ("9 November 2026" in appeal_letter_text(letter)) is bool(day)


def test_every_step_but_the_first_has_its_letter():
    assert set(HEADINGS) == set(OPENINGS) == set(SAID) == set(State) - {State.RAISED}


def test_a_letter_to_somebody_else_bears_no_number_of_the_person():
    letter = replace(LETTER, to="Samira Khan", called="Samira", address=(), numbers=())

    assert "999 000 0018" not in appeal_letter_page(letter)


def test_a_letter_of_a_disagreement_passes_the_checks_of_pdf_ua(printed, tmp_path):
    assert faults_of(printed, tmp_path) == []
    assert "Bibi(Rabia)KHAN" in pages_of(printed)[-1]


def test_a_large_letter_of_a_disagreement_has_nothing_below_18_points():
    assert min(sizes_of(appeal_letter_pdf(replace(LETTER, large_print=True)))) >= 17.9
