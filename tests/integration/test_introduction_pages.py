"""The pages of putting in touch and of following up, as those who use them meet them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hearth.core.introductions.states import Reason, State
from hearth.core.measures import LONELINESS
from hearth.core.unmet import Reason as UnmetReason
from hearth.records.introductions import queries
from hearth.records.introductions.models import Introduction
from hearth.records.measures.models import Response
from hearth.records.plans.changes.entries import write
from hearth.records.plans.models import Entry
from hearth.web.introductions.reading import UNMET_REASONS
from tests.introducing import TELEPHONE, an_introduction, happens, reachable
from tests.journeys.reading import assert_plain
from tests.near import an_activity
from tests.sharing import signed_in
from tests.world import NOW, TODAY, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    world = a_world()
    reachable(world)
    return world


@pytest.fixture
def choir(world):
    return an_activity(world)


def at(world, name, *more):
    return reverse(name, args=[world.person.pk, *more])


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(world, page, **more):
    """What a browser sends of the form as it stands: nothing is typed."""
    seen = page.split('name="seen" value="')[1].split('"')[0]
    today = timezone.localdate()
    return {
        "person": world.person.pk, "seen": seen, "kind": "referred",
        "passed_on": ["called", "telephone"], "companion": "", "goal": "", "in_plan": "on",
        "agreed_on-day": today.day, "agreed_on-month": today.month, "agreed_on-year": today.year,
        **more,
    }  # fmt: skip


def test_the_form_shows_each_thing_with_its_words_and_ticks_a_name_and_one_way(world, choir):
    page = page_of(signed_in(world.nurse), at(world, "introduce", choir.pk))

    assert TELEPHONE in page
    assert "Bibi" in page
    assert page.count("checkboxes__input") == 3
    assert 'value="referred" checked' in page.replace('type="radio" ', "")
    assert "Somebody would like to come to something that you run" in page


def test_one_press_asks_the_group_and_leads_to_what_is_next(world, choir):
    nurse = signed_in(world.nurse)
    address = at(world, "introduce", choir.pk)
    form = sent(world, page_of(nurse, address), said_yes="in the conversation")

    answer = nurse.post(address, form, follow=True)

    made = Introduction.objects.get()
    assert made.passed_on == {"called": "Bibi", "telephone": TELEPHONE}
    assert answer.redirect_chain[0][0] == at(world, "introduction", made.pk)
    assert "Ask the group for an answer" in answer.content.decode()


def test_without_a_button_that_says_yes_nothing_is_made(world, choir):
    nurse = signed_in(world.nurse)
    address = at(world, "introduce", choir.pk)

    answer = nurse.post(address, sent(world, page_of(nurse, address)))

    assert answer.status_code == 422
    assert "Say that they agreed" in answer.content.decode()
    assert not Introduction.objects.exists()


def test_what_changed_since_it_was_shown_is_not_sent(world, choir):
    nurse = signed_in(world.nurse)
    address = at(world, "introduce", choir.pk)
    form = sent(world, page_of(nurse, address), said_yes="on the phone")
    world.person.contact_points.update(value="07700 900999")

    answer = nurse.post(address, form)

    assert answer.status_code == 422
    assert "has changed since you opened the page" in answer.content.decode()
    assert not Introduction.objects.exists()


def test_the_words_of_a_goal_are_offered_and_not_ticked(world, choir):
    done = write(
        record=world.record(world.nurse), kind="goal", content={"text": "Sing again"},
        by=world.nurse, at=NOW,
    )  # fmt: skip
    write(
        record=world.record(world.nurse), kind="goal", content={"text": "Walk more"},
        by=world.nurse, at=NOW,
    )  # fmt: skip
    nurse = signed_in(world.nurse)
    address = at(world, "introduce", choir.pk)
    assert 'value="hope"' not in page_of(nurse, address)

    page = page_of(nurse, f"{address}?goal={done.thread}")
    assert 'value="hope">' in page

    form = sent(world, page, goal=done.thread, passed_on=["called", "telephone", "hope"])
    looked = nurse.post(address, form | {"look": "1"})
    assert looked.status_code == 200
    nurse.post(address, form | {"said_yes": "on the phone"})
    made = Introduction.objects.get()
    assert (made.passed_on["hope"], str(made.goal)) == ("Sing again", done.thread)


def test_who_comes_along_is_passed_on_too(world, choir):
    person = signed_in(world.person_account)
    address = at(world, "introduce", choir.pk)
    form = sent(world, page_of(person, address), kind="accompanied", companion="My friend Jo")

    person.post(address, form | {"said_yes": "here"})

    assert Introduction.objects.get().passed_on["companion"] == "My friend Jo"


def test_what_is_about_being_safe_goes_in_the_plan_only_where_that_is_ticked(world, choir):
    aid = an_activity(world, "Calderwick Women's Aid", description="Help with domestic abuse.")
    person = signed_in(world.person_account)
    pages = [page_of(person, at(world, "introduce", each.pk)) for each in (choir, aid)]
    assert [_is_ticked(page) for page in pages] == [True, False]

    form = sent(world, pages[1], said_yes="here")
    del form["in_plan"]
    person.post(at(world, "introduce", aid.pk), form)

    made = Introduction.objects.get()
    happens(world, made, State.STARTED, days=(timezone.localdate() - TODAY).days)
    assert Introduction.objects.get().thread is None
    assert not Entry.objects.filter(person=world.person, kind="community").exists()


def _is_ticked(page):
    box = page.split('id="id_in_plan"')[1].split(">")[0]
    return "checked" in box


def test_a_group_without_an_email_is_called_and_its_number_is_there(world):
    tea = an_activity(world, "Tea", email="", phones=[{"number": "01632 960111"}])

    page = page_of(signed_in(world.nurse), at(world, "introduce", tea.pk))

    assert "Call them on" in page
    assert "01632 960111" in page
    assert 'value="told" checked' in page.replace('type="radio" ', "")


def test_the_person_says_what_happened_and_needs_no_reason(world, choir):
    made = an_introduction(world, choir, at=timezone.now() - timedelta(days=3))
    person = signed_in(world.person_account)
    page = page_of(person, at(world, "introduction", made.pk))
    assert "I went" in page
    assert "I did not get there" in page
    assert "The group said" not in page

    address = at(world, "introduction-said", made.pk, "did-not-attend")
    today = timezone.localdate()
    person.post(
        address,
        {"person": world.person.pk, "on-day": today.day, "on-month": today.month,
         "on-year": today.year, "words": "The bus did not come."},
    )  # fmt: skip

    assert queries.standing_of(made).state is State.DID_NOT_ATTEND
    page = page_of(person, at(world, "introduction", made.pk))
    assert "You did not get there" in page
    assert "The bus did not come." in page


def test_what_cannot_have_happened_is_refused_in_words(world, choir):
    made = an_introduction(world, choir, at=timezone.now())
    nurse = signed_in(world.nurse)
    address = at(world, "introduction-said", made.pk, "rejected")
    today = timezone.localdate()
    form = {"person": world.person.pk, "on-day": today.day, "on-month": today.month,
            "on-year": today.year, "teller": "group"}  # fmt: skip

    answer = nurse.post(address, form)

    assert answer.status_code == 422
    assert "Choose a reason" in answer.content.decode()
    assert nurse.post(address, form | {"reason": "full"}).status_code == 302
    page = page_of(nurse, at(world, "introduction", made.pk))
    assert "Look for something else" in page
    assert "there is no room" in page


def test_one_button_takes_a_yes_back(world, choir):
    made = an_introduction(world, choir)
    person = signed_in(world.person_account)

    person.post(at(world, "introduction-withdraw", made.pk), {"person": world.person.pk})

    assert queries.standing_of(made).state is State.WITHDRAWN
    page = page_of(person, at(world, "introduction", made.pk))
    assert "You changed your mind" in page
    assert "The group cannot read it any more" in page


def test_the_caseload_has_the_late_first_and_each_leads_to_its_step(world):
    late = an_introduction(world, an_activity(world, "Late"), at=timezone.now() - timedelta(20))
    soon = an_introduction(world, an_activity(world, "Soon"), at=timezone.now())
    over = an_introduction(world, an_activity(world, "Over"), at=timezone.now())
    happens_now(world, over, State.WITHDRAWN)

    page = page_of(signed_in(world.nurse), reverse("caseload"))

    assert "1 late" in page
    first, second = (page.index(at(world, "introduction", each.pk)) for each in (late, soon))
    assert first < second
    assert at(world, "introduction", over.pk) not in page


def happens_now(world, made, state, **more):
    days = (timezone.now() - NOW).days
    return happens(world, made, state, days=days, **more)


def test_the_caseload_asks_the_same_number_of_queries_for_one_and_for_many(
    world, django_assert_num_queries
):
    nurse = signed_in(world.nurse)
    an_introduction(world, an_activity(world, "One"))
    page_of(nurse, reverse("caseload"))  # The first page of a session keeps what it is.
    with CaptureQueriesContext(connection) as one:
        page_of(nurse, reverse("caseload"))
    for count in range(4):
        an_introduction(world, an_activity(world, f"More {count}"))

    with django_assert_num_queries(len(one)):
        page_of(nurse, reverse("caseload"))


def test_a_colleague_sees_it_with_all_and_takes_it_over(world, choir):
    made = an_introduction(world, choir)
    colleague = signed_in(world.social_worker)
    assert "No one waits for you" in page_of(colleague, reverse("caseload"))
    assert "Mill Lane Singers" in page_of(colleague, reverse("caseload") + "?who=team")

    colleague.post(at(world, "introduction-take-over", made.pk), {"person": world.person.pk})

    assert "Mill Lane Singers" in page_of(colleague, reverse("caseload"))


def test_nobody_is_asked_the_five_questions_twice(world, choir):
    made = an_introduction(world, choir, at=timezone.now())
    person = signed_in(world.person_account)
    one = at(world, "introduction", made.pk)
    assert "Five short questions" in page_of(person, one)

    assert_plain(page_of(person, at(world, "introduction-questions", made.pk)))
    answers = {"lonely": "4", "satisfied": "5", "worthwhile": "6", "happy": "5", "anxious": "4"}
    person.post(at(world, "introduction-questions", made.pk), answers | {"person": world.person.pk})

    assert Response.objects.get(instrument=LONELINESS.code).answers == {"lonely": 4}
    page = page_of(person, one)
    assert "Five short questions" not in page
    assert "Some of the time" in page


def test_no_group_learns_of_the_plan_from_a_page_that_needs_no_sign_in(world, choir, client):
    made = an_introduction(world, choir)

    assert client.get(at(world, "introduction", made.pk)).status_code in (302, 404)
    assert "Bibi" not in client.get(reverse("activity", args=[choir.pk])).content.decode()


def test_after_a_no_what_was_wanted_and_why_not_go_along_to_what_could_not_be_found(world, choir):
    made = an_introduction(world, choir, at=timezone.now(), why="To sing with others")
    happens_now(world, made, State.REJECTED, reason=Reason.NOT_RIGHT)

    page = page_of(signed_in(world.nurse), at(world, "introduction", made.pk))

    assert "?want=To+sing+with+others&amp;reason=not-wanted" in page
    assert set(UNMET_REASONS.values()) - {""} <= {each.value for each in UnmetReason}
    same = {each.value for each in Reason} - set(UNMET_REASONS)
    assert same <= {each.value for each in UnmetReason}
