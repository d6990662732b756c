"""Putting somebody in touch: what is passed on, what happens next, and what can never happen."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.core.access import Action
from hearth.core.introductions.outcomes import Change
from hearth.core.introductions.passing_on import CannotIntroduce
from hearth.core.introductions.standing import NextStep
from hearth.core.introductions.states import CannotMove, Kind, Reason, State, Teller
from hearth.core.messages import MessageKind
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.door import NotAllowed
from hearth.records.access.sealing import seal
from hearth.records.audit.models import AuditRow
from hearth.records.introductions import queries
from hearth.records.introductions.caseload import caseload
from hearth.records.introductions.changes.telling import settle, tell, withdraw
from hearth.records.introductions.models import Introduction, IntroductionEvent
from hearth.records.introductions.outcomes import outcomes_of
from hearth.records.measures import changes as measures
from hearth.records.outbox.models import Message
from hearth.records.people.deaths import record_death, report_death
from hearth.records.plans.changes.entries import write
from hearth.records.plans.models import Entry, Suggestion
from tests.introducing import TELEPHONE, an_introduction, happens, reachable
from tests.near import an_activity
from tests.world import NOW, TODAY, a_supporter, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    world = a_world()
    reachable(world)
    return world


def the_nurse(world):
    return world.record(world.nurse, action=Action.INTRODUCE)


def a_goal(world, text="Sing again"):
    done = write(
        record=world.record(world.nurse), kind="goal", content={"text": text}, by=world.nurse,
        at=NOW,
    )  # fmt: skip
    return done.thread


def shut(world, section, thread=None):
    put_on = world.record(world.person_account, action=Action.SEAL)
    seal(
        record=put_on, kind=SealKind.OWN_WISH, section=section, thread=thread,
        by=world.person_account, at=NOW,
    )  # fmt: skip


def test_the_group_is_passed_a_name_and_one_way_to_reach_and_nothing_else(world):
    made = an_introduction(world)

    assert made.passed_on == {"called": "Bibi", "telephone": TELEPHONE}
    assert queries.standing_of(made).state is State.REQUESTED
    assert made.link_worker == world.nurse


def test_nothing_is_passed_on_without_a_yes(world):
    with pytest.raises(CannotIntroduce, match="agreed"):
        an_introduction(world, said_yes=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.filter(pk=an_introduction(world).pk).update(said_yes="")


def test_only_words_that_were_shown_and_may_be_offered_are_passed_on(world):
    with pytest.raises(CannotIntroduce, match="Look at it again"):
        an_introduction(world, passed_on={"called": "Bibi", "telephone": "01632 960999"})
    with pytest.raises(CannotIntroduce, match="Look at it again"):
        an_introduction(world, passed_on={"called": "Bibi", "hope": "Everything"})


def test_the_hope_is_the_persons_own_words_and_never_one_that_is_sealed(world):
    goal = a_goal(world)
    passes = {"called": "Bibi", "telephone": TELEPHONE, "hope": "Sing again"}
    assert an_introduction(world, goal=goal, passed_on=passes).passed_on["hope"] == "Sing again"

    shut(world, Section.GOALS, goal)
    with pytest.raises(CannotIntroduce, match="Look at it again"):
        an_introduction(
            world, an_activity(world, "Tea"), goal=goal, passed_on=passes,
            by=world.person_account,
        )  # fmt: skip


def test_who_does_not_see_things_near_me_learns_nothing_of_introductions(world):
    made = an_introduction(world)
    assert queries.introductions_of(world.record(world.social_worker))

    shut(world, Section.COMMUNITY)
    kept_out = world.record(world.social_worker)

    assert queries.introductions_of(kept_out) == []
    assert queries.introduction(kept_out, made.pk) is None
    with pytest.raises(NotAllowed):
        tell(
            introduction=made, state=State.ACCEPTED, on=TODAY, by=world.social_worker, at=NOW,
            record=kept_out,
        )  # fmt: skip


def test_the_plan_gets_the_entry_filled_in_and_nothing_is_typed_again(world):
    made = an_introduction(world, an_activity(world, email="singers@example.org"))

    entry = Entry.objects.get(thread=made.thread, replaced_at__isnull=True)
    assert entry.kind == "community"
    assert entry.content == {
        "what": "Mill Lane Singers",
        "where": "Mill Lane Hall, 1 Mill Lane, Calderwick, XW1 1AA",
        "when": "Tuesday, 10am to 11.30am",
        "cost": "Free.",
        "contact": "singers@example.org",
        "status": "introduced",
    }
    happens(world, made, State.STARTED)
    entry = Entry.objects.get(thread=made.thread, replaced_at__isnull=True)
    assert entry.content["status"] == "started"


def test_an_idea_in_the_plan_becomes_the_introduction_and_is_not_doubled(world):
    write(
        record=world.record(world.person_account), kind="community",
        content={"what": "Mill Lane Singers", "status": "idea"}, by=world.person_account, at=NOW,
    )  # fmt: skip

    made = an_introduction(world)

    rows = Entry.objects.filter(kind="community", replaced_at__isnull=True)
    assert [row.thread for row in rows] == [made.thread]
    # Staff change the person's own words only by a suggestion once they are agreed (P1).
    assert rows.get().content["status"] == "introduced" or Suggestion.objects.exists()


def test_each_change_leaves_an_audit_row_that_names_no_group(world):
    made = an_introduction(world)
    tell(introduction=made, state=State.ACCEPTED, on=TODAY, teller=Teller.GROUP, by=None, at=NOW)

    rows = AuditRow.objects.filter(person_id=world.person.pk, is_change=True, section="community")
    assert {"was put in touch", "said what came of an introduction"} <= {row.did for row in rows}
    assert not any("Singers" in row.what + row.did for row in rows)


def test_two_clicks_put_in_touch_once_and_who_only_knew_of_it_can_be_put_in_touch(world):
    choir = an_activity(world)
    told = an_introduction(world, choir, kind=Kind.TOLD)
    assert (told.passed_on, told.agreed_at) == ({}, None)

    asked = an_introduction(world, choir)

    assert asked.pk == told.pk
    assert [each.state for each in queries.events_of(asked)] == ["told", "requested"]
    with pytest.raises(CannotIntroduce, match="in touch with this group already"):
        an_introduction(world, choir)


def test_somebody_who_did_not_get_there_can_go_with_somebody(world):
    choir = an_activity(world)
    made = an_introduction(world, choir)
    happens(world, made, State.DID_NOT_ATTEND, reason=Reason.NOBODY_TO_GO_WITH)

    again = an_introduction(world, choir, kind=Kind.ACCOMPANIED, companion="Dee")

    assert (again.pk, again.companion) == (made.pk, "Dee")
    assert queries.standing_of(again).state is State.REQUESTED


def test_nothing_is_made_about_somebody_who_died_or_may_have(world):
    made = an_introduction(world)
    report_death(
        person=world.person, told_by="Samira", words="", died_on=None, by=world.daughter, at=NOW
    )
    with pytest.raises(CannotIntroduce, match="they died"):
        an_introduction(world, an_activity(world, "Tea"))

    record_death(person=world.person, died_on=TODAY, told_by="Samira", by=world.nurse, at=NOW)
    with pytest.raises(CannotMove, match="died"):
        tell(introduction=made, state=State.ACCEPTED, on=TODAY, teller=Teller.GROUP, by=None,
             at=NOW)  # fmt: skip
    with pytest.raises(NotAllowed):
        an_introduction(world, an_activity(world, "Walks"))


def test_nobody_is_put_in_touch_with_what_is_not_running(world):
    with pytest.raises(CannotIntroduce, match="not running"):
        an_introduction(world, an_activity(world, status="temporarily closed"))


def test_only_what_the_table_allows_can_be_told_and_on_a_day_that_can_be(world):
    made = an_introduction(world)
    with pytest.raises(CannotMove, match="cannot become"):
        happens(world, made, State.STILL_GOING)
    with pytest.raises(CannotMove, match="Choose a reason"):
        happens(world, made, State.REJECTED)
    with pytest.raises(CannotMove, match="still to come"):
        tell(introduction=made, state=State.STARTED, on=TODAY + timedelta(days=1),
             by=None, teller=Teller.GROUP, at=NOW)  # fmt: skip
    with pytest.raises(CannotMove, match="before they were put in touch"):
        tell(introduction=made, state=State.STARTED, on=TODAY - timedelta(days=1),
             by=None, teller=Teller.GROUP, at=NOW)  # fmt: skip
    with pytest.raises(CannotMove, match="Somebody else"):
        happens(world, made, State.ACCEPTED, by=world.person_account)


def test_what_happened_is_never_changed_or_deleted(world):
    an_introduction(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        IntroductionEvent.objects.update(state=State.STARTED.value)


def test_a_place_in_the_line_is_kept_for_who_waits_alone(world):
    made = an_introduction(world)
    happens(world, made, State.WAITING, teller=Teller.GROUP, place=3)

    assert queries.standing_of(made).place == 3
    with pytest.raises(CannotMove, match="place in the line"):
        happens(world, made, State.ACCEPTED, place=1)
    happens(world, made, State.WAITING, place=2)
    assert queries.standing_of(made).place == 2


def test_the_group_is_told_only_that_somebody_is_not_coming(world):
    made = an_introduction(world)
    withdraw(
        record=world.record(world.person_account, action=Action.INTRODUCE), introduction=made,
        by=world.person_account, at=NOW,
    )  # fmt: skip

    sent = Message.objects.get(kind=MessageKind.GROUP_NOT_COMING.value)
    assert (sent.address, sent.audience, sent.person_id) == (
        "singers@example.org", "group", world.person.pk,
    )  # fmt: skip
    assert "Bibi" not in f"{sent.name} {sent.about} {sent.path} {sent.fields}"
    with pytest.raises(CannotMove):
        happens(world, made, State.STARTED)


def test_nobody_is_told_of_a_change_of_mind_where_nobody_was_asked(world):
    made = an_introduction(world, kind=Kind.TOLD)
    withdraw(record=the_nurse(world), introduction=made, by=world.nurse, at=NOW)

    assert not Message.objects.exists()


def test_after_a_no_the_next_step_ends_when_somebody_looked_further(world):
    made = an_introduction(world)
    with pytest.raises(CannotMove):
        settle(record=the_nurse(world), introduction=made, by=world.nurse, at=NOW)
    happens(world, made, State.REJECTED, reason=Reason.FULL)
    assert queries.standing_of(made).next_step

    settle(record=the_nurse(world), introduction=made, by=world.nurse, at=NOW)

    made.refresh_from_db()
    assert queries.standing_of(made).next_step is None


def test_a_supporter_puts_nobody_in_touch(world):
    a_supporter(world)
    with pytest.raises(NotAllowed):
        world.record(world.daughter, action=Action.INTRODUCE)


def test_nobody_learns_of_a_closed_introduction_by_making_it_again(world):
    choir = an_activity(world)
    made = an_introduction(world, choir, by=world.person_account)
    shut(world, Section.COMMUNITY, made.thread)

    again = an_introduction(world, choir)

    assert again.pk != made.pk


def test_a_list_of_steps_tells_nothing_of_who_closed_a_part_or_has_died(world):
    made = an_introduction(world)
    assert [each.key for each in caseload(world.nurse, today=TODAY)] == [str(made.pk)]

    shut(world, Section.COMMUNITY, made.thread)
    assert caseload(world.nurse, today=TODAY, team=True) == []


def test_nobody_follows_up_somebody_who_may_have_died(world):
    an_introduction(world)
    report_death(
        person=world.person, told_by="Samira", words="", died_on=None, by=world.daughter, at=NOW
    )

    assert caseload(world.nurse, today=TODAY, team=True) == []


def test_a_free_place_is_offered_to_who_is_first_in_the_line_and_nobody_is_moved(world):
    tea = an_activity(world, "Tea", service_capacities=[{"available": 1}])
    made = an_introduction(world, tea)
    happens(world, made, State.WAITING, place=1)

    [case] = caseload(world.nurse, today=TODAY)

    assert case.standing.next_step is NextStep.OFFER_PLACE
    assert queries.standing_of(made).state is State.WAITING


def test_before_and_after_stand_beside_each_other(world):
    made = an_introduction(world)
    for days, value in ((-3, 5), (100, 2)):
        measures.answer(
            record=world.record(world.person_account), instrument="loneliness",
            answers={"lonely": value}, by=world.person_account, at=NOW + timedelta(days=days),
        )  # fmt: skip

    [outcome] = outcomes_of(world.record(world.person_account), made)
    assert (outcome.before, outcome.after) == ("Often or always", "Hardly ever")
    assert outcome.change is Change.BETTER
