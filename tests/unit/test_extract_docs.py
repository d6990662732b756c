"""The reference page of the extract says what the schema in core says."""

from docs.draw_extract_tables import PAGE, page


def test_the_page_of_the_tables_is_as_it_would_be_drawn_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make docs"
