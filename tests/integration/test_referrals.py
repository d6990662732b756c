"""Asking for a conversation: oneself, for somebody else, as staff, or as anyone at all."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.messages import MessageKind
from hearth.core.referral import Answer, CannotAnswer, CannotAsk, Consent, Reason, Told
from hearth.records.access.changes import end_involvement
from hearth.records.access.door import NotAllowed
from hearth.records.access.whole_record import whole_record
from hearth.records.audit.models import AuditRow
from hearth.records.outbox.models import Message
from hearth.records.people.deaths import record_death
from hearth.records.plans.models import Round
from hearth.records.recall.models import OnRegister
from hearth.records.referrals import changes
from hearth.records.referrals.models import PublicAsk, Referral, ReferralAnswer
from hearth.records.referrals.queries import rows_for_extract, waiting_asks
from tests.sharing import at, record_of, signed_in, text_of
from tests.world import NOW, a_round, a_supporter, a_world

# The doors and the forms are the same on every engine.
pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

KEY = "a-key-of-a-form-0001"


@pytest.fixture
def world():
    cache.clear()
    return a_world()


def asked(world, account=None, **more) -> Referral:
    by = account or world.person_account
    given = {"organisation": world.practice, "words": "I want to talk.", "consent": None} | more
    return changes.ask(record=record_of(world, by), **given, by=by, at=timezone.now())


def a_form(world, **more):
    return {
        "organisation": str(world.practice.pk), "person_name": "Rabia Khan",
        "person_reach": "01632 960101", "words": "I feel lost.", "born-day": "12",
        "born-month": "3", "born-year": "1948", "once": KEY,
    } | more  # fmt: skip


def sent(world, path="ask-for-me", client=None, **more):
    return (client or Client()).post(reverse(path), a_form(world, **more), follow=True)


def answered(world, row, **said):
    return changes.answer(
        record=record_of(world, world.nurse), referral=row, **said, by=world.nurse,
        at=timezone.now(),
    )  # fmt: skip


def kinds(account) -> list[str]:
    return list(Message.objects.filter(account_id=account.pk).values_list("kind", flat=True))


def test_the_person_asks_from_their_own_page_and_reads_the_answer_there(world):
    client = signed_in(world.person_account)
    said = {"person": str(world.person.pk), "words": "I want to talk about my breath."}

    answer = client.post(
        at(world, "ask-own"), said | {"organisation": str(world.practice.pk)}, follow=True
    )
    assert "We have it." in text_of(answer)
    assert kinds(world.administrator) == [MessageKind.ASKED_FOR.value]

    answered(
        world, Referral.objects.get(), answer=Answer.DECLINED, reason=Reason.HAS_PLAN,
        told="Your plan is new.",
    )  # fmt: skip
    page = text_of(client.get(at(world, "ask-own")))
    assert "Not now" in page
    assert "Your plan is new." in page
    assert MessageKind.ASK_ANSWERED.value in kinds(world.person_account)


def test_one_open_ask_is_enough_and_a_round_under_way_needs_none(world):
    asked(world)
    with pytest.raises(CannotAsk):
        asked(world)
    Referral.objects.all().delete()
    a_round(world)
    with pytest.raises(CannotAsk):
        asked(world)


def test_a_supporter_asks_only_when_the_person_allows_it_and_knows(world):
    a_supporter(world, actions=set())
    with pytest.raises(NotAllowed):
        asked(world, world.daughter, consent=Consent.KNOWS)

    client = signed_in(world.daughter)
    assert client.get(at(world, "ask-own")).status_code == 403


def test_staff_ask_a_service_with_a_part_in_the_care_and_no_other(world):
    with pytest.raises(CannotAsk):
        asked(world, world.social_worker)  # Without what the person says to it.
    row = asked(world, world.social_worker, consent=Consent.CANNOT_SAY)

    assert row.asker == "staff"
    answered(world, row, answer=Answer.ACCEPTED)
    assert kinds(world.social_worker) == [MessageKind.ASK_ANSWERED.value]


def test_an_ask_has_one_answer(world):
    row = asked(world)
    answered(world, row, answer=Answer.ACCEPTED)

    with pytest.raises(CannotAnswer):
        answered(world, row, answer=Answer.DECLINED, reason=Reason.OTHER, told="No.")
    with pytest.raises(IntegrityError):
        ReferralAnswer.objects.update(told="Changed")


def test_a_yes_leads_on_to_the_round(world):
    row = asked(world)
    client = signed_in(world.nurse)
    page = reverse("ask-answer", args=[world.person.pk, row.pk])

    refused = client.post(page, {"person": str(world.person.pk), "answer": "declined"})
    assert refused.status_code == 422
    assert "Choose a reason." in text_of(refused)
    done = client.post(page, {"person": str(world.person.pk), "answer": "accepted"})

    assert done["Location"] == at(world, "round-start")
    assert not Round.objects.exists()


def test_nobody_answers_what_was_asked_of_another_service(world):
    row = asked(world, organisation=world.practice)

    page = reverse("ask-answer", args=[world.person.pk, row.pk])
    assert signed_in(world.social_worker).get(page).status_code == 404


def test_anyone_can_ask_and_the_answer_tells_nothing_of_who_is_known(world):
    known, unknown = sent(world), sent(world, person_name="Zara Zero", once=KEY + "x")

    assert text_of(known) == text_of(unknown)
    assert Referral.objects.filter(person__isnull=True).count() == 2
    assert "Khan" not in str(AuditRow.objects.filter(is_change=True).values_list())
    assert {row.account_id for row in Message.objects.all()} == {world.administrator.pk}


def test_a_form_that_is_sent_twice_asks_once(world):
    sent(world)
    sent(world)

    assert Referral.objects.count() == 1


def test_a_program_that_fills_every_field_leaves_nothing_and_learns_nothing(world):
    answer = sent(world, website="https://example.org")

    assert "Thank you" in text_of(answer)
    assert not Referral.objects.exists()


def test_too_many_asks_from_one_place_are_stopped(world):
    for turn in range(10):
        sent(world, once=f"{KEY}{turn}")

    answer = sent(world, once=f"{KEY}more")
    assert answer.status_code == 422
    assert "Too many people" in text_of(answer)
    assert Referral.objects.count() == 10


def test_what_is_missing_is_named_all_at_once(world):
    answer = sent(
        world, "ask-for-someone", organisation="", person_name="", consent="not-asked",
    )  # fmt: skip

    page = text_of(answer)
    assert answer.status_code == 422
    for words in ("Choose a service.", "Give the name.", "Please speak with them first."):
        assert words in page
    assert not Referral.objects.exists()


def test_staff_say_whom_an_ask_from_the_public_is_about_and_then_answer_it(world):
    sent(world)
    row = Referral.objects.get()
    client = signed_in(world.administrator)

    assert "Not matched" in text_of(client.get(reverse("asks")))
    page = text_of(client.get(reverse("ask-unmatched", args=[row.pk])))
    assert "This is them" in page
    assert "I feel lost." in page
    done = client.post(
        reverse("ask-is-them", args=[world.person.pk, row.pk]), {"person": str(world.person.pk)}
    )
    assert done["Location"] == reverse("ask-answer", args=[world.person.pk, row.pk])
    assert "I feel lost." in text_of(client.get(done["Location"]))
    answered(world, Referral.objects.get(), answer=Answer.ACCEPTED)
    assert "Everyone who asked has an answer" in text_of(client.get(reverse("asks")))


def test_staff_of_another_service_never_see_what_the_public_asked(world):
    sent(world)
    row = Referral.objects.get()
    client = signed_in(world.social_worker)

    assert client.get(reverse("ask-unmatched", args=[row.pk])).status_code == 404
    assert "Everyone who asked" in text_of(client.get(reverse("asks")))


def test_an_ask_of_which_nobody_can_say_whom_it_is_about_is_closed_with_a_reason(world):
    sent(world)
    row = Referral.objects.get()
    client = signed_in(world.administrator)
    page = reverse("ask-unmatched", args=[row.pk])

    assert client.post(page, {}).status_code == 422
    client.post(page, {"reason": "not-found", "told": "I called. No one answered."})
    assert ReferralAnswer.objects.get().reason == "not-found"
    assert client.get(page).status_code == 404


def test_what_the_public_told_is_in_no_copy_of_a_record(world):
    sent(world, words="She drinks, says the neighbour.")
    row = Referral.objects.get()
    changes.match(
        record=record_of(world, world.nurse), referral=row, by=world.nurse, at=timezone.now()
    )

    mine = whole_record(world.person.pk, reader=record_of(world, world.person_account))
    assert PublicAsk.objects.count() == 1
    assert "neighbour" not in str(mine)


def test_the_extract_is_told_who_asked_for_whom_and_when(world):
    asked(world)
    sent(world)

    assert list(rows_for_extract()) == [(world.person.pk, timezone.localdate(), "self")]


def test_nothing_is_asked_for_somebody_who_has_died(world):
    record_death(person=world.person, died_on=NOW.date(), told_by="Samira", by=world.nurse, at=NOW)
    with pytest.raises(NotAllowed):
        asked(world, world.nurse, consent=Consent.KNOWS)


def test_the_list_of_asks_costs_the_same_for_three_and_for_twenty(world):
    client = signed_in(world.administrator)
    take_asks(world, 3)
    client.get(reverse("asks"))  # The first one of a session writes the session.
    few = queries_of(client, reverse("asks"))
    take_asks(world, 17)

    assert queries_of(client, reverse("asks")) == few


def take_asks(world, count: int) -> None:
    for turn in range(count):
        told = Told(about_me=True, person_name=f"A{turn} B", person_reach="01632", words="Why")
        changes.take_from_public(told=told, organisation=world.practice, by=None, at=timezone.now())


def queries_of(client, path) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    return len(seen)


def test_nobody_waits_for_an_answer_about_somebody_who_has_died_and_who_moved_is_not_named(world):
    asked(world)
    client = signed_in(world.administrator)
    ended = {"ends": timezone.localdate() - timedelta(days=1), "by": None, "at": timezone.now()}
    end_involvement(person=world.person, organisation=world.practice, **ended)
    page = text_of(client.get(reverse("asks")))
    assert "no longer with this service" in page
    assert "Rabia" not in page

    record_death(
        person=world.person, died_on=NOW.date(), told_by="Sam", by=world.nurse, at=timezone.now()
    )
    assert not waiting_asks([world.practice.pk]).exists()


def test_a_supporter_is_not_told_that_the_person_asked(world):
    asked(world)
    a_supporter(world, actions={Action.READ, Action.ASK_REVIEW})

    assert "asked for on" not in text_of(signed_in(world.daughter).get(at(world, "ask-own")))


def test_who_asks_again_after_a_conversation_is_due_again(world):
    for _ in range(2):
        row = asked(world)
        page = reverse("ask-answer", args=[world.person.pk, row.pk])
        said = {"person": str(world.person.pk), "answer": "accepted"}
        assert signed_in(world.nurse).post(page, said).status_code == 302
        assert OnRegister.objects.get().due == timezone.localdate(row.asked_at)
        OnRegister.objects.update(due=None, since=NOW.date() - timedelta(days=400))
