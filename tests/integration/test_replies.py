"""Answers by a link: two taps, once, and only while the question stands."""

import secrets
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from hearth.core.access import Action
from hearth.core.introductions.replying import DoesNotOpen, NotAnAnswer, Question
from hearth.core.introductions.states import Kind, Reason, State
from hearth.core.messages import MessageKind
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.jobs import export
from hearth.records.access.sealing import seal
from hearth.records.access.whole_record import whole_record
from hearth.records.introductions.changes.telling import withdraw
from hearth.records.introductions.models import Introduction
from hearth.records.introductions.queries import standing_of
from hearth.records.outbox.models import Message
from hearth.records.people.deaths import record_death, report_death
from hearth.records.plans.changes.entries import write
from hearth.records.replies.changes import answer, ask_group, ask_person, close_links
from hearth.records.replies.models import Reply, ReplyLink
from hearth.records.replies.queries import open_link
from tests.introducing import TELEPHONE, an_introduction, happens
from tests.near import an_activity
from tests.replying import a_world_in_touch, group_link, message_of, person_link, token_of
from tests.world import NOW, TODAY, a_supporter

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_touch(db):
    return a_world_in_touch()


def later(**more):
    return NOW + timedelta(**more)


def asked(introduction, *, days: int = 1, **more) -> str:
    return group_link(introduction, at=later(days=days), **more)


def closed(token, *, at=None) -> bool:
    try:
        open_link(token, at=at or later(days=2))
    except DoesNotOpen:
        return True
    return False


def test_the_group_answers_and_reads_only_what_was_passed_on(in_touch):
    _, made = in_touch
    token = asked(made)

    found, _ = answer(token=token, choice="yes", words="Come early.", at=later(days=2))

    assert dict(found.passed_on) == {"Their name": "Bibi", "Telephone": TELEPHONE}
    last = made.events.order_by("pk").last()
    assert (last.state, last.teller, last.words) == ("accepted", "group", "Come early.")


@pytest.mark.parametrize(
    ("choice", "state", "reason"),
    [
        ("wait", State.WAITING, None),
        ("later", State.RECEIVED, None),
        ("full", State.REJECTED, Reason.FULL),
        ("closed", State.REJECTED, Reason.CLOSED),
    ],
)
def test_each_button_says_one_thing(in_touch, choice, state, reason):
    _, made = in_touch

    answer(token=asked(made), choice=choice, free_places=1, at=later(days=2))

    last = made.events.order_by("pk").last()
    assert last.state == state.value
    assert last.reason == (reason.value if reason else "")
    assert last.words == "1 place is free now."


def test_who_must_ask_first_can_open_the_link_again(in_touch):
    _, made = in_touch
    token = asked(made)
    for _ in range(2):
        answer(token=token, choice="later", at=later(days=2))

    answer(token=token, choice="yes", at=later(days=3))

    assert [each.state for each in made.events.order_by("pk")] == [
        "requested", "received", "accepted"
    ]  # fmt: skip


def test_what_changes_nothing_is_still_an_answer_and_keeps_its_words(in_touch):
    _, made = in_touch
    token = asked(made, question=Question.DID_THEY_COME)

    answer(token=token, choice="not-yet", words="Next week.", at=later(days=2))

    assert Reply.objects.get().words == "Next week."
    assert made.events.count() == 1
    assert closed(token)


@pytest.mark.parametrize(
    "wrong", [{"choice": "went"}, {"choice": ""}, {"choice": "yes", "words": "x" * 501}]
)
def test_an_answer_that_is_none_leaves_the_link_open(in_touch, wrong):
    _, made = in_touch
    token = asked(made)

    with pytest.raises(NotAnAnswer):
        answer(token=token, at=later(days=2), **wrong)
    assert not closed(token)


def test_a_link_opens_nothing_once_it_was_answered(in_touch):
    _, made = in_touch
    token = asked(made)
    answer(token=token, choice="yes", at=later(days=2))

    assert closed(token)
    with pytest.raises(DoesNotOpen):
        answer(token=token, choice="full", at=later(days=2))


