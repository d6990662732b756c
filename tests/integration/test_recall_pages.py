"""The pages of the recall: look, choose, send, take back, print, tell; answers by telephone."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.recall.facts import Answer, WhyNot
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.jobs.sending import send_due
from hearth.records.access.door import open_record
from hearth.records.access.models import Involvement
from hearth.records.community.changes import add_organisation
from hearth.records.outbox.models import Message, Settled
from hearth.records.people.models import DeathReport, Person
from hearth.records.recall.changes.answers import start_from_yes
from hearth.records.recall.models import Batch, BatchLine, Recall, RecallException, Reply
from tests.journeys.reading import assert_plain
from tests.recalling import LIST, a_batch, put, some_people
from tests.sharing import sealed
from tests.unit.paper import pages_of, sizes_of
from tests.world import NOW, a_post, a_supporter, a_world, an_account, some_dates

# What these pages ask of a database, the tests of the recall ask of each engine.
pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def office(client, world):
    """The administrator, signed in."""
    client.force_login(world.administrator)
    return client


def due(world, count, **details):
    """People who are due this month, put on a list yesterday."""
    born = timezone.localdate().replace(year=1950, day=3)
    people = some_people(world, count, **{"born": born, **details})
    put(people, at=timezone.now() - timedelta(days=1))
    return people


def seen(client, name, *args, **asked):
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert_plain(html)
    return html


def form_in(html):
    """What a browser would send of the form of a preview: hidden fields, and the ticks."""
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html)
    ticks = re.findall(r'name="take" type="checkbox" value="(\d+)" checked', html)
    return {name: value for name, value in hidden if name != "once"} | {"take": ticks}


def send_form(client, form, letter="invitation", **more):
    return client.post(reverse("recall-send", args=[letter]), {**form, **more})


def sent(client, letter="invitation", **more):
    """Press the button of a preview, as it stands."""
    html = client.get(reverse("recall-send", args=[letter])).content.decode()
    return send_form(client, form_in(html), letter, go="send", **more)


def left(world, people):
    """An invitation that left an hour ago."""
    return a_batch(world, people=people, at=timezone.now() - AN_HOUR)


def test_the_month_says_who_is_due_how_it_stands_and_what_can_be_done(office, world):
    first, *_ = due(world, 3)
    left(world, [first])

    html = seen(office, "recall")

    assert "Look at 2 invitations" in html
    assert "Asked, no answer yet (1)" in html
    assert "Next: reminder, from" in html
    only = seen(office, "recall", show="asked")
    assert "People: asked, no answer yet" in only
    assert only.count('class="hearth-row__link" href="/people/') == 1
    assert "There is no one here." in seen(office, "recall", month="2031-01")


def test_a_list_of_people_never_says_what_they_live_with(client, office, world):
    (person,) = due(world, 1)

    pages = [seen(office, "recall"), seen(office, "recall-send", "invitation")]
    pages += [seen(office, "person-recall", person), seen(office, "due")]
    assert not any(word in page for page in pages for word in (LIST, "Asthma"))
    client.force_login(world.nurse)
    assert LIST not in seen(client, "recall")
    assert LIST in seen(client, "due")
    own_page = seen(client, "person-recall", person)
    assert LIST in own_page
    assert "Asthma, 3 March 2020" in own_page


def test_a_sealed_part_is_not_told_by_the_name_of_a_list(client, world):
    put([world.person.pk], at=timezone.now())
    Recall.objects.update(month=timezone.localdate().replace(day=1))
    client.force_login(world.nurse)
    assert LIST in seen(client, "due")
    sealed(world, world.person_account, SealKind.OWN_WISH, Section.RESULTS, None)

    assert LIST not in seen(client, "due")
    assert LIST not in seen(client, "person-recall", world.person.pk)
    Recall.objects.update(ended_at=NOW, ended_why="they had their conversation")
    assert LIST not in seen(client, "person-recall", world.person.pk)


def test_a_preview_says_way_and_format_and_who_gets_nothing_and_why(office, world):
    due(world, 1)
    due(world, 1, format="large print", contacts=[], family_name="Large")
    due(world, 1, format="braille", contacts=[], family_name="Braille")
    (out,) = due(world, 1, family_name="Away")
    RecallException.objects.create(
        person_id=out, why=WhyNot.NOT_NOW.value, since=timezone.localdate(), words="In Spain",
        until=timezone.localdate() + AN_HOUR * 48, at=timezone.now(), by=world.nurse,
    )  # fmt: skip

    html = seen(office, "recall-send", "invitation")

    assert "3 invitations to send" in html
    assert "1 by email, 1 on paper, 1 that someone has to tell" in html
    assert "On paper, in large print" in html
    assert "Needs braille. Please tell them in that way." in html
    assert "Not now, until" in html.partition("Who does not get it, and why")[2]
    assert "In Spain" not in html


def test_one_button_sends_them_all_and_one_takes_them_back(office, world):
    due(world, 3)

    answer = sent(office)

    batch = Batch.objects.get()
    assert answer["Location"] == reverse("recall-batch", args=[batch.pk])
    assert Message.objects.filter(next_at=batch.leaves_at).count() == 3
    assert batch.leaves_at - batch.sent_at == timedelta(minutes=10)
    html = seen(office, "recall-batch", batch.pk)
    assert f"They leave at {timezone.localtime(batch.leaves_at):%H:%M}" in html
    assert "All letters for today are sent." in seen(office, "recall")

    office.post(reverse("recall-take-back", args=[batch.pk]))

    assert not Message.objects.filter(next_at__isnull=False).exists()
    assert "Taken back at" in seen(office, "recall-batch", batch.pk)
    assert "3 invitations to send" in seen(office, "recall-send", "invitation")


def test_it_is_too_late_to_take_back_what_has_left(office, world):
    due(world, 1)
    batch = left(world, None)

    answer = office.post(reverse("recall-take-back", args=[batch.pk]))

    assert answer.status_code == 422
    assert "It is too late. These letters have left." in answer.content.decode()
    html = seen(office, "recall-batch", batch.pk)
    assert "Take it back" not in html
    assert "On its way" in html


def test_what_is_ticked_is_kept_from_page_to_page(office, world):
    due(world, 53)
    first = form_in(seen(office, "recall-send", "invitation"))
    assert len(first["take"]) == 50

    kept = send_form(office, first, take=first["take"][2:], go="page-2").content.decode()
    assert "51 invitations to send" in kept
    second = form_in(kept)
    assert len(second["take"]) == 3
    nobody = send_form(office, second, go="none").content.decode()
    assert form_in(nobody)["take"] == []
    assert "Send to all" not in nobody
    assert "53 invitations to send" in send_form(office, second, go="all").content.decode()
    send_form(office, second, take=second["take"][1:], go="send")

    got = set(BatchLine.objects.values_list("recall", flat=True))
    assert got == {int(each) for each in first["take"][2:] + second["take"][1:]}


def test_nobody_is_sent_what_nobody_has_looked_at(office, world):
    due(world, 1)

    answer = sent(office, mark="of another list")

    assert answer.status_code == 422
    assert "The list has changed since you looked." in answer.content.decode()
    assert not Batch.objects.exists()
    assert sent(office, take=[]).status_code == 422


def test_letters_on_paper_are_printed_in_one_file_each_in_its_print(office, world):
    due(world, 2, contacts=[])
    due(world, 1, contacts=[], format="large print", family_name="Zz")
    batch = left(world, None)
    assert "ready to print a moment after" in seen(office, "recall-batch", batch.pk)
    send_due(at=timezone.now())
    assert "Print 3 letters" in seen(office, "recall-batch", batch.pk)

    printed = office.get(reverse("recall-paper", args=[batch.pk, 1])).content

    whose = re.findall("Byron00[01]|Zz", "".join(pages_of(printed)))
    assert list(dict.fromkeys(whose)) == ["Byron000", "Byron001", "Zz"]
    assert max(sizes_of(printed)) > 18
    assert office.get(reverse("recall-paper", args=[batch.pk, 2])).status_code == 404
    html = seen(office, "recall-batch", batch.pk)
    papers = re.findall(r'name="paper" value="(\d+)"', html)
    office.post(reverse("recall-printed", args=[batch.pk]), {"paper": papers[:2]})
    assert Settled.objects.count() == 2
    office.post(reverse("recall-printed", args=[batch.pk]), {"paper": papers})
    assert "All are printed. Thank you." in seen(office, "recall-batch", batch.pk)


def test_the_letter_with_the_results_is_printed_for_who_needs_paper(office, world):
    (person,) = due(world, 1, contacts=[], format="large print")
    record = open_record(person, by=world.nurse, at=timezone.now(), why="a test")
    start_from_yes(
        record=record, accountable=world.nurse_post, due=some_dates(timezone.localdate()),
        agreed_with="Ada", by=world.nurse, at=timezone.now(),
    )  # fmt: skip
    assert "is made when you send it" in seen(office, "recall-letter", person, "preparation-letter")

    sent(office, "preparation-letter")
    send_due(at=timezone.now() + AN_HOUR)

    pdf = office.get(reverse("recall-paper", args=[Batch.objects.get().pk, 1])).content
    assert "Whatmattersmosttoyou?" in "".join(pages_of(pdf))
    assert min(sizes_of(pdf)) >= 18


def test_a_letter_is_seen_before_it_goes(office, world):
    (paper,) = due(world, 1, contacts=[], format="large print")
    (braille,) = due(world, 1, format="braille")

    html = seen(office, "recall-letter", paper, "invitation")
    assert "1 Mill Lane<br>XW1 1AA" in html
    assert "What matters to you" in html or "what matters to you" in html
    pdf = office.get(reverse("recall-letter-pdf", args=[paper, "invitation"])).content
    assert min(sizes_of(pdf)) >= 18
    assert "Needs braille." in seen(office, "recall-letter", braille, "invitation")
    assert "No letter goes to" in seen(office, "recall-letter", paper, "reminder")
    nothing = [("recall-letter-pdf", braille, "invitation"), ("recall-letter", paper, "poem")]
    for name, *rest in nothing:
        assert office.get(reverse(name, args=rest)).status_code == 404


def test_who_cannot_be_written_to_is_told_by_somebody_once(office, world):
    (person,) = due(world, 1, format="braille")
    left(world, None)
    assert "Tell 1 person" in seen(office, "recall")
    assert "Needs braille" in seen(office, "recall-to-tell")
    line = BatchLine.objects.get()

    office.post(reverse("recall-told", args=[person, line.pk]))

    assert "Everyone is told." in seen(office, "recall-to-tell")
    assert office.post(reverse("recall-told", args=[person, line.pk])).status_code == 404


def heard(client, person, **said):
    return client.post(reverse("recall-heard", args=[person]), said)


def test_an_answer_by_telephone_is_kept_in_two_clicks(office, world):
    yes, later, no = due(world, 3)
    left(world, None)
    heard(office, yes, answer="yes", words="Tuesdays are best")
    heard(office, later, answer="later", wait="6")
    heard(office, no, answer="no")

    replies = {row.recall.person_id: row for row in Reply.objects.all()}
    assert [replies[each].answer for each in (yes, later, no)] == ["yes", "later", "no"]
    html = seen(office, "person-recall", yes)
    assert "Tuesdays are best" in html
    assert "Agree the dates" in html
    assert replies[later].until > timezone.localdate() + timedelta(days=150)
    assert "Left out since" in seen(office, "person-recall", later)
    assert "They said no" not in seen(office, "person-recall", no)
    assert heard(office, no, answer="perhaps").status_code == 404
    again = heard(office, no, answer="yes")
    assert again.status_code == 422
    assert "There is no open recall" in again.content.decode()


def test_one_of_them_answers_for_it_by_name(office, world):
    (person,) = due(world, 1)
    assert "No one yet" in seen(office, "person-recall", person)
    assert "Ruth Adeyemi" in seen(office, "recall-who", person)
    address = reverse("recall-who", args=[person])
    assert office.post(address, {"post": str(world.social_worker_post.pk)}).status_code == 422

    office.post(address, {"post": str(world.nurse_post.pk)})

    assert Recall.objects.get().accountable == world.nurse_post
    assert "Ruth Adeyemi" in seen(office, "recall")
    assert office.get(reverse("recall-who", args=[world.person.pk])).status_code == 404


def test_agreeing_the_dates_goes_on_from_the_yes(office, world):
    put([world.person.pk], at=timezone.now())
    heard(office, world.person.pk, answer="yes")
    form = {"accountable": str(world.nurse_post.pk), "agreed_with": "Bibi, by telephone"}
    for place, step in enumerate(("prepare", "discuss", "document", "review")):
        day = timezone.localdate() + timedelta(days=14 * (place + 1))
        form |= {f"{step}-day": day.day, f"{step}-month": day.month, f"{step}-year": day.year}

    office.post(reverse("round-start", args=[world.person.pk]), form)

    recall = Recall.objects.get(person=world.person)
    assert recall.round is not None
    assert recall.accountable == world.nurse_post
    assert Reply.objects.count() == 1


def test_somebody_is_left_out_with_a_reason_and_an_end_and_can_come_back(office, world):
    (person,) = due(world, 1)
    address = reverse("recall-leave-out", args=[person])
    refused = office.post(address, {"why": WhyNot.NOT_NOW.value})
    assert refused.status_code == 422
    assert "Say until when." in refused.content.decode()
    day = timezone.localdate() + timedelta(days=60)
    until = {"until-day": day.day, "until-month": day.month, "until-year": day.year}
    office.post(address, {"why": WhyNot.NOT_NOW.value, "words": "In hospital", **until})

    assert "In hospital" in seen(office, "person-recall", person)
    assert "Not now, until" in seen(office, "recall-left-out")
    for name in ("recall-left-out", "recall", "due"):
        assert "In hospital" not in seen(office, name)
    assert "Who is left out, and why (1)" in seen(office, "recall")
    assert "Look at" not in seen(office, "recall")
    office.post(reverse("recall-back", args=[person]))
    assert "No one is left out." in seen(office, "recall-left-out")
    assert "Look at 1 invitation" in seen(office, "recall")
    assert "Asked again from" in seen(office, "person-recall", person)


def test_a_death_that_somebody_tells_stops_all_until_it_is_checked(office, world):
    (person,) = due(world, 1)

    given = {"why": WhyNot.DIED.value, "words": "His sister rang"}
    office.post(reverse("recall-leave-out", args=[person]), given)

    assert DeathReport.objects.get().person_id == person
    html = seen(office, "recall-send", "invitation")
    assert "No one to write to" in html
    assert "Someone told us." in html


def own(client, world, **said):
    return client.post(reverse("invitation", args=[world.person.pk]), said)


def test_the_person_answers_in_their_own_words_and_can_change_their_mind(client, world):
    put([world.person.pk], at=timezone.now() - timedelta(days=1))
    Recall.objects.update(month=timezone.localdate().replace(day=1))
    client.force_login(world.person_account)
    assert "Would you like to talk with us?" not in seen(client, "my-plan", world.person.pk)
    left(world, None)
    assert "Would you like to talk with us?" in seen(client, "my-plan", world.person.pk)
    assert own(client, world).status_code == 422

    own(client, world, answer="later", wait="1", words="After Eid")
    html = seen(client, "invitation", world.person.pk)
    assert "After Eid" in html
    assert "You will not be asked until" in html
    client.post(reverse("invitation-again", args=[world.person.pk]))
    own(client, world, answer="yes")
    assert "The answer was yes." in seen(client, "invitation", world.person.pk)
    assert "Would you like to talk with us?" not in seen(client, "my-plan", world.person.pk)
    own(client, world, answer="no")
    assert "It is fine to change your mind." in seen(client, "invitation", world.person.pk)
    assert [row.answer for row in Reply.objects.order_by("pk")] == ["later", "yes", "no"]


def test_a_supporter_can_say_yes_but_never_no(client, world):
    put([world.person.pk], at=timezone.now())
    a_supporter(world, actions={Action.READ, Action.ASK_REVIEW})
    client.force_login(world.daughter)

    assert "No, thank you" not in seen(client, "invitation", world.person.pk)
    assert own(client, world, answer="no").status_code == 422
    own(client, world, answer="yes")
    assert Reply.objects.get().answer == Answer.YES.value


def test_who_is_not_in_the_recall_reads_that_nothing_is_asked(client, world):
    client.force_login(world.person_account)
    assert "There is no invitation now." in seen(client, "invitation", world.person.pk)
    client.force_login(world.administrator)
    assert "We do not ask Bibi now." in seen(client, "person-recall", world.person.pk)


def test_the_recall_of_another_service_is_shut(client, world):
    people = due(world, 2)
    batch = left(world, None)
    far = add_organisation(community="Holmbeck", name="Far", kind="practice", by=None, at=NOW)
    clerk = an_account("Cle Rk")
    a_post(clerk, far, Role.ADMINISTRATOR, "Clerk")
    client.force_login(clerk)

    assert "BYRON" not in seen(client, "recall", at=world.practice.pk)
    assert "BYRON" not in seen(client, "recall-send", "invitation", at=world.practice.pk)
    for name in ("recall-batch", "recall-take-back", "recall-printed"):
        ask = client.get if name == "recall-batch" else client.post
        assert ask(reverse(name, args=[batch.pk])).status_code == 404
    assert client.get(reverse("person-recall", args=[people[0]])).status_code == 404
    client.force_login(world.person_account)
    assert client.get(reverse("recall")).status_code == 403


def test_a_batch_hides_those_of_whom_one_may_not_know_any_more(office, world):
    person, _ = due(world, 2)
    batch = left(world, None)
    gone = Person.objects.get(pk=person)
    Involvement.objects.filter(person=person).update(ends=timezone.localdate() - timedelta(days=1))

    html = seen(office, "recall-batch", batch.pk)

    assert gone.family_name.upper() not in html
    assert html.count("hearth-row__link") == 1


@pytest.mark.parametrize("name", ["recall", "recall-send", "recall-batch"])
def test_a_page_asks_as_often_for_sixty_people_as_for_five(office, world, name):
    def queries():
        args = {"recall-send": ["invitation"], "recall-batch": [batch.pk]}.get(name, [])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            office.get(reverse(name, args=args))
        return len(asked)

    people = due(world, 5)
    batch = left(world, people[:2])
    queries()
    few = queries()
    more = due(world, 55)
    if name == "recall-batch":
        batch = left(world, more)

    assert queries() == few
