"""Who must sign a plan beside the person: asked by the rule, each for their part, by a day."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from hearth.core.access import Role
from hearth.core.agreement import Answer, CannotAgree, Party, Standing, Way
from hearth.core.plan import Review
from hearth.core.sharing import SealKind
from hearth.core.signing import Choices
from hearth.core.words import Section
from hearth.jobs.signing import late_signatures
from hearth.records.access import sealing
from hearth.records.access.door import NotAllowed
from hearth.records.outbox.models import Message
from hearth.records.people.models import Death
from hearth.records.plans.changes import entries, key_workers, rounds, signing, versions
from hearth.records.plans.changes.asking import Asking
from hearth.records.plans.changes.entries import Voice
from hearth.records.plans.changes.signing import Reply
from hearth.records.plans.changes.versions import Said
from hearth.records.plans.models import Signature, SignatureRequest
from hearth.records.plans.queries import signing as queries
from hearth.records.plans.queries.versions import shown_code
from hearth.records.plans.queries.versions import versions as versions_of
from tests.world import NOW, TODAY, a_post, a_round, a_world, an_account, an_agreeable_plan

pytestmark = pytest.mark.django_db

RULE = settings.JURISDICTION.signing
REVIEW = Review(TODAY + timedelta(days=180), "Ruth Adeyemi", "A visit at home")
YES = Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM)
A_YES, NOT_OWN = Reply(Answer.AGREED), Voice()
NO = Reply(Answer.NOT_AGREED, "The grant is too high.", "A grant for one rail.")


@pytest.fixture
def world():
    """A plan in which the council will do something."""
    world = a_world()
    an_agreeable_plan(world)
    writes(world, "action", what="Fit a rail", who="Holmbeck Council", when="In May")
    return world


def writes(world, kind, *, by=None, thread=None, base_number=0, voice=NOT_OWN, **content):
    by = by or world.nurse
    return entries.write(
        record=world.record(by), kind=kind, content=content, thread=thread,
        base_number=base_number, voice=voice, by=by, at=NOW,
    )  # fmt: skip


def freeze(world, said=YES, *, round=None, at=NOW, choices=None, still=False):
    return versions.freeze(
        record=world.record(world.nurse), round=round, review=REVIEW, location="At home",
        by=world.nurse, at=at, identifiers={}, said=said,
        asking=Asking(RULE, choices or Choices(), still),
    )  # fmt: skip


def sign(world, version, reply=A_YES, *, by=None, code=None):
    by = by or world.social_worker
    record = world.record(by)
    return signing.sign_as_asked(
        record=record, version=version, code=code or shown_code(record, version), reply=reply,
        by=by, at=NOW,
    )  # fmt: skip


def go_on(world, version, by, **more):
    signing.go_on_without(
        record=world.record(by), version=version, key=council(world), words="We want to start.",
        by=by, at=NOW, **more,
    )  # fmt: skip


def council(world):
    return queries.service_key(world.council.pk)


def newest(world):
    return versions_of(world.record(world.nurse))[0]


def test_a_plan_waits_for_the_service_that_will_do_something_in_it(world):
    version = freeze(world)

    assert [each.key for each in newest(world).asked] == ["person", council(world)]
    assert newest(world).standing is Standing.PARTLY_AGREED
    sign(world, version)
    assert newest(world).standing is Standing.AGREED


def test_those_who_are_asked_are_told_by_when(world):
    freeze(world, None)

    told = {message.account_id: message for message in Message.objects.all()}
    assert told[world.social_worker.pk].fields == {"day": "16 November 2026"}
    assert told[world.person_account.pk].kind == "plan ready to answer"
    assert "rail" not in str([vars(message) for message in told.values()])


def test_who_answered_in_the_room_is_not_told_to_answer(world):
    freeze(world)

    assert not Message.objects.filter(account_id=world.person_account.pk).exists()


def test_a_refusal_needs_reasons_and_what_would_make_it_right(world):
    version = freeze(world)

    with pytest.raises(CannotAgree, match="what would make it right"):
        sign(world, version, Reply(Answer.NOT_AGREED, "Too high"))
    sign(world, version, NO)

    assert newest(world).standing is Standing.NOT_AGREED
    assert newest(world).signatures[-1].would_sign == "A grant for one rail."


def test_the_database_itself_keeps_no_refusal_of_a_service_without_what_would_mend_it(world):
    version = freeze(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(
            version=version, sha256=version.sha256, party=Party.SERVICE.value, name="Tom Price",
            answer=Answer.NOT_AGREED.value, way=Way.SIGNED_IN.value, reason="No", at=NOW,
            signer=council(world),
        )  # fmt: skip


def test_person_and_key_worker_can_decide_together_to_go_on(world):
    version = freeze(world)
    sign(world, version, NO)

    go_on(world, version, world.nurse)
    assert newest(world).standing is Standing.NOT_AGREED
    go_on(world, version, world.person_account)

    assert newest(world).standing is Standing.AGREED_WITH_DIFFERENCES
    assert {d.name for d in newest(world).signatures[-1].decisions} == {"Ruth Adeyemi", "Bibi"}


def test_a_key_worker_can_take_down_what_the_person_decided(world):
    version = freeze(world)
    sign(world, version, NO)

    with pytest.raises(CannotAgree, match="Say how they told you"):
        go_on(world, version, world.nurse, persons_way=Way.SIGNED_IN, persons_words="Go on")
    go_on(world, version, world.nurse, persons_way=Way.IN_THE_ROOM, persons_words="Go on")

    assert newest(world).standing is Standing.AGREED_WITH_DIFFERENCES


def test_nobody_else_decides_to_go_on_and_not_before_somebody_refused(world):
    version = freeze(world)

    with pytest.raises(CannotAgree, match="Nobody has refused"):
        go_on(world, version, world.nurse)
    sign(world, version, NO)
    with pytest.raises(NotAllowed):
        go_on(world, version, world.social_worker)


def test_a_new_answer_of_the_service_needs_a_new_decision(world):
    version = freeze(world)
    sign(world, version, NO)
    for who in (world.nurse, world.person_account):
        go_on(world, version, who)

    sign(world, version, NO)

    assert newest(world).standing is Standing.NOT_AGREED


def test_only_staff_of_the_service_sign_for_it(world):
    version = freeze(world)

    with pytest.raises(NotAllowed, match="You are not asked"):
        sign(world, version, by=world.nurse)
    with pytest.raises(NotAllowed):
        sign(world, version, by=world.person_account)


def test_what_is_signed_is_what_was_shown_and_the_newest(world):
    first = freeze(world)

    with pytest.raises(CannotAgree, match="has changed since you read it"):
        sign(world, first, code="0" * 64)
    row = sign(world, first)
    assert row.seen_sha256 == shown_code(world.record(world.social_worker), first)
    freeze(world, None)
    with pytest.raises(CannotAgree, match="has changed since you read it"):
        sign(world, first)


def test_a_change_asks_again_only_those_whose_part_changed(world):
    sign(world, freeze(world), Reply(Answer.WITH_DIFFERENCE, "May is late."))
    writes(world, "strength", text="Patience")

    freeze(world)

    [carried] = [each for each in newest(world).signatures if each.carried_from]
    assert (carried.signer, carried.carried_from) == (council(world), 1)
    assert carried.reason == "May is late."
    assert newest(world).standing is Standing.AGREED_WITH_DIFFERENCES


def test_a_change_of_their_part_asks_the_service_again(world):
    sign(world, freeze(world))
    writes(world, "action", what="Fit a ramp", who="Holmbeck Council", when="In June")

    freeze(world)

    assert newest(world).standing is Standing.PARTLY_AGREED


def test_a_signature_that_was_carried_is_carried_on_from_the_first(world):
    sign(world, freeze(world))
    freeze(world)

    freeze(world)

    [carried] = [each for each in newest(world).signatures if each.carried_from]
    assert (newest(world).version.number, carried.carried_from) == (3, 1)


def test_a_refusal_is_never_carried(world):
    sign(world, freeze(world), NO)

    freeze(world)

    assert newest(world).standing is Standing.PARTLY_AGREED


def test_the_yes_of_the_person_stands_only_while_nothing_of_theirs_has_changed(world):
    sign(world, freeze(world))
    freeze(world, None, still=True)
    assert newest(world).standing is Standing.AGREED

    writes(world, "strength", text="Patience")
    with pytest.raises(CannotAgree, match="Something has changed"):
        freeze(world, None, still=True)


def test_a_sealed_change_asks_nobody_again(world):
    sign(world, freeze(world))
    note = writes(
        world, "action", what="Keep watch", who="Holmbeck Council", when="Daily",
        voice=Voice(own=True),
    )  # fmt: skip
    sealing.seal(
        record=world.record(world.nurse), kind=SealKind.SAFEGUARDING, section=Section.ACTIONS,
        thread=note.thread, why="She is at risk", by=world.nurse, at=NOW,
    )  # fmt: skip

    freeze(world, None, still=True)

    assert newest(world).standing is Standing.AGREED


def test_a_key_worker_who_did_not_do_the_plan_is_asked(world):
    key_workers.hand_over(
        record=world.record(world.nurse), to=world.social_worker_post, note="Likes calls",
        by=world.nurse, at=NOW,
    )  # fmt: skip

    version = freeze(world)

    assert [each.party for each in newest(world).asked] == [Party.PERSON, Party.KEY_WORKER]
    assert sign(world, version).party == Party.KEY_WORKER.value
    assert newest(world).standing is Standing.AGREED


def test_a_service_is_left_out_or_added_only_with_a_reason(world):
    with pytest.raises(CannotAgree, match="need not sign"):
        freeze(world, choices=Choices({council(world): ""}))

    freeze(world, choices=Choices({council(world): "The rail is fitted."}))

    assert newest(world).standing is Standing.AGREED
    assert newest(world).asked[-1].left_out == "The rail is fitted."


def test_a_service_that_was_added_signs_for_the_whole_plan():
    world = a_world()
    an_agreeable_plan(world)

    version = freeze(world, choices=Choices({}, {council(world): "They asked to."}))
    sign(world, version)
    writes(world, "strength", text="Patience")
    freeze(world, choices=Choices({}, {council(world): "They asked to."}))

    assert newest(world).standing is Standing.PARTLY_AGREED


def agreed_round(world, sign_by=TODAY + timedelta(days=7)):
    round = a_round(world)
    rounds.agree_signing(
        record=world.record(world.nurse), round=round, signing=rounds.Signing(sign_by),
        by=world.nurse, at=NOW,
    )  # fmt: skip
    return round


def test_the_day_agreed_at_the_start_is_the_day_that_counts(world):
    freeze(world, round=agreed_round(world))

    [asked] = [each for each in newest(world).asked if each.key == council(world)]
    assert (asked.due, asked.escalate_to) == (date(2026, 11, 9), "Ruth Adeyemi")


def test_a_day_before_the_start_is_refused(world):
    with pytest.raises(rounds.CannotStartRound, match="cannot come before the start"):
        agreed_round(world, TODAY - timedelta(days=1))


def test_a_late_signature_goes_up_to_the_person_named_for_it_once(world):
    freeze(world, round=agreed_round(world))
    too_late = NOW + timedelta(days=8)
    Message.objects.all().delete()

    assert late_signatures(at=NOW + timedelta(days=6)) == 0
    assert (late_signatures(at=too_late), late_signatures(at=too_late)) == (1, 0)

    [message] = Message.objects.all()
    assert (message.kind, message.account_id) == ("signature is late", world.nurse.pk)
    assert queries.late_for([world.nurse_post.pk], on=too_late.date()).count() == 1


def test_who_has_signed_is_not_late_and_nobody_is_late_for_the_dead(world):
    version = freeze(world, None, round=agreed_round(world))
    later = NOW + timedelta(days=30)
    assert queries.late_requests(on=later.date()).count() == 2

    sign(world, version)
    assert queries.late_requests(on=later.date()).get().party == Party.PERSON.value
    Death.objects.create(person=world.person, died_on=TODAY, told_by="Samira", recorded_at=NOW)

    assert late_signatures(at=later) == 0


def test_the_list_of_what_waits_holds_only_what_is_mine_and_open(world):
    version = freeze(world)
    other = an_account("Una Other")
    link_worker = an_account("Lee Link")
    a_post(other, world.practice, Role.PRACTITIONER, "Nurse")
    a_post(link_worker, world.council, Role.LINK_WORKER, "Link worker")

    def waits_for(account):
        posts = list(account.posts.select_related("organisation"))
        return [row.version_id for row in queries.waiting_to_sign(posts, on=TODAY)]

    assert waits_for(world.social_worker) == waits_for(link_worker) == [version.pk]
    assert waits_for(other) == waits_for(world.administrator) == []
    sign(world, version)
    assert waits_for(world.social_worker) == []


def test_who_stands_in_for_the_key_worker_signs_for_them(world):
    other = an_account("Una Other")
    post = a_post(other, world.practice, Role.PRACTITIONER, "Nurse")
    key_workers.hand_over(
        record=world.record(world.nurse), to=world.social_worker_post, note="x", by=world.nurse,
        at=NOW,
    )  # fmt: skip
    key_workers.arrange_cover(
        record=world.record(world.nurse), post=post, starts=TODAY, ends=TODAY, by=world.nurse,
        at=NOW,
    )  # fmt: skip
    version = freeze(world)

    assert [row.pk for row in queries.waiting_to_sign([post], on=TODAY)]
    assert sign(world, version, by=other).name == "Una Other"


def test_requests_are_only_ever_added(world):
    freeze(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        SignatureRequest.objects.update(left_out="No")
