"""The demonstration: what a newcomer is promised to find in it."""

from datetime import UTC, datetime, timedelta

import nhs_number
import pytest
from django.utils import timezone

from hearth.core.agreement import Standing
from hearth.core.house.parts import Part
from hearth.core.introductions.states import State
from hearth.core.kinds import KINDS
from hearth.core.people import Format
from hearth.core.preparing import Answered
from hearth.core.rounds import Step, key_worker_problems
from hearth.core.words import Section
from hearth.jobs import demo
from hearth.jobs.demo.build import NotADemonstration
from hearth.jobs.demo.numbers import nhs_numbers
from hearth.records.access.door import Record, open_record
from hearth.records.access.models import BrokenGlass, Share, ShareLink
from hearth.records.appeals.models import Appeal, AppealStep
from hearth.records.audit.models import AuditRow
from hearth.records.house import queries as house
from hearth.records.introductions.models import IntroductionEvent
from hearth.records.measures.models import GoalScaled, Response
from hearth.records.outbox.models import Attempt, Message
from hearth.records.people.models import (
    Account,
    Death,
    DeathReport,
    Identifier,
    NeedsAsked,
    Person,
    Supporter,
)
from hearth.records.people.queries import demo_accounts, wanted_format
from hearth.records.plans.changes.versions import is_untouched
from hearth.records.plans.models import Entry, JoinedPlan, KeyWorker, Round, Signature, Version
from hearth.records.plans.queries import entries as entry_queries
from hearth.records.plans.queries import rounds as round_queries
from hearth.records.plans.queries import signing
from hearth.records.plans.queries import versions as version_queries
from hearth.records.plans.queries.key_workers import key_working
from hearth.records.preparation import queries as preparation
from hearth.records.quality.models import DrawnPlan
from tests.fhir_checking import bodies_of, wrong_with
from tests.integration.test_fhir_plan_valid import drawn as drawn_of
from tests.sharing import signed_in

AT = datetime(2026, 11, 24, 9, 40, tzinfo=UTC)  # a Tuesday
PEOPLE = 60
LETTERS = "letter-before"

pytestmark = pytest.mark.django_db


def build(people: int = PEOPLE, seed: int = 1, at: datetime = AT) -> dict[str, int]:
    return demo.build(people=people, seed=seed, at=at, progress=lambda *_: None)


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker):
    """One demonstration for all tests here: they read it, and each goes back to it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        build()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def town(_built):
    """The demonstration, as it was made."""


def seen(called: str, by: str = "") -> Record:
    """A person's record: as they see it themselves, or as somebody else does."""
    person = Person.objects.exclude(account=None).get(account__full_name__startswith=called)
    account = Account.objects.get(full_name=by) if by else person.account
    return open_record(person.pk, by=account, at=AT, why="a test")


def the_round(record: Record) -> round_queries.RoundStanding:
    found = round_queries.current_round(record, today=timezone.localdate(AT))
    assert found is not None
    return found


def standings(record: Record) -> list[Standing]:
    return [each.standing for each in version_queries.versions(record)]


def test_a_second_run_changes_nothing(town):
    before = [model.objects.count() for model in (Person, Entry, Account, AuditRow)]

    assert build(at=datetime(2026, 12, 1, tzinfo=UTC))["people"] == PEOPLE

    assert [model.objects.count() for model in (Person, Entry, Account, AuditRow)] == before


def test_it_goes_on_where_it_stopped_and_makes_nobody_twice(town):
    build(people=PEOPLE + 5)

    assert Person.objects.count() == PEOPLE + 5
    numbers = list(Identifier.objects.values_list("value", flat=True))
    assert len(set(numbers)) == len(numbers) == PEOPLE + 5


def test_made_up_people_never_come_among_real_ones(settings):
    settings.DEMO = False

    with pytest.raises(NotADemonstration):
        build()


def test_every_number_is_valid_and_from_the_range_that_nobody_has(town):
    values = list(Identifier.objects.values_list("value", flat=True))

    assert all(value.startswith("999") for value in values)
    assert all(nhs_number.is_valid(value) for value in values)


def test_numbers_do_not_come_twice_in_a_long_run():
    numbers = nhs_numbers()
    found = [next(numbers) for _ in range(60_000)]

    assert len(set(found)) == 60_000
    assert all(nhs_number.is_valid(value) for value in found[:2_000])


