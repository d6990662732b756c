"""How journeys go about: sign in without the form, and look at every page on the way."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.test import Client
from playwright.sync_api import Locator, Page, expect

from hearth.web.sign_in.sessions import BACKEND
from tests.journeys.browser import assert_accessible
from tests.journeys.reading import assert_plain

SignIn = Callable[..., Page]


def session_of(account, address: str) -> dict[str, str]:
    """A cookie with a session of this account, as its own browser would hold it."""
    client = Client()
    client.force_login(account, backend=BACKEND)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}


def assert_good(page: Page) -> None:
    """Assert that a page is accessible, no wider than its window, and plain."""
    assert_accessible(page)
    assert_plain(page.content())


def assert_refused(page: Page) -> None:
    """Assert that the form came back with a list of what is wrong, and that it reads well."""
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert page.title().startswith("Error: ")
    assert_good(page)


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def press(page: Page, words: str) -> None:
    """Press a button that sends a form, and wait for the page that answers."""
    go_by(page.get_by_role("button", name=words, exact=True))


def follow(page: Page, words: str) -> None:
    """Follow a link, and wait for the page that it leads to."""
    go_by(page.get_by_role("link", name=words).first)


def go_by(way: Locator) -> None:
    """Click on what leads to another page, and wait until that one stands there.

    A click alone ends before the new page comes: what is asked next would meet the old one.
    """
    with way.page.expect_navigation(wait_until="load"):
        way.click()


@contextmanager
def answered_with(page: Page, status: int) -> Iterator[None]:
    """Wait until the page itself, not what its script asks for, comes back with this status.

    And until it stands there: a click on a page that is about to go is lost.
    """
    with page.expect_navigation(wait_until="load") as answered:
        yield
    assert answered.value.status == status


def eventually(comes_true: Callable[[], bool], within: float = 10.0) -> bool:
    """Say whether it comes true within so many seconds."""
    end = time.monotonic() + within
    while not (now := comes_true()) and time.monotonic() < end:
        time.sleep(0.1)
    return now
