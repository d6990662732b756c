"""An assessment of the House: opened, answered in two voices, settled, closed; nothing is lost."""

import pytest

from hearth.core.house.assessing import Rating
from hearth.records.house import changes, queries
from tests.house import a_house, an_assessment, answer_all
from tests.world import NOW

pytestmark = pytest.mark.django_db


def test_an_assessment_that_is_closed_says_how_the_house_stands():
    house = a_house()
    assessment = an_assessment(house)
    answer_all(house, assessment, letter_before=Rating.NEEDS_WORK)
    changes.close_assessment(assessment=assessment, by=house.lead, at=NOW)

    found = queries.standing_of(house.community)

    assert found.rating is Rating.NEEDS_WORK
