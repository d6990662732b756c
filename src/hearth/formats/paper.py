"""Sets our templates as tagged paper: PDF/UA-1, A4, standard or large print."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from hearth.core.days import day_words
from hearth.core.results import tidy

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

PAGES = Environment(
    loader=PackageLoader("hearth.formats"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
LANGUAGE = "en-GB"


def written_day(day: date) -> str:
    """Write a date as people read it: '3 March 2027'."""
    return day_words(day)


def on_each_page(facts: Iterable[str]) -> str:
    """Write whose paper it is for the head of each page; no fact is broken over two lines."""
    return "  ·  ".join(fact.replace(" ", "\N{NO-BREAK SPACE}") for fact in facts)


def page_of(template: str, *, large_print: bool, **facts: Any) -> str:
    """Fill a template with facts: the HTML that is printed."""
    return PAGES.get_template(template).render(language=LANGUAGE, large_print=large_print, **facts)


def print_pdf(page: str, *, identifier: str) -> bytes:
    """Print a page as a tagged PDF (PDF/UA-1).

    `identifier` makes the file's own identifier, so that the same facts give the same bytes.
    """
    # Loaded on the first print: it takes two seconds that a page should not wait for.
    from weasyprint import HTML

    printed = HTML(string=page, url_fetcher=_nothing_from_outside()).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode("utf-8")
    )
    return bytes(printed)


def print_together(pages: Iterable[str], *, identifier: str) -> bytes:
    """Print several papers as one tagged PDF, in their order; each begins on a page of its own.

    Each keeps its own size of print and its own numbers of pages.
    """
    from weasyprint import HTML

    fetcher = _nothing_from_outside()
    papers = [HTML(string=page, url_fetcher=fetcher).render() for page in pages]
    joined = papers[0].copy([page for paper in papers for page in paper.pages])
    printed = joined.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode("utf-8"))
    return bytes(printed)


def _nothing_from_outside() -> "URLFetcher":
    """Pictures are written into the page; no words of a plan can fetch a file or an address."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=["data"], fail_on_errors=True)


PAGES.filters["day"] = written_day
PAGES.filters["number"] = tidy
