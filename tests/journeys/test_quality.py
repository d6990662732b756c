"""A records auditor draws plans by chance, reads one, and says how well it was made."""

import pytest
from playwright.sync_api import expect

from hearth.core.quality import QUESTIONS
from tests.journeys.conftest import NARROW
from tests.journeys.walking import (
    assert_good,
    assert_refused,
    follow,
    heading,
    press,
    session_of,
)
from tests.looking import agree, an_auditor
from tests.world import a_world

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_auditor_draws_reads_and_marks_a_plan_on_a_small_screen_without_javascript(
    new_context, live_server
):
    world = a_world()
    auditor = an_auditor(world)
    agree(world, world.person)
    context = new_context(viewport=NARROW, java_script_enabled=False)
    context.add_cookies([session_of(auditor.account, live_server.url)])
    page = context.new_page()

    page.goto("/")
    expect(heading(page)).to_have_text("Plans to look at")
    assert_good(page)
    press(page, "Draw the plans")
    expect(page.get_by_text("0 of 1 done.")).to_be_visible()
    assert_good(page)

    follow(page, "Khan")
    expect(heading(page)).to_have_text("A look at a plan")
    assert_good(page)
    press(page, "Save, and close this plan")
    assert_refused(page)
    for question in QUESTIONS:
        page.get_by_role("group", name=question.words).get_by_label("Yes").check()
    press(page, "Save, and close this plan")
    expect(page.get_by_text("1 of 1 done.")).to_be_visible()

    follow(page, "What we found")
    expect(page.get_by_role("table")).to_contain_text("too few")
    assert_good(page)
