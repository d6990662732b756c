"""The pages of meetings: an agenda is drafted and changed, a meeting held, its minutes agreed."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.house.assessing import Voice
from hearth.core.house.framework import Framework
from hearth.core.house.meetings import AgendaItem, Appointment, Kind
from hearth.records.community.models import Community
from hearth.records.feedback.models import Theme
from hearth.records.house.changes.seats import give_seat
from hearth.records.meetings import queries
from hearth.records.meetings.changes.agreeing import agree
from hearth.records.meetings.changes.holding import decide, note_people
from hearth.records.meetings.changes.planning import plan_meeting
from hearth.records.meetings.models import AgreedMinutes, Meeting
from hearth.records.workplan.queries import work_of
from hearth.web.sign_in.sessions import BACKEND
from tests.world import a_post, a_world, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def priya(world):
    account = an_account("Priya Nair")
    a_post(account, world.practice, Role.HOUSE_LEAD, "House lead")
    give_seat(
        community=world.practice.community, to=account, voice=Voice.STAFF, by=None,
        at=timezone.now(),
    )  # fmt: skip
    return account


@pytest.fixture
def lead(client, priya):
    client.force_login(priya, backend=BACKEND)
    return client


def text(answer):
    return " ".join(answer.content.decode().split())


def a_meeting(world, by, *, begun_ago=10, items=None):
    return plan_meeting(
        community=world.practice.community,
        appointment=Appointment(
            "Steering group", timezone.now() - timedelta(minutes=begun_ago), 60, "Room 2"
        ),
        items=items or [AgendaItem("One recall", 20, ("recall",), Kind.WEAK, "It needs work.")],
        by=by,
        at=timezone.now(),
    )


def to(name, *args):
    return reverse(name, args=args)


def planned(lead, **changed):
    day = timezone.localdate() + timedelta(days=14)
    said = {
        "title": "Steering group", "day-day": day.day, "day-month": day.month,
        "day-year": day.year, "time": "2.30pm", "length": "60", "place": "Room 2", **changed,
    }  # fmt: skip
    return lead.post(to("meeting-new"), said, follow=True)


def test_a_planned_meeting_has_a_drafted_agenda_that_says_why(lead):
    page = text(planned(lead))

    meeting = Meeting.objects.get()
    assert f"{timezone.localtime(meeting.starts):%H:%M}" == "14:30"
    assert "We drafted an agenda for you." in page
    assert "Rate the left wall" in page
    assert "Nobody has rated the left wall yet." in page
    assert sum(each.minutes for each in meeting.items.all()) == 60


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"time": "soon"}, "Give a time, like 14:30."),
        ({"time": "25:00"}, "Give a time, like 14:30."),
        ({"length": "2"}, "Give 10 to 480 minutes."),
        ({"title": " "}, "Give the meeting a name."),
        ({"link": "ftp://x"}, "A link begins with https://"),
        ({"day-day": ""}, "Give a day, a month and a year."),
        ({"day-year": "9999"}, "Give a real date, like 27 3 2027."),
    ],
)
def test_what_is_wrong_with_a_meeting_is_said_beside_its_box(lead, changed, words):
    answer = planned(lead, **changed)

    assert answer.status_code == 422
    assert words in text(answer)
    assert not Meeting.objects.exists()


def test_the_agenda_shows_what_it_covers_while_it_is_written(lead, world, priya):
    meeting = a_meeting(world, priya)

    page = text(lead.get(to("meeting-agenda", meeting.pk)))

    assert "Left out: the left wall, links with the community, metrics." in page
    assert "40 minutes still free." in page


def test_items_are_added_changed_moved_and_taken_out(lead, world, priya):
    meeting = a_meeting(world, priya)
    first = queries.items_of(meeting)[0]

    def send(name, *args, **said):
        number = Meeting.objects.get().agenda_number
        return lead.post(to(name, meeting.pk, *args), {"base": number, **said}, follow=True)

    send("meeting-item-new", title="Tea", minutes="5")
    assert [each.title for each in queries.items_of(meeting)] == ["One recall", "Tea"]
    send("meeting-arrange", first.pk, do="down")
    send("meeting-item", first.pk, title="The recall", minutes="30")
    assert [each.title for each in queries.items_of(meeting)] == ["Tea", "The recall"]
    send("meeting-arrange", first.pk, do="out")
    assert [each.title for each in queries.items_of(meeting)] == ["Tea"]
    assert "Use 150 letters or fewer." in text(
        send("meeting-item-new", title="x" * 151, minutes="5")
    )


def test_a_suggestion_is_put_on_the_agenda_with_its_reason(lead, world, priya):
    meeting = a_meeting(world, priya)

    page = lead.post(
        to("meeting-take-in", meeting.pk), {"base": 1, "title": "Rate the left wall"}, follow=True
    )

    assert page.status_code == 200
    assert queries.items_of(meeting)[-1].why.startswith("Nobody answers for the left wall.")
    gone = lead.post(to("meeting-take-in", meeting.pk), {"base": 2, "title": "Something else"})
    assert gone.status_code == 404


def test_who_changes_an_old_agenda_is_told_and_nothing_is_lost(lead, world, priya):
    meeting = a_meeting(world, priya)
    item = queries.items_of(meeting)[0]

    answer = lead.post(to("meeting-arrange", meeting.pk, item.pk), {"base": 9, "do": "out"})

    assert answer.status_code == 422
    assert "Somebody else changed this since you opened it." in text(answer)
    assert queries.items_of(meeting)


def test_who_changes_an_item_that_another_changed_sees_both_texts(lead, world, priya):
    meeting = a_meeting(world, priya)
    address = to("meeting-item", meeting.pk, queries.items_of(meeting)[0].pk)
    lead.post(address, {"base": 1, "title": "What I wrote", "minutes": 20, "note": "Bring a list."})

    answer = lead.post(address, {"base": 1, "title": "What you wrote", "minutes": 25, "note": ""})

    assert answer.status_code == 422
    for words in ("What I wrote", "Bring a list.", 'value="What you wrote"'):
        assert words in text(answer)
    assert queries.items_of(meeting)[0].title == "What I wrote"


def test_late_work_open_decisions_and_feedback_come_up_by_themselves(lead, world, priya):
    before = a_meeting(world, priya, begun_ago=60 * 24 * 30)
    at = timezone.now()
    decide(meeting=before, item=None, words="Ask the council.", by=priya, at=at)
    catch(lead, before, kind="action", words="Merge the lists", who="Priya Nair", day=at.date())
    community = world.practice.community
    Theme.objects.create(community=community, name="Letters come late", raised=at.date())

    planned(lead, length="120")

    notes = [each.note for each in queries.items_of(Meeting.objects.latest("pk"))]
    assert "Ask the council." in notes
    assert "Letters come late" in notes
    assert any(note.startswith("Merge the lists: Priya Nair, due ") for note in notes)


def catch(lead, meeting, *, item="", day=None, **said):
    due = {f"due-{part}": getattr(day, part) for part in ("day", "month", "year")} if day else {}
    return lead.post(to("meeting-catch", meeting.pk), {"item": item, **said, **due})


def test_a_decision_and_an_action_are_caught_in_one_line(lead, world, priya):
    meeting = a_meeting(world, priya)
    item = queries.items_of(meeting)[0]
    day = timezone.localdate() + timedelta(days=7)

    catch(lead, meeting, item=item.pk, kind="decision", words="Begin in May.")
    answer = catch(
        lead, meeting, item=item.pk, kind="action", words="Merge", who="Priya Nair", day=day
    )

    assert urlsplit(answer.url).query == f"item={item.pk}"
    page = text(lead.get(answer.url))
    assert "Begin in May." in page
    [work] = work_of(world.practice.community)
    assert (work.title, work.elements) == ("Merge", ("recall",))


def test_an_action_without_who_and_when_comes_back_as_it_was_typed(lead, world, priya):
    meeting = a_meeting(world, priya)

    answer = catch(lead, meeting, kind="action", words="Merge the lists")

    assert answer.status_code == 422
    assert "Say by when." in text(answer)
    assert 'value="Merge the lists"' in text(answer)


def test_two_who_write_at_once_see_both_texts(lead, world, priya):
    meeting = a_meeting(world, priya)
    address = to("meeting-words", meeting.pk, queries.items_of(meeting)[0].pk)
    lead.post(address, {"base": 0, "words": "What I heard"})

    answer = lead.post(address, {"base": 0, "words": "What you heard"})

    assert answer.status_code == 409
    assert "What I heard" in text(answer)
    assert "What you heard" in text(answer)
    lead.post(address, {"base": 1, "words": "What we heard"})
    assert queries.said_in(meeting)[0].words == "What we heard"


def test_words_that_cannot_be_kept_come_back_as_they_were_typed(lead, world, priya):
    meeting = a_meeting(world, priya)
    address = to("meeting-words", meeting.pk, queries.items_of(meeting)[0].pk)

    long = lead.post(address, {"base": 0, "words": f"What you heard {'x' * 5000}"})
    assert long.status_code == 422
    assert "What you heard" in text(long)

    lead.post(address, {"base": 0, "words": "What\0 I heard"})
    note_people(
        meeting=meeting, here=[("Jan", None)], sorry=[], base=1, by=priya, at=timezone.now()
    )
    agree(meeting=meeting, framework=Framework("Ours", ()), by=priya, at=timezone.now())
    late = lead.post(address, {"base": 1, "words": "What you heard"})
    assert late.status_code == 422
    assert "The minutes are agreed." in text(late)
    assert "What you heard" in text(late)
    assert queries.said_in(meeting)[0].words == "What I heard"


def test_what_is_typed_and_not_saved_comes_back_and_stays_out_of_the_minutes(lead, world, priya):
    meeting = a_meeting(world, priya)
    item = queries.items_of(meeting)[0].pk

    def send(body):
        return lead.post(to("meeting-draft", meeting.pk, item), body, "application/json")

    assert send({"fields": {"words": "Half a sent", "base": "0"}}).status_code == 200
    assert send({"fields": {"words": "x" * 5001, "base": "0"}}).status_code == 413
    assert send({"fields": {}}).status_code == 400
    assert send({"fields": {"words": "Half a sent", "base": -(10**30)}}).status_code == 200

    assert "Half a sent" in text(lead.get(to("meeting-hold", meeting.pk)))
    assert "Half a sent" not in text(lead.get(to("meeting-minutes", meeting.pk)))
    lead.post(to("meeting-words", meeting.pk, item), {"base": 0, "words": "A sentence."})
    page = text(lead.get(to("meeting-hold", meeting.pk)))
    assert "did not save it" not in page
    assert "A sentence." in page


def test_who_is_there_is_kept_with_those_from_outside_the_group(lead, world, priya):
    meeting = a_meeting(world, priya)

    lead.post(
        to("meeting-people", meeting.pk),
        {"base": 1, "here": ["Priya Nair"], "others": "Betty Fairclough\n\n Ann Other "},
    )

    assert [each.name for each in queries.people_at(meeting)] == [
        "Ann Other", "Betty Fairclough", "Priya Nair",
    ]  # fmt: skip
    page = text(lead.get(to("meeting-hold", meeting.pk)))
    assert "Ann Other Betty Fairclough" in page


def test_minutes_are_agreed_once_and_corrected_below(lead, world, priya):
    meeting = a_meeting(world, priya)
    page = text(lead.get(to("meeting-minutes", meeting.pk)))
    assert "Say who was there." in page
    catch(lead, meeting, kind="decision", words="Begin in May.")
    lead.post(to("meeting-people", meeting.pk), {"base": 1, "here": ["Priya Nair"]})

    page = text(lead.post(to("meeting-agree", meeting.pk), follow=True))
    assert "The minutes are agreed." in page
    lead.post(to("meeting-correct", meeting.pk), {"base": 1, "words": "It was June."})

    page = text(lead.get(to("meeting-minutes", meeting.pk)))
    assert "It was June." in page
    assert "Begin in May." in page
    assert AgreedMinutes.objects.count() == 2


def test_minutes_that_lack_something_are_refused_with_the_reasons(lead, world, priya):
    meeting = a_meeting(world, priya)

    answer = lead.post(to("meeting-agree", meeting.pk))

    assert answer.status_code == 422
    assert "Write down what was said, or decided." in text(answer)


def test_a_decision_is_taken_out_or_done(lead, world, priya):
    meeting, at = a_meeting(world, priya), timezone.now()
    made = [
        decide(meeting=meeting, item=None, words=words, by=priya, at=at) for words in ("A.", "B.")
    ]

    lead.post(to("meeting-decision", made[0].pk), {"do": "out"})
    lead.post(to("meeting-decision", made[1].pk), {"do": "done"})

    assert [each.words for each in queries.said_in(meeting)[-1].decisions] == ["B."]
    later = at + timedelta(days=1)
    assert not queries.open_decisions(meeting.community, before=later)


def test_all_members_are_told_by_one_button_and_the_page_says_when(lead, world, priya):
    meeting = a_meeting(world, priya, begun_ago=-60 * 24)
    assert "Nobody was invited yet." in text(lead.get(to("meeting", meeting.pk)))

    page = text(lead.post(to("meeting-tell", meeting.pk), follow=True))

    assert "An email is on its way to 1 member." in page
    assert "The members were told on" in page
    again = text(lead.post(to("meeting-tell", meeting.pk), follow=True))
    assert "The members know this already" in again


def test_a_meeting_is_moved_and_called_off(lead, world, priya):
    meeting = a_meeting(world, priya, begun_ago=-60 * 24)
    day = timezone.localdate() + timedelta(days=3)
    said = {
        "base": 0, "title": "Steering group", "time": "10am", "length": "45",
        "day-day": day.day, "day-month": day.month, "day-year": day.year,
    }  # fmt: skip
    lead.post(to("meeting-change", meeting.pk), said)
    assert Meeting.objects.get().sequence == 1
    stale = lead.post(to("meeting-change", meeting.pk), said)
    assert stale.status_code == 422

    page = text(lead.post(to("meeting-call-off", meeting.pk), follow=True))

    assert "This meeting was called off." in page


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("meeting-agenda-pdf", b"%PDF-1.7"),
        ("meeting-agenda-word", b"PK"),
        ("meeting-minutes-pdf", b"%PDF-1.7"),
        ("meeting-minutes-word", b"PK"),
        ("meeting-calendar", b"BEGIN:VCALENDAR"),
    ],
)
def test_papers_and_invitation_can_be_taken_along(lead, world, priya, name, starts):
    answer = lead.get(to(name, a_meeting(world, priya).pk))

    assert answer.content.startswith(starts)
    assert timezone.localdate().isoformat() in answer["Content-Disposition"]


def test_a_commissioner_reads_agreed_minutes_and_no_others(client, world, priya):
    marcus = an_account("Marcus Bell")
    a_post(marcus, world.council, Role.COMMISSIONER, "Commissioner")
    meeting = a_meeting(world, priya)
    client.force_login(marcus, backend=BACKEND)
    address = to("meeting-minutes", meeting.pk)

    assert client.get(to("meetings")).status_code == 200
    assert client.get(to("meeting", meeting.pk)).status_code == 200
    assert client.get(address).status_code == 404
    assert client.get(to("meeting-hold", meeting.pk)).status_code == 403
    assert client.get(to("meeting-minutes-pdf", meeting.pk)).status_code == 404
    at = timezone.now()
    decide(meeting=meeting, item=None, words="Begin in May.", by=priya, at=at)
    note_people(meeting=meeting, here=[("Priya", None)], sorry=[], base=1, by=priya, at=at)
    agree(meeting=meeting, framework=Framework("None", ()), by=priya, at=at)
    assert "Begin in May." in text(client.get(address))
    assert client.post(to("meeting-correct", meeting.pk), {"words": "x"}).status_code == 403


def test_a_meeting_of_another_community_is_not_there(lead, world, priya):
    other = an_account("Someone Else")
    meeting = a_meeting(world, other)
    Meeting.objects.update(community=Community.objects.create(name="Elsewhere"))

    for name in ("meeting", "meeting-agenda", "meeting-hold", "meeting-minutes"):
        assert lead.get(to(name, meeting.pk)).status_code == 404


def test_who_sits_in_two_groups_finds_the_meeting_that_they_were_invited_to(lead, world, priya):
    meeting = a_meeting(world, priya)
    second = Community.objects.create(name="Zennor")
    give_seat(community=second, to=priya, voice=Voice.STAFF, by=None, at=timezone.now())
    Meeting.objects.update(community=second)

    answer = lead.get(to("meeting", meeting.pk), follow=True)

    assert answer.status_code == 200
    assert lead.session["community"] == second.pk


@pytest.mark.parametrize(
    ("name", "most"), [("meetings", 17), ("meeting-agenda", 35), ("meeting-hold", 20)]
)
def test_a_page_asks_the_database_as_often_for_many_as_for_few(
    lead, world, priya, name, most, django_assert_max_num_queries
):
    items = [AgendaItem(f"Item {number}", 2, ("recall",)) for number in range(12)]
    meetings = [a_meeting(world, priya, begun_ago=n, items=items) for n in (10, 20, 30, 40)]
    address = to(name) if name == "meetings" else to(name, meetings[0].pk)

    with django_assert_max_num_queries(most):
        assert lead.get(address).status_code == 200
