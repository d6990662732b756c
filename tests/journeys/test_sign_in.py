"""Signing in, in a browser: by keyboard, by a second step, by a passkey, and into the demo."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page, expect

from tests.journeys.browser import assert_accessible, tab_to
from tests.journeys.reading import assert_plain
from tests.journeys.walking import go_by
from tests.sign_in import PASSWORD, a_nurse, an_account, code_of
from tests.world import NOW

EMAIL, NURSE = "ada@example.org", "nurse@example.org"
STEPS = "/account/steps"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def in_earnest(settings, live_server) -> Iterator[None]:
    """Not a demo: staff must have a second step."""
    settings.DEMO = False
    return


def sign_in(page: Page, email: str = EMAIL, password: str = PASSWORD) -> None:
    """Fill in the sign-in page that stands open, and send it."""
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    go_by(page.get_by_role("button", name="Sign in", exact=True))


def sign_in_and_arrive(page: Page) -> None:
    """Sign in, and wait until the next page stands there and its script has run."""
    with page.expect_navigation(wait_until="load"):
        sign_in(page)


def complaints_of(page: Page) -> list[str]:
    """Collect what the browser says on its console from now on, such as refusals by the policy."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.mark.each_way
def test_somebody_signs_in_and_out_with_the_keyboard_alone(page, live_server):
    an_account()
    page.goto(STEPS)
    tab_to(page, "Email")
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"{STEPS}$"))
    tab_to(page, "Sign out")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_a_wrong_password_is_told_at_the_top_and_the_email_stays(page, live_server):
    an_account()
    page.goto(STEPS)
    sign_in(page, password="not the password")

    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("is not right. Check both.")
    expect(page.get_by_label("Email")).to_have_value(EMAIL)


@pytest.mark.each_way
def test_staff_set_up_an_app_keep_their_codes_and_sign_in_with_both(page, in_earnest):
    a_nurse()
    page.goto("/account/sign-in")
    sign_in(page, NURSE)
    expect(page.get_by_role("heading", name="How you sign in")).to_be_visible()
    go_by(page.get_by_role("link", name="Set up an app"))
    page.get_by_text("I cannot use the picture").click()
    key = page.locator("code").inner_text()
    page.get_by_label("Code from your app").fill(code_of(key))
    go_by(page.get_by_role("button", name="Go on"))
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert page.locator("main code").count() == 10

    go_by(page.get_by_role("button", name="Sign out"))
    page.goto(STEPS)
    sign_in(page, NURSE)
    page.get_by_label("Code", exact=True).fill(code_of(key))
    go_by(page.get_by_role("button", name="Sign in", exact=True))
    expect(page.get_by_text("You use an app.")).to_be_visible()


@pytest.fixture
def with_authenticator(page_js) -> Page:
    """A browser on a device that makes and keeps passkeys."""
    devtools = page_js.context.new_cdp_session(page_js)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page_js


def test_staff_make_a_passkey_and_sign_in_with_nothing_else(with_authenticator, in_earnest):
    page = with_authenticator
    complaints = complaints_of(page)
    a_nurse()
    page.goto("/account/sign-in")
    sign_in(page, NURSE)
    go_by(page.get_by_role("link", name="Add a passkey"))
    page.get_by_label("Name of this passkey").fill("Ward tablet")
    go_by(page.get_by_role("button", name="Make the passkey"))
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()

    go_by(page.get_by_role("button", name="Sign out"))
    page.goto(STEPS)
    go_by(page.get_by_role("button", name="Sign in with a passkey"))
    expect(page.get_by_text("Ward tablet").first).to_be_visible()
    assert complaints == []


def test_a_passkey_is_also_the_second_step_after_a_password(with_authenticator, in_earnest):
    page = with_authenticator
    a_nurse()
    page.goto("/account/sign-in")
    sign_in(page, NURSE)
    go_by(page.get_by_role("link", name="Add a passkey"))
    go_by(page.get_by_role("button", name="Make the passkey"))
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    go_by(page.get_by_role("button", name="Sign out"))

    page.goto(STEPS)
    sign_in(page, NURSE)
    go_by(page.get_by_role("button", name="Use a passkey"))
    expect(page.get_by_text("My passkey").first).to_be_visible()


def test_a_passkey_that_fails_is_told_and_leaves_the_other_ways(with_authenticator, live_server):
    an_account()
    with_authenticator.goto("/account/sign-in")

    with_authenticator.get_by_role("button", name="Sign in with a passkey").click()

    expect(with_authenticator.get_by_text("That did not work.")).to_be_visible()