def test_every_kind_of_entry_is_used_somewhere(town):
    assert set(Entry.objects.values_list("kind", flat=True)) == set(KINDS)


def test_every_section_of_the_plan_has_something_in_a_frozen_version(town):
    held = {
        entry["kind"]
        for version in Version.objects.all()
        for entry in _document(version)["entries"]
    }

    assert {KINDS[kind].section for kind in held} == set(Section) - {
        Section.CONVERSATION, Section.RESULTS
    }  # fmt: skip


def _document(version: Version) -> dict:
    import json

    return json.loads(version.document)


def test_every_frozen_plan_has_the_hash_that_was_signed(town):
    for version in Version.objects.all():
        assert is_untouched(version)
    for signature in Signature.objects.select_related("version"):
        assert signature.sha256 == signature.version.sha256


def test_everybody_on_the_demo_page_has_something_to_try(town):
    stories = {account.full_name: account.demo_story for account in demo_accounts()}

    assert len(stories) == 17
    assert all(20 < len(story) <= 100 for story in stories.values())
    assert next(iter(stories)) == "Mo Hargreaves"


def test_nobody_else_can_be_entered_from_the_demo_page(town):
    assert not Account.objects.filter(is_demo=False).exclude(demo_story="").exists()
    assert not any(account.has_usable_password() for account in Account.objects.all())


def test_mo_has_handed_in_her_answers_and_her_conversation_is_today(town):
    mo = seen("Mo")
    now = the_round(mo)

    assert now.here is Step.DISCUSS
    assert timezone.localdate(now.round.conversation_at) == timezone.localdate(AT)
    assert now.round.conversation_at > AT
    assert now.round.accountable.account.full_name == "Grace Okafor"
    assert preparation.last_return(now.round) is not None
    assert standings(mo) == [Standing.AGREED]
    assert Response.objects.filter(person=mo.person).count() == 2
    assert GoalScaled.objects.filter(person=mo.person).count() == 2
    assert KeyWorker.objects.filter(person=mo.person).count() == 2


def test_mos_key_worker_changed_once_and_is_covered_while_she_is_away(town):
    mo = seen("Mo")

    assert key_working(mo, on=timezone.localdate(AT)).words == "Grace Okafor"
    away = timezone.localdate(AT) + timedelta(days=15)
    assert key_working(mo, on=away).words == "Omar Haddad (in for Grace Okafor)"
    assert (
        key_worker_problems(
            (held.starts, held.ends) for held in KeyWorker.objects.filter(person=mo.person)
        )
        == []
    )


def test_julie_sees_what_her_mother_shares_and_no_results(town):
    julie = seen("Mo", by="Julie Hargreaves-Cole")

    assert not julie.sees(Section.RESULTS)
    assert julie.sees(Section.ACTIONS)


def test_nadia_is_half_way_through_her_questions(town):
    nadia = seen("Nadia")
    tasks = preparation.task_list(nadia, the_round(nadia).round)

    states = [task.state for task in tasks]
    assert 0 < states.count(Answered.ANSWERED) < len(states)
    assert preparation.last_return(the_round(nadia).round) is None


def test_danny_has_an_agreed_plan_with_a_budget_and_things_overdue(town):
    danny = seen("Danny")
    entries = version_queries.entries_in_force(danny)
    today = timezone.localdate(AT).isoformat()

    late = [e for e in entries if e.kind == "action" and str(e.content.get("due_on", "z")) < today
            and e.content["status"] != "done"]  # fmt: skip
    assert standings(danny) == [Standing.PARTLY_AGREED, Standing.AGREED]
    assert len(late) == 2
    assert sum(entry.kind == "resource" for entry in entries) == 3
    assert JoinedPlan.objects.filter(person=danny.person).exists()


def test_bettys_own_words_wait_for_her_answer_to_two_suggestions(town):
    betty = seen("Betty")

    assert len(entry_queries.open_suggestions(betty)) == 2
    assert wanted_format(betty.person) is Format.LARGE_PRINT


def test_rhys_has_been_offered_a_plan_that_holds_a_shared_understanding(town):
    rhys = seen("Rhys")

    assert standings(rhys) == [Standing.OFFERED]
    assert {"formulation", "additional_plan"} <= {
        entry.kind for entry in entry_queries.draft_plan_entries(rhys)
    }


