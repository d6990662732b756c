"""The reference page of the plan in FHIR says what the catalogue and the mappers say."""

import pytest

from docs.draw_fhir_extensions import PAGE, page

pytestmark = pytest.mark.any_engine


def test_the_page_of_the_plan_in_fhir_is_as_it_would_be_drawn_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make docs"
