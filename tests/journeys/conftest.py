"""Browser journeys: Debian's Chromium against a real server, with and without JavaScript."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.browser import CHROMIUM, FLAGS

DESKTOP = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
HERE = Path(__file__).parent


def waits_for_a_long_run(item: pytest.Item) -> bool:
    """Say whether a test looks once more at what others here have seen: another way of looking.

    Without JavaScript a flow is walked where it differs (`each_way`); all parts of pages stand in
    every colour at /style (`each_way` too), and are light in the crawl of every page.
    """
    call = getattr(item, "callspec", None)
    way = call.params.get("page", call.params.get("any_colours")) if call else None
    more = way in ("without JavaScript", "light", "forced colours")
    return more and item.get_closest_marker("each_way") is None


def is_walked_on_every_engine(item: pytest.Item) -> bool:
    """One flow of each persona is walked on PostgreSQL too, with JavaScript."""
    call = getattr(item, "callspec", None)
    with_scripts = call is None or call.params.get("page") == "with JavaScript"
    return with_scripts and item.get_closest_marker("each_way") is not None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test here as a journey; keep some ways of looking for long runs."""
    mine = [item for item in items if HERE in item.path.parents]
    for item in mine:
        item.add_marker("journey")
        if "browser" in item.fixturenames and not is_walked_on_every_engine(item):
            item.add_marker("any_engine")
    if not os.environ.get("HEARTH_TEST_LONG"):
        left_out = {item for item in mine if waits_for_a_long_run(item)}
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of this worker."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("HEARTH_CHROMIUM", CHROMIUM), args=FLAGS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def new_context(browser: Browser, live_server) -> Iterator:
    """Make a browser context of your own: `new_context(java_script_enabled=False, ...)`."""
    made: list[BrowserContext] = []

    def make(**options) -> BrowserContext:
        settings = {"base_url": live_server.url, "viewport": DESKTOP, "locale": "en-GB"} | options
        context = browser.new_context(**settings)
        context.set_default_timeout(10_000)
        # The first page of a worker waits for the whole site to be imported.
        context.set_default_navigation_timeout(20_000)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page_js(new_context) -> Page:
    """A page with JavaScript."""
    return new_context().new_page()


@pytest.fixture
def page_nojs(new_context) -> Page:
    """A page with JavaScript switched off."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def page(request, new_context) -> Page:
    """The same journey twice: with JavaScript, and without."""
    return new_context(java_script_enabled=request.param == "with JavaScript").new_page()


@pytest.fixture
def narrow(new_context) -> Page:
    """A page as narrow as a small phone, or a desktop at 400 %."""
    return new_context(viewport=NARROW).new_page()


@pytest.fixture(params=["light", "dark", "forced colours"])
def any_colours(request, new_context) -> Page:
    """The same page in each scheme of colours, on a narrow screen."""
    if request.param == "forced colours":
        return new_context(viewport=NARROW, forced_colors="active").new_page()
    return new_context(viewport=NARROW, color_scheme=request.param).new_page()