def test_a_potassium_that_cannot_wait_stops_surinders_letter(town):
    surinder = seen("Surinder", by="Dr Anil Mehta")

    [task] = preparation.open_urgent_tasks(surinder)
    assert "6.7" in task.words
    assert preparation.last_letter(the_round(surinder).round) is None
    assert surinder.person.needs_interpreter


def test_kev_has_two_agreed_plans_between_which_something_changed(town):
    kev = seen("Kev")

    assert standings(kev) == [Standing.AGREED_WITH_DIFFERENCES, Standing.REPLACED]
    assert wanted_format(kev.person) is Format.EASY_READ
    [first, second] = [_document(row)["entries"] for row in kev.person.versions.order_by("number")]
    assert first != second
    assert Response.objects.filter(person=kev.person).count() == 2


def test_george_keeps_things_as_they_are_and_his_review_is_overdue(town):
    george = seen("George")
    held = version_queries.in_force(george)

    assert held is not None
    assert held.version.review_on < timezone.localdate(AT)
    assert [e.lead for e in version_queries.entries_in_force(george) if e.kind == "goal"] == [
        "Keep things as they are"
    ]


def test_pat_did_not_agree_and_her_reason_stands_under_the_plan(town):
    pat = seen("Pat")

    [version] = version_queries.versions(pat)
    assert version.standing is Standing.NOT_AGREED
    assert "I never said that" in version.signatures[-1].reason


def test_josephs_missed_date_has_its_reason(town):
    joseph = the_round(seen("Joseph"))

    assert joseph.here is Step.PREPARE
    [reason] = joseph.reasons
    assert "hospital" in reason.reason


def test_after_stanleys_death_nobody_can_change_his_plan_and_nothing_was_sent(town):
    stanley = seen("Stan", by="Omar Haddad")

    assert Death.objects.filter(person=stanley.person, undone_at=None).exists()
    assert not stanley.person.letters.exists()
    assert entry_queries.current_entries(stanley)


def test_tomaszs_round_has_not_started(town):
    assert not Round.objects.filter(person=seen("Tomek").person).exists()


def test_chloe_looked_back_at_her_plan_asked_for_a_review_and_ended_her_mothers_access(town):
    chloe = seen("Chloe")

    assert the_round(chloe).here is Step.REVIEW
    assert entry_queries.open_review_request(chloe) is not None
    assert Supporter.objects.get(person=chloe.person).ended_at is not None


def test_danny_and_betty_keep_their_agreed_plan_while_a_newer_one_waits_for_hannah(town):
    hannah = Account.objects.get(full_name="Hannah Whitlock")
    waiting = signing.waiting_to_sign(hannah.posts.all(), on=timezone.localdate(AT))

    assert [row.version.person.name.called for row in waiting] == ["Betty", "Danny"]
    assert waiting[0].due < timezone.localdate(AT)
    assert waiting[0].escalation.to.account.full_name == "Grace Okafor"
    for called in ("Danny", "Betty"):
        assert standings(seen(called)) == [Standing.PARTLY_AGREED, Standing.AGREED]


def test_a_walking_group_said_no_to_ivys_plan_and_what_would_make_it_one_to_sign(town):
    ivy = seen("Ivy")

    newer, older = version_queries.versions(ivy)
    assert newer.standing is Standing.NOT_AGREED
    assert "park pond" in newer.signatures[-1].would_sign
    assert older.standing is Standing.AGREED_WITHOUT_PERSON


def test_danny_disagrees_with_a_decision_and_mo_did_once(town):
    def states(called: str) -> list[str]:
        appeals = Appeal.objects.filter(person=seen(called).person)
        return [step.state for step in AppealStep.objects.filter(appeal__in=appeals).order_by("pk")]

    assert states("Danny") == ["raised", "acknowledged", "invited"]
    assert states("Mo") == ["raised", "acknowledged", "talked", "settled", "closed"]


def test_what_is_closed_in_the_stories_is_closed_to_those_it_is_meant_for(town):
    def risks(called: str, by: str = "") -> str:
        held = entry_queries.current_entries(seen(called, by))
        return " ".join(entry.lead for entry in held if entry.section is Section.RISKS)

    assert "bank card" in risks("Kev", "Omar Haddad")
    assert "bank card" not in risks("Kev", "Hannah Whitlock") + risks("Kev")
    assert "Siân" in risks("Rhys", "Dr Meera Joshi")
    assert "Siân" not in risks("Rhys")


