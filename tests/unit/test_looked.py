"""Who looked, in words: on what a look rested is read back from what was kept with it."""

import pytest

from hearth.core.access import Footing, Grant
from hearth.core.looked import EVENT_WORDS, FOOTING_WORDS, Event, footing_of


@pytest.mark.parametrize("footing", Footing)
def test_each_footing_is_read_back_from_the_reason_of_its_look(footing):
    kept = Grant(footing=footing, through="Practice nurse, Mill Lane Surgery").reason

    assert footing_of(kept) is footing


@pytest.mark.parametrize("kept", ["", "no tie to this person", "You do not have permission."])
def test_what_rested_on_nothing_has_no_footing(kept):
    assert footing_of(kept) is None


def test_every_event_and_every_footing_has_plain_words():
    assert set(EVENT_WORDS) == set(Event)
    assert set(FOOTING_WORDS) == set(Footing)
