"""When something goes wrong, the page says so kindly, in plain words, even without a database."""

from pathlib import Path

import pytest
from django.template import loader
from django.test import RequestFactory

from hearth.web import errors
from tests.journeys.reading import assert_plain

TEMPLATES = Path(errors.__file__).parent / "templates" / "errors"


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.glob("*.html")))
def test_each_page_can_be_read_at_the_age_of_eleven(name):
    context = {"demo": True, "request": RequestFactory().get("/"), "words": ["My own words"]}
    page = loader.get_template(f"errors/{name}").render(context)

    assert "<h1>" in page
    assert_plain(page)


def test_the_page_for_our_own_faults_asks_nothing_of_the_database():
    # No `db` fixture: pytest-django fails the test at the first query.
    answer = errors.broken(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "This is our fault, not yours." in answer.content.decode()