def test_a_link_opens_nothing_after_its_last_moment(in_touch):
    token = asked(in_touch[1])

    assert not closed(token, at=later(days=31) - timedelta(seconds=1))
    assert closed(token, at=later(days=31))


def test_a_newer_link_ends_the_older_one_and_stops_its_message(in_touch):
    _, made = in_touch
    older = ask_group(introduction=made, by=None, at=later(days=1))
    token = token_of(older)
    newer = asked(made, is_reminder=True)

    assert closed(token)
    assert not closed(newer)
    assert message_of(older).attempts.get().outcome == "stopped"


def test_a_link_opens_nothing_after_a_withdrawal_and_its_message_stops(in_touch):
    world, made = in_touch
    token = asked(made)
    withdraw(
        record=world.record(world.person_account, action=Action.INTRODUCE), introduction=made,
        by=world.person_account, at=later(days=1),
    )  # fmt: skip
    assert closed(token)

    assert close_links(introduction=made, by=world.person_account, at=later(days=1)) == 1
    assert closed(token)
    assert close_links(introduction=made, by=world.person_account, at=later(days=1)) == 0
    waiting = Message.objects.filter(next_at__isnull=False)
    assert [row.kind for row in waiting] == [MessageKind.GROUP_NOT_COMING.value]


def test_a_link_opens_nothing_after_a_death_nor_while_one_is_reported(in_touch):
    world, made = in_touch
    token = asked(made)
    report_death(
        person=world.person, told_by="Samira", words="", died_on=None, by=world.daughter, at=NOW
    )
    assert closed(token)

    record_death(person=world.person, died_on=TODAY, told_by="Samira", by=world.nurse, at=NOW)
    assert closed(token)
    assert ask_group(introduction=made, by=None, at=later(days=1)) is None
    assert ask_person(introduction=made, by=None, at=later(days=1)) is None


def test_a_link_opens_nothing_where_somebody_else_has_told_us_already(in_touch):
    world, made = in_touch
    token = asked(made)
    happens(world, made, State.REJECTED, days=1, reason=Reason.FULL)

    assert closed(token)


def test_a_token_is_in_no_table_but_the_message_that_waits(in_touch):
    link = ask_group(introduction=in_touch[1], by=None, at=NOW)
    token = token_of(link)

    assert len(token) >= 32
    assert token not in str(ReplyLink.objects.values())


def test_the_links_and_the_answers_are_only_added(in_touch):
    answer(token=asked(in_touch[1]), choice="yes", at=later(days=2))
    for model, field in ((ReplyLink, "question"), (Reply, "choice")):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**{field: "another"})


def test_who_was_only_told_about_something_is_not_made_known_to_the_group(in_touch):
    world, _ = in_touch
    told = an_introduction(world, an_activity(world, "Tea"), kind=Kind.TOLD)

    assert ask_group(introduction=told, by=None, at=NOW) is None


def test_a_group_with_a_mobile_alone_gets_a_text_and_one_with_neither_is_called(in_touch):
    world, _ = in_touch
    by_text = an_activity(world, "Tea", email="", phones=[{"number": "07700 900555"}])
    by_call = an_activity(world, "Chess", email="")

    link = ask_group(introduction=an_introduction(world, by_text), by=None, at=NOW)

    assert message_of(link).way == "text message"
    assert ask_group(introduction=an_introduction(world, by_call), by=None, at=NOW) is None


def test_the_person_is_told_that_there_is_news_when_the_group_answers(in_touch):
    answer(token=asked(in_touch[1]), choice="wait", at=later(days=2))

    news = Message.objects.get(kind=MessageKind.INTRODUCTION_NEWS.value)
    assert (news.audience, news.fields) == ("person", {})


@pytest.mark.parametrize("way", ["letter", "telephone"])
def test_who_wants_a_letter_or_a_call_is_asked_by_somebody(in_touch, way):
    world, made = in_touch
    type(world.person).objects.filter(pk=world.person.pk).update(preferred_contact=way)
    made.person.refresh_from_db()

    assert ask_person(introduction=made, by=None, at=NOW) is None