def test_without_javascript_no_passkey_is_offered(page_nojs, live_server):
    an_account()
    page_nojs.goto("/account/sign-in")

    expect(page_nojs.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()


def test_a_session_that_ended_keeps_words_that_were_just_sent(page, live_server):
    an_account()
    page.goto("/account/steps/app")
    sign_in(page)
    let_half_an_hour_pass(page)
    words = "My garden matters most to me."
    page.request.post("/somewhere", form={"words": words}, max_redirects=0)
    page.goto("/account/sign-in?next=/account/unsent&ended=quiet")

    expect(page.get_by_text("You were quiet for a while.")).to_be_visible()
    sign_in(page)
    expect(page.get_by_text(words)).to_be_visible()


def let_half_an_hour_pass(page: Page) -> None:
    """Move what the session noted into the past, as time would."""
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    session = SessionStore(cookies["sessionid"])
    session["seen"] -= 31 * 60
    session.save()


def test_two_minutes_before_the_end_one_is_told_and_any_key_keeps_the_session(page_js, live_server):
    an_account()
    page_js.clock.install()
    page_js.goto(STEPS)
    sign_in_and_arrive(page_js)
    warning = page_js.get_by_text("Soon we will sign you out")
    page_js.clock.fast_forward("27:00")
    expect(warning).to_be_hidden()

    page_js.clock.fast_forward("01:30")
    expect(warning).to_be_visible()
    assert_accessible(page_js)
    assert_plain(page_js.content())
    with page_js.expect_response("**/account/stay") as told:
        page_js.keyboard.press("Shift")
    assert told.value.status == 204
    expect(warning).to_be_hidden()
    page_js.clock.fast_forward("27:00")
    expect(warning).to_be_hidden()


def test_a_page_that_is_left_alone_shows_nothing_after_the_end(page_js, live_server):
    an_account()
    page_js.clock.install()
    page_js.goto(STEPS)
    sign_in_and_arrive(page_js)
    expect(page_js.get_by_role("heading", name="How you sign in")).to_be_visible()
    let_half_an_hour_pass(page_js)

    page_js.clock.fast_forward("30:10")

    expect(page_js.get_by_text("You were quiet for a while.")).to_be_visible()


def test_what_was_typed_stays_on_the_page_after_the_end(page_js, live_server):
    an_account()
    page_js.clock.install()
    page_js.goto("/account/password")
    sign_in_and_arrive(page_js)
    page_js.get_by_label("New password").fill("harbour")
    let_half_an_hour_pass(page_js)

    page_js.clock.fast_forward("31:00")

    expect(page_js.get_by_text("What you typed is still here.")).to_be_visible()
    expect(page_js.get_by_label("New password")).to_have_value("harbour")


def test_a_demo_person_is_chosen_without_a_password(page, live_server):
    account = an_account()
    make_demo(account, "Try this: read your plan, and change what matters.")
    page.goto("/demo")
    tab_to(page, "Sign in as Ada Osei")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("/demo$"))

    page.goto(STEPS)
    expect(page.get_by_role("heading", name="How you sign in")).to_be_visible()


def make_demo(account, story: str) -> None:
    """Give an account its part in the demo."""
    account.is_demo, account.demo_story, account.date_joined = True, story, NOW
    account.save()


PAGES = [
    "/account/sign-in",
    "/account/sign-in?ended=long",
    "/account/closed",
    "/account/password/forgotten",
    "/account/password/sent",
    "/account/password/new/1-wrong",
    "/account/password/done",
    "/demo",
]
PAGES_SIGNED_IN = [
    STEPS,
    "/account/password",
    "/account/confirm",
    "/account/steps/app",
    "/account/steps/codes",
    "/account/steps/codes/new",
    "/account/steps/passkeys/new",
    "/account/steps/app/remove",
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.any_engine
def test_open_pages_are_plain_and_axe_finds_nothing_in_any_colours(
    any_colours, live_server, address
):
    any_colours.goto(address)

    assert_accessible(any_colours)
    assert_plain(any_colours.content())


@pytest.mark.any_engine
def test_the_pages_behind_are_plain_and_axe_finds_nothing_in_any_colours(any_colours, live_server):
    page = any_colours
    an_account()
    page.goto("/account/steps/app")
    sign_in(page)
    page.get_by_text("I cannot use the picture").click()
    assert_accessible(page)
    assert_plain(page.content())
    page.get_by_label("Code from your app").fill(code_of(page.locator("code").inner_text()))
    go_by(page.get_by_role("button", name="Go on"))
    for address in PAGES_SIGNED_IN:
        page.goto(address)
        assert_accessible(page)
        assert_plain(page.content())