def test_nadia_shows_hannah_a_part_and_mo_has_ended_a_share(town):
    hannah = seen("Nadia", "Hannah Whitlock")

    assert hannah.sees(Section.CONVERSATION)
    assert not hannah.sees(Section.RESULTS)
    assert Share.objects.get(person=seen("Mo").person).ended_at is not None


def test_a_link_and_two_emergency_cards_were_used(town):
    used = dict(ShareLink.objects.values_list("person__account__full_name", "kind").distinct())

    assert set(used) == {"Mo Hargreaves", "Danny Boyce"}
    assert not ShareLink.objects.exclude(uses=1).exists()


def test_an_emergency_opening_waits_for_eleanor_and_mo_was_told_of_it(town):
    mo = seen("Mo").person

    [waiting] = BrokenGlass.objects.filter(looked_into_at=None)
    assert waiting.person == mo
    told = Message.objects.filter(about=f"emergency opening {waiting.pk}")
    assert {row.person_id for row in told} == {mo.pk}
    assert told.count() == 2


def test_nobody_has_checked_yet_if_elsie_has_died(town):
    elsie = seen("Elsie", "Omar Haddad").person

    assert DeathReport.objects.filter(person=elsie, closed_at=None).exists()
    assert Message.objects.get(person_id=elsie.pk).next_at is not None


def test_no_message_of_a_story_waits_to_be_sent_now_but_one_that_is_held(town):
    assert Message.objects.filter(next_at__isnull=False).count() == 1
    assert Attempt.objects.filter(outcome="refused").count() == 1


def test_some_plans_of_last_month_are_drawn_for_eleanor(town):
    drawn = DrawnPlan.objects.all()

    assert drawn.exists()
    assert {row.look.post.account.full_name for row in drawn} == {"Eleanor Frost"}


def test_the_past_is_in_the_past(town):
    for model, name in (
        (Entry, "at"),
        (AuditRow, "at"),
        (Version, "frozen_at"),
        (NeedsAsked, "at"),
    ):
        assert not model.objects.filter(**{f"{name}__gt": AT}).exists()


def test_nothing_is_shown_of_the_crowd_that_the_rules_would_refuse(town):
    for person in Person.objects.filter(account=None):
        assert person.rounds.filter(ended_at=None).count() <= 1
        assert person.key_workers.filter(ends=None).count() == min(1, person.rounds.count())


def test_the_house_of_the_town_grew_and_its_left_wall_is_weak(town):
    community = Account.objects.get(full_name="Priya Nair").posts.get().organisation.community
    film = house.film_of(community, on=timezone.localdate(AT))

    assert len(film) == 4
    assert [frame.words.removeprefix("The house does not stand yet: ") for _, frame in film] == [
        "nobody answers for the left wall.",
        "nobody answers for the left wall.",
        "the left wall needs work.",
        "the left wall needs work.",
    ]
    letters = next(
        each for each in film[-1][1].of(Part.LEFT_WALL).elements if each.element.code == LETTERS
    )
    assert "Staff say “Cracked it”. People say “Good ideas”." in " ".join(letters.disagreements)
    assert [each.number for each in house.versions_of(community)] == [3, 2, 1]
    assert house.open_assessment_of(community) is not None


def test_what_came_of_introductions_is_shown_and_the_caseload_has_steps(town):
    house = signed_in(Account.objects.get(full_name="Marcus Bell")).get("/house/arrival/").text
    grace = signed_in(Account.objects.get(full_name="Grace Okafor")).get("/near/introductions/")
    states = set(IntroductionEvent.objects.values_list("state", flat=True))

    assert "people who were introduced to something" in house
    assert "steps</strong> to come" in grace.text
    assert states >= {*State} - {State.RECEIVED, State.WITHDRAWN}


def test_what_is_drawn_of_every_plan_in_it_is_r4(town):
    drawn = [each for person in Person.objects.order_by("pk") for each in drawn_of(person)]

    assert [wrong for each in drawn for wrong in wrong_with(bodies_of(each)[-1])] == []
    assert len(drawn) > 500