# G1: whoever is made to be afraid at home must not be found out by a message.


def test_no_supporter_is_asked_but_where_the_person_chose_them_for_their_messages(in_touch):
    world, made = in_touch
    a_supporter(world)
    ask_person(introduction=made, by=None, at=NOW)
    answer(token=asked(made), choice="yes", at=later(days=2))
    assert not Message.objects.filter(audience="supporter").exists()

    type(world.person).objects.filter(pk=world.person.pk).update(
        preferred_contact="through a supporter"
    )
    made.person.refresh_from_db()
    link = ask_person(introduction=made, by=None, at=later(days=3))
    assert message_of(link).audience == "supporter"


@pytest.mark.parametrize("how", ["section", "entry", "not shown", "not in the plan"])
def test_a_supporter_learns_nothing_of_what_is_closed_to_them(in_touch, how):
    world, made = in_touch
    type(world.person).objects.filter(pk=world.person.pk).update(
        preferred_contact="through a supporter"
    )
    made.person.refresh_from_db()
    a_supporter(world, sections={Section.GOALS} if how == "not shown" else None)
    if how == "not in the plan":
        Introduction.objects.update(thread=None)
        made.thread = None
    elif how != "not shown":
        _shut(world, Section.COMMUNITY, made.thread if how == "entry" else None)

    assert ask_person(introduction=made, by=None, at=NOW) is None
    answer(token=asked(made), choice="yes", at=later(days=2))
    assert not Message.objects.filter(audience="supporter").exists()


def _shut(world, section, thread=None):
    seal(
        record=world.record(world.person_account, action=Action.SEAL), kind=SealKind.OWN_WISH,
        section=section, thread=thread, by=world.person_account, at=NOW,
    )  # fmt: skip


def test_whoever_holds_the_persons_telephone_cannot_call_an_introduction_off(in_touch):
    _, made = in_touch
    token = person_link(made)

    answer(token=token, choice="not-for-me", at=later(days=1))

    stands = standing_of(made)
    assert stands.state is State.DID_NOT_ATTEND
    assert stands.next_step is not None
    assert not Message.objects.filter(kind=MessageKind.GROUP_NOT_COMING.value).exists()


def test_the_persons_page_and_message_name_neither_group_nor_kind(in_touch):
    _, made = in_touch
    link = ask_person(introduction=made, by=None, at=NOW)
    page = Client().get(message_of(link).path).content.decode()

    for each in (made.activity_name, "choir", "Mill Lane", "Bibi", TELEPHONE, "group"):
        assert each.lower() not in page.lower()
        assert each.lower() not in str(message_of(link).fields).lower()


# G2: what is closed after it was passed on is not shown by a link any more.


def test_a_hope_is_not_shown_once_its_goal_is_closed(in_touch):
    world, _ = in_touch
    goal = write(
        record=world.record(world.nurse), kind="goal", content={"text": "Zilpzalp again"},
        by=world.nurse, at=NOW,
    ).thread  # fmt: skip
    passes = {"called": "Bibi", "telephone": TELEPHONE, "hope": "Zilpzalp again"}
    made = an_introduction(world, an_activity(world, "Tea"), goal=goal, passed_on=passes)
    path = message_of(ask_group(introduction=made, by=None, at=NOW)).path
    assert b"Zilpzalp" in _got(path).content

    _shut(world, Section.GOALS, goal)

    assert b"Zilpzalp" not in _got(path).content
    assert b"Bibi" in _got(path).content


def _got(path: str):
    return Client().get(path)


# The pages.


@pytest.fixture
def now(monkeypatch):
    monkeypatch.setattr("hearth.web.replies.answering.timezone.now", lambda: later(days=2))


