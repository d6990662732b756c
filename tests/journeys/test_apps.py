"""A person lets an app in, part by part, sees it in their list, and sends it away."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW
from tests.journeys.walking import (
    assert_good,
    assert_refused,
    follow,
    go_by,
    heading,
    press,
    session_of,
)
from tests.smart import an_app, tokens
from tests.world import a_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_engine]


def test_an_app_is_let_in_to_what_is_ticked_and_sent_away(new_context, live_server, client):
    world = a_world()
    app = an_app(redirects=(f"{live_server.url.replace('localhost', '127.0.0.1')}/style",))
    back = app.row.redirect_uris
    context = new_context(viewport=NARROW, java_script_enabled=False)
    context.add_cookies([session_of(world.person_account, live_server.url)])
    page = context.new_page()
    page.goto(
        app.address(
            "patient/Goal.rs patient/Observation.rs offline_access",
            redirect_uri=back,
            aud=f"{live_server.url}/fhir",
        )
    )
    expect(heading(page)).to_have_text("Do you want to let My Plan Pocket in?")
    assert_good(page)
    page.get_by_label("Goals. It can see this.").uncheck()
    page.get_by_label("Results and conditions. It can see this.").uncheck()
    press(page, "Yes, let it in")
    assert_refused(page)
    page.get_by_label("Goals. It can see this.").check()
    press(page, "Yes, let it in")
    told = parse_qs(urlsplit(page.url).query)
    assert told["state"] == [app.state]
    found = tokens(client, app.changes(told["code"][0], redirect_uri=back)).json()
    assert "Observation" not in found["scope"]

    page.goto(f"/people/{world.person.pk}/sharing/")
    follow(page, "Apps")
    expect(page.get_by_role("heading", name="My Plan Pocket")).to_be_visible()
    assert_good(page)
    go_by(page.get_by_role("button", name="Stop this app now"))
    expect(page.get_by_text("No app is let in now.")).to_be_visible()
    assert_good(page)
