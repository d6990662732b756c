"""Pages of the worklists, of who answers, of the month's statement, and of joint working."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.recall.facts import Answer, ListKind
from hearth.core.referral import Consent
from hearth.core.rounds import Step
from hearth.core.sharing import SealKind
from hearth.core.statement import Group, Reached, WhyNot
from hearth.core.words import Section
from hearth.core.worklists import Worklist
from hearth.records.access.changes import involve
from hearth.records.accountability.queries.statement import cases, months_with_recalls
from hearth.records.plans.changes import rounds
from hearth.records.plans.changes.joining import join_plan
from hearth.records.plans.changes.key_workers import hand_over
from hearth.records.plans.models import Round
from hearth.records.recall.changes import answers
from hearth.records.recall.models import OnRegister, Recall, Reply
from hearth.records.referrals.changes import ask
from hearth.records.referrals.models import Referral
from hearth.web.worklists.present import place_for
from tests.sharing import at, record_of, sealed, signed_in, text_of
from tests.world import NOW, World, a_person, a_post, a_round, a_world, an_account

pytestmark = pytest.mark.django_db
MONTH = date(2026, 10, 1)


@pytest.fixture
def world():
    return a_world()


def page(account, name: str, *more, **query) -> str:
    answer = signed_in(account).get(reverse(name, args=more), query)
    assert answer.status_code == 200, answer.status_code
    return text_of(answer)


def somebody(world, number: int, *, council: bool = False, **more):
    """One more person of the practice, and of the council too."""
    person = a_person("Ann", f"Person{number:03d}", **more)
    for place in [world.practice, *([world.council] if council else [])]:
        involve(person=person, organisation=place, kind="care", starts=date(2020, 1, 1), by=None,
                at=NOW)  # fmt: skip
    return person


def recalled(world, person, **more) -> Recall:
    given = {"month": MONTH, "opened_at": datetime(2026, 10, 1, 9, tzinfo=NOW.tzinfo)} | more
    given.setdefault("first_month", given["month"])
    return Recall.objects.create(
        person=person, organisation=world.practice, accountable=world.nurse_post, **given
    )


def test_the_overview_counts_each_list_and_leads_to_the_people_on_it(world):
    recalled(world, world.person, month=date(2026, 1, 1))

    overview = page(world.nurse, "worklists")
    assert "1 person They are due, and no invitation has left." in overview
    rows = page(world.nurse, "worklist", "not-invited")
    assert "Bibi" in rows
    assert "Ruth Adeyemi, Practice nurse , answers for it" in rows
    assert "Send the invitation" in rows


def test_a_list_is_narrowed_to_what_one_answers_for(world):
    recalled(world, world.person, month=date(2026, 1, 1))

    assert "Bibi" in page(world.nurse, "worklist", "not-invited", mine=1)
    assert "No one is on this list" in page(world.administrator, "worklist", "not-invited", mine=1)


def test_when_all_is_done_the_page_says_so_kindly(world):
    assert "has happened. Thank you." in page(world.nurse, "worklists")


def test_a_list_that_is_not_for_a_role_is_not_there_for_it(world):
    client = signed_in(world.administrator)

    assert client.get(reverse("worklist", args=["action-overdue"])).status_code == 404
    assert client.get(reverse("worklist", args=["no-such-list"])).status_code == 404


def test_an_ask_of_mine_is_counted_once_and_leads_to_where_i_asked(world):
    a_post(world.social_worker, world.practice, Role.PRACTITIONER, "Visiting")
    row = ask(record=record_of(world, world.social_worker), organisation=world.practice, words="",
              consent=Consent.KNOWS, by=world.social_worker, at=NOW)  # fmt: skip
    Referral.objects.filter(pk=row.pk).update(asked_at=NOW - timedelta(days=90))
    client = signed_in(world.social_worker)
    shown = client.get(reverse("worklist", args=["referral"]), {"mine": "1"})

    assert at(world, "refer") in shown.content.decode()
    assert text_of(shown).count("Born 12 March 1948") == 1


def test_a_list_is_of_the_places_where_one_may_read_it(rf, world):
    posts = [
        world.nurse_post,
        a_post(world.nurse, world.council, Role.ADMINISTRATOR, "Clerk"),
    ]
    here, there = (world.practice.pk,), {world.practice.pk, world.council.pk}
    asked = rf.get("/")

    assert place_for(asked, posts, Worklist.ACTION_OVERDUE).organisations == here
    assert set(place_for(asked, posts, Worklist.NOT_INVITED).organisations) == there


def test_who_is_due_is_listed_once_with_every_reason(world):
    recalled(world, world.person)
    for name in ("Frail", "Two conditions"):
        OnRegister.objects.create(
            person=world.person, register=name, kind=ListKind.COHORT.value, source="a run",
            since=MONTH,
        )  # fmt: skip

    shown = page(world.nurse, "due")
    assert shown.count("Born 12 March 1948") == 1
    assert "“Frail” since 1 October 2026" in shown
    assert "“Two conditions” since" in shown


def test_a_yes_to_who_asks_puts_them_on_the_one_recall(world):
    row = ask(record=record_of(world, world.person_account), organisation=world.practice, words="",
              consent=None, by=world.person_account, at=NOW)  # fmt: skip
    signed_in(world.nurse).post(
        reverse("ask-answer", args=[world.person.pk, row.pk]),
        {"person": str(world.person.pk), "answer": "accepted"},
    )

    assert Recall.objects.get().person == world.person
    assert OnRegister.objects.get().kind == ListKind.ASKED.value
    assert Referral.objects.get().answered.answer == "accepted"


def test_a_round_is_handed_over_on_its_page(world):
    a_round(world)
    client, where = signed_in(world.administrator), at(world, "round-lead")
    form = {"person": str(world.person.pk), "to": str(world.social_worker_post.pk)}

    assert client.post(where, form).status_code == 422
    client.post(where, form | {"note": "Knows the home."})
    assert Round.objects.get().accountable == world.social_worker_post
    shown = text_of(client.get(where))
    assert "from Ruth Adeyemi to Tom Price" in shown
    assert "Tom Price" in text_of(client.get(at(world, "round")))


def test_a_visit_for_tests_is_kept_on_its_page_and_so_are_the_results(world):
    a_round(world)
    client, today = signed_in(world.administrator), timezone.localdate()
    me = {"person": str(world.person.pk)}
    came = {"came_on-day": today.day, "came_on-month": today.month, "came_on-year": today.year}

    assert client.post(at(world, "round-tests"), me).status_code == 422
    client.post(at(world, "round-tests"), me | came)
    assert "Not all results are in." in text_of(client.get(at(world, "round-tests")))
    client.post(at(world, "round-tests-in"), me)
    assert "All results were in" in text_of(client.get(at(world, "round-tests")))


def test_a_social_worker_who_starts_a_plan_sees_whom_to_call_and_what_to_build_on(world):
    join_plan(
        record=record_of(world, world.nurse), title="Support plan", service="Holmbeck Council",
        content=[{"text": "Meals"}], by=world.nurse, at=NOW,
    )  # fmt: skip

    start = text_of(signed_in(world.social_worker).get(at(world, "round-start")))
    assert "Who has a part" in start
    assert "Call Ruth Adeyemi, Practice nurse" in start
    assert "Support plan" in start
    review = text_of(signed_in(world.social_worker).get(at(world, "review")))
    assert "Call Ruth Adeyemi" in review


def test_where_people_and_plans_are_closed_nobody_learns_who_else_has_a_part(world):
    sealed(world, world.nurse, SealKind.SAFEGUARDING, Section.PEOPLE_AND_PLANS, None, why="Safe")

    assert "nothing here that you can see" in page(world.social_worker, "services", world.person.pk)
    assert "Bibi" not in page(world.social_worker, "together")


def test_people_whom_services_share_are_one_list_with_the_next_thing_for_each(world):
    a_round(world)
    somebody(world, 1)

    shown = page(world.social_worker, "together")
    assert "Prepare by 16 November 2026" in shown
    assert "Key worker: Ruth Adeyemi" in shown
    assert "Holmbeck Council, Mill Lane Surgery" in shown
    assert "PERSON001" not in shown.upper()
    assert "Bibi" in page(world.nurse, "together", service=world.council.pk, mine=1)
    assert "No one here" in page(world.social_worker, "together", mine=1)


def test_staff_see_shared_people_of_their_own_place_only(world):
    somebody(world, 2, council=True)
    trust_nurse = an_account("Far Nurse")
    a_post(trust_nurse, _far(), Role.PRACTITIONER, "Nurse")

    assert "No one here" in page(trust_nurse, "together")


def _far():
    from hearth.records.community.changes import add_organisation

    return add_organisation(community="Holmbeck", name="Far", kind="trust", by=None, at=NOW)


def test_lists_cost_the_same_for_two_people_and_for_twelve(world):
    names = [("worklist", "not-invited"), ("due",), ("together",), ("worklists",)]
    client = signed_in(world.nurse)
    few = {}
    for count in (2, 12):
        for number in range(count):
            person = somebody(world, count * 100 + number, council=True)
            recalled(world, person, month=date(2026, 1, 1))
        for name, *args in names:
            client.get(reverse(name, args=args))
            with CaptureQueriesContext(connection) as seen:
                client.get(reverse(name, args=args))
            few.setdefault((name, *args), set()).add(len(seen))

    assert all(len(each) == 1 for each in few.values()), few


# --- the statement of a month ------------------------------------------------------------------


def in_november() -> datetime:
    return datetime(2026, 11, 2, 12, tzinfo=NOW.tzinfo)


def test_each_person_who_was_due_is_counted_with_how_far_they_came_and_why_not(world):
    recalled(world, world.person)
    no = recalled(world, somebody(world, 1))
    Reply.objects.create(recall=no, answer="no", at=NOW)
    Recall.objects.filter(pk=no.pk).update(ended_at=NOW, ended_why="they said no")
    recalled(world, somebody(world, 2))
    recalled(world, somebody(world, 3), month=date(2026, 9, 1))
    round = a_round(world)
    for there in (Step.DISCUSS, Step.DOCUMENT):
        rounds.go_to(
            record=world.record(world.nurse), round=round, there=there, by=world.nurse, at=NOW
        )

    met, said_no, waits = cases([world.practice.pk], MONTH, at=in_november())
    assert met.reached == {Reached.INVITED, Reached.MET}
    assert met.why_not is None
    assert (said_no.why_not, waits.why_not) == (WhyNot.SAID_NO, WhyNot.NOT_INVITED)
    assert met.groups[Group.AGE] == "65 to 79"


def test_a_statement_stands_as_things_were_at_its_moment(world):
    recalled(world, world.person)
    a_round(world)

    (before,) = cases([world.practice.pk], MONTH, at=NOW - timedelta(hours=1))
    (after,) = cases([world.practice.pk], MONTH, at=NOW + timedelta(hours=1))
    assert before.reached == frozenset()
    assert after.reached == {Reached.INVITED}


def test_whoever_said_not_now_counts_in_the_month_they_were_due_and_in_the_one_they_chose(world):
    later = recalled(world, world.person)
    record = world.record(world.administrator)
    answers.reply(
        record=record, answer=Answer.LATER, until=date(2027, 1, 31), by=world.administrator, at=NOW
    )

    assert later.first_month == MONTH
    months = [months_with_recalls([world.practice.pk], until=date(2027, 2, 1))]
    assert months == [[date(2027, 2, 1), MONTH]]
    (due,) = cases([world.practice.pk], MONTH, at=in_november())
    (moved,) = cases([world.practice.pk], date(2027, 2, 1), at=in_november())
    assert (due.why_not, moved.why_not) == (WhyNot.LATER, WhyNot.LATER)


def a_house_lead(world: World):
    account = an_account("Hal Lead")
    a_post(account, world.council, Role.HOUSE_LEAD, "House lead")
    return account


def test_a_house_lead_reads_figures_of_the_community_and_no_small_number(world):
    lead = a_house_lead(world)
    for number in range(12):
        recalled(world, somebody(world, number, sex="female" if number < 9 else "male"))

    shown = page(lead, "statement", month="2026-10-01")
    assert "12 people were due" in shown
    assert "Holmbeck" in shown
    assert "Person00" not in shown
    assert "0 of 3" not in shown
    table = signed_in(lead).get(reverse("statement-csv"), {"month": "2026-10-01"})
    assert "sex,Male,invited,," in table.content.decode()
    assert "everyone,,invited,0,12" in table.content.decode()


def test_a_practitioner_and_a_stranger_have_no_statement(world):
    for account in (world.nurse, world.stranger):
        assert signed_in(account).get(reverse("statement")).status_code == 403


def test_the_statement_costs_the_same_for_two_people_and_for_twelve(world):
    counts = set()
    for many in (2, 12):
        for number in range(many):
            recalled(world, somebody(world, many * 100 + number))
        with CaptureQueriesContext(connection) as seen:
            cases([world.practice.pk], MONTH, at=in_november())
        counts.add(len(seen))

    assert len(counts) == 1


def test_the_key_worker_at_another_service_is_whom_to_call_there(world):
    hand_over(
        record=world.record(world.nurse), to=world.social_worker_post, note="Knows her",
        by=world.nurse, at=NOW,
    )  # fmt: skip

    shown = page(world.nurse, "services", world.person.pk)
    assert "Holmbeck Council Key worker" in shown
    assert f"Since {date(2024, 1, 1):%-d %B %Y}" in shown