def test_two_taps_are_enough(in_touch, now):
    _, made = in_touch
    path = message_of(ask_group(introduction=made, by=None, at=later(days=1))).path
    page = Client(enforce_csrf_checks=True).get(path)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]

    done = Client(enforce_csrf_checks=True).post(path, {"choice": "yes"})

    assert done.status_code == 200
    assert TELEPHONE in done.content.decode()
    assert standing_of(made).state is State.ACCEPTED
    assert Client().get(path).status_code == 404


def test_to_look_changes_nothing(in_touch, now):
    _, made = in_touch
    path = message_of(ask_group(introduction=made, by=None, at=later(days=1))).path
    for _ in range(3):
        assert Client().get(path).status_code == 200
        assert Client().head(path).status_code == 200

    assert made.events.count() == 1
    assert not Reply.objects.exists()


def test_an_answer_without_a_button_says_so(in_touch, now):
    path = message_of(ask_group(introduction=in_touch[1], by=None, at=later(days=1))).path

    page = Client().post(path, {"words": "Hello"})

    assert page.status_code == 422
    assert "Choose one of the answers." in page.content.decode()


def test_when_they_came_the_group_is_not_told_again_who_it_was(in_touch, now):
    world, made = in_touch
    happens(world, made, State.STARTED, days=1)
    link = ask_group(
        introduction=made, by=None, at=later(days=1), question=Question.DO_THEY_STILL_COME
    )

    page = Client().get(message_of(link).path).content.decode()

    assert "first came on" in page
    assert "Bibi" not in page
    assert TELEPHONE not in page


def test_whatever_does_not_open_looks_the_same(in_touch, now):
    world, made = in_touch
    old = message_of(ask_group(introduction=made, by=None, at=later(days=1))).path
    used = message_of(ask_group(introduction=made, by=None, at=later(days=1))).path
    Client().post(used, {"choice": "yes"})
    came = message_of(
        ask_group(introduction=made, by=None, at=NOW, question=Question.DID_THEY_COME)
    ).path
    happens(world, made, State.STARTED, days=1)
    unknown = f"/reply/{secrets.token_urlsafe(24)}/"

    answers = [Client().get(path) for path in (old, used, came, unknown)]
    answers += [Client().post(path, {"choice": "yes"}) for path in (old, used, came, unknown)]

    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1
    assert len({str(sorted(_steady(each))) for each in answers}) == 1


def _steady(answer):
    return [
        (name, value) for name, value in answer.headers.items()
        if name not in ("Expires", "Content-Security-Policy")
    ]  # fmt: skip


# Their own copy.


def test_a_person_takes_their_introductions_away_and_nobody_takes_what_is_closed(
    in_touch, tmp_path
):
    world, made = in_touch
    answer(token=asked(made), choice="yes", words="Come early.", at=later(days=2))

    (files,) = export.export(person_id=world.person.pk, to=tmp_path, by=None, at=later(days=3))

    held, copy = files.record.read_text(), files.reading_copy.read_text()
    assert "WHERE I WAS PUT IN TOUCH\n- Mill Lane Singers: referred, 2026-11-02" in copy
    assert f"They were told: Bibi; {TELEPHONE}" in copy
    assert "2026-11-04: accepted. Come early." in copy
    assert '"replies.reply"' in held
    assert "token_hash" not in held


@pytest.mark.parametrize("closed", ["the part", "the entry", "the goal"])
def test_a_copy_leaves_out_what_is_closed_to_its_reader(in_touch, closed):
    world, _ = in_touch
    goal = write(
        record=world.record(world.nurse), kind="goal", content={"text": "Sing again"},
        by=world.nurse, at=NOW,
    ).thread  # fmt: skip
    made = an_introduction(world, an_activity(world, "Tea"), goal=goal)
    made.refresh_from_db()
    thread = {"the part": None, "the entry": made.thread, "the goal": goal}[closed]
    section = Section.GOALS if closed == "the goal" else Section.COMMUNITY
    _shut(world, section, thread)

    held = whole_record(world.person.pk, reader=world.record(world.nurse))

    assert str(made.pk) not in [row["id"] for row in held.get("introductions.introduction", [])]
