"""The pages of a disagreement, as each of those around it meets them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.advocacy import Ability
from hearth.core.appeal import About, State
from hearth.core.words import Section
from hearth.records.appeals.changes import raise_appeal
from hearth.records.appeals.models import Advocacy, Appeal, AppealStep
from hearth.records.people.models import CommunicationNeed
from hearth.records.plans.models import Entry
from hearth.web.sign_in.sessions import BACKEND
from tests.disagreeing import WANTED, WHY, raised, someone_new, step
from tests.journeys.reading import assert_plain
from tests.world import a_supporter, a_world, an_agreeable_plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world():
    world = a_world()
    an_agreeable_plan(world)
    return world


@pytest.fixture
def as_(world):
    def sign_in(account) -> Client:
        client = Client()
        client.force_login(account, backend=BACKEND)
        return client

    return sign_in


def at(world, page, *more):
    return reverse(page, args=[world.person.pk, *more])


def now_raised(world, about=None, by=None) -> Appeal:
    return raised(world, about or About(), by=by, at=timezone.now())


def send(client, world, page, *more, **fields):
    return client.post(at(world, page, *more), {"person": str(world.person.pk), **fields})


def taken(client, world, appeal, state, **fields):
    """Post a step of staff with all that it needs, whatever is not said here."""
    page = "appeal-own-step" if fields.pop("mine", False) else "appeal-step"
    number = AppealStep.objects.filter(appeal=appeal).count()
    filled = {"after": number, "words": "We spoke of it.", "remedy": "We put it right.", **fields}
    return send(client, world, page, appeal.pk, state.value, **filled)


def day(when) -> dict[str, object]:
    return {"on-day": when.day, "on-month": when.month, "on-year": when.year}


def test_what_happens_then_is_clear_to_all_before_anything_has_happened(world, as_):
    a_supporter(world)
    for account in (world.person_account, world.daughter, world.nurse, world.administrator):
        page = as_(account).get(at(world, "not-agreed"))
        assert b"within 3 working days" in page.content
        assert b"Ombudsman" in page.content
        assert_plain(page.content.decode())
    assert (
        at(world, "not-agreed")
        in as_(world.person_account).get(at(world, "my-plan")).content.decode()
    )


def test_a_person_says_what_they_do_not_agree_with(world, as_):
    client = as_(world.person_account)
    assert client.get(at(world, "appeal-raise")).status_code == 200

    empty = send(client, world, "appeal-raise", about="goals", words="", remedy="")
    made = send(client, world, "appeal-raise", about="goals", words=WHY, remedy=WANTED)

    assert empty.status_code == 422
    assert made.url == at(world, "appeal", Appeal.objects.get().pk)
    page = client.get(made.url).content.decode()
    assert WHY in page
    assert "Ruth Adeyemi, Practice nurse" in page
    assert_plain(page)
    plan = client.get(at(world, "my-plan")).content.decode()
    assert "Not everyone agrees with a part of this plan." in plan


def test_one_line_of_the_plan_can_be_disagreed_with(world, as_):
    line = Entry.objects.get(kind="goal")
    client = as_(world.person_account)
    page = client.get(at(world, "appeal-raise-line", line.thread)).content.decode()
    assert "Walk to the mosque on Fridays" in page

    send(client, world, "appeal-raise-line", line.thread, about="line", words=WHY, remedy=WANTED)

    held = Appeal.objects.get()
    assert (held.section, held.thread) == (Section.GOALS.value, line.thread)
    nowhere = "00000000-0000-4000-8000-000000000000"
    assert client.get(at(world, "appeal-raise-line", nowhere)).status_code == 404


def test_staff_say_whether_it_is_the_persons_or_their_own(world, as_):
    client = as_(world.nurse)
    for own in ("yes", "no"):
        send(client, world, "appeal-raise", about="plan", words=WHY, remedy=WANTED, for_person=own)

    assert [each.for_person for each in Appeal.objects.order_by("raised_at")] == [True, False]


def test_a_disagreement_is_walked_through_by_its_pages(world, as_):
    appeal = now_raised(world)
    new = someone_new(world)
    nurse, person, reviewer = as_(world.nurse), as_(world.person_account), as_(new.account)
    post = str(world.nurse_post.pk)
    today = timezone.localdate()

    assert taken(nurse, world, appeal, State.ACKNOWLEDGED, actor="").status_code == 422
    taken(nurse, world, appeal, State.ACKNOWLEDGED, actor=post)
    taken(nurse, world, appeal, State.INVITED, actor=post, **day(today + timedelta(days=3)))
    taken(nurse, world, appeal, State.TALKED, actor=post, **day(today))
    taken(person, world, appeal, State.REVIEW_ASKED, mine=True)
    early = taken(nurse, world, appeal, State.IN_REVIEW, actor=str(new.post.pk))
    assert "Ask the four questions" in early.content.decode()
    answers = dict.fromkeys((ability.value for ability in Ability), "none")
    send(nurse, world, "appeal-advocate", appeal.pk, part="questions", **answers)
    choose = nurse.get(at(world, "appeal-step", appeal.pk, "in-review")).content.decode()
    assert "Who cannot, and why" in choose
    assert "They are or were the key worker." in choose
    taken(nurse, world, appeal, State.IN_REVIEW, actor=str(new.post.pk))
    assert nurse.get(at(world, "appeal-step", appeal.pk, "decided")).status_code == 404
    taken(reviewer, world, appeal, State.DECIDED, actor=post)
    taken(nurse, world, appeal, State.CLOSED)

    states = [State(row.state) for row in AppealStep.objects.order_by("number")]
    assert states[-3:] == [State.IN_REVIEW, State.DECIDED, State.CLOSED]
    page = person.get(at(world, "appeal", appeal.pk)).content.decode()
    assert page.count("Read the letter") == len(states) - 1
    assert_plain(page)
    for number in range(2, len(states) + 1):
        letter = person.get(at(world, "appeal-letter", appeal.pk, number))
        assert_plain(letter.content.decode())
    assert person.get(at(world, "appeal-letter", appeal.pk, 1)).status_code == 404


def test_each_form_is_refused_for_another_person_and_after_someone_else_went_on(world, as_):
    appeal = now_raised(world)
    nurse = as_(world.nurse)
    wrong = nurse.post(
        at(world, "appeal-step", appeal.pk, "acknowledged"), {"after": 1, "actor": "1"}
    )
    assert wrong.status_code == 422
    assert AppealStep.objects.count() == 1
    taken(nurse, world, appeal, State.ACKNOWLEDGED, actor=str(world.nurse_post.pk))

    stale = taken(nurse, world, appeal, State.TALKED, actor=str(world.nurse_post.pk), after=1)

    assert stale.url == at(world, "appeal", appeal.pk)
    assert AppealStep.objects.count() == 2


def test_the_person_settles_it_and_asks_for_a_fresh_look_when_it_is_not_kept(world, as_):
    appeal = now_raised(world)
    for state in (State.ACKNOWLEDGED, State.TALKED):
        step(world, appeal, state, by=world.nurse, actor=world.nurse_post, at=timezone.now())
    person = as_(world.person_account)
    assert taken(person, world, appeal, State.SETTLED, mine=True).status_code == 302
    assert AppealStep.objects.last().actor == world.nurse_post
    taken(person, world, appeal, State.REVIEW_ASKED, mine=True)

    assert AppealStep.objects.last().state == State.REVIEW_ASKED.value


def test_an_advocate_is_asked_for_offered_and_called(world, as_):
    appeal = now_raised(world)
    nurse, person = as_(world.nurse), as_(world.person_account)
    page = at(world, "appeal-advocate", appeal.pk)
    assert send(nurse, world, "appeal-advocate", appeal.pk, part="questions").status_code == 422
    answers = dict.fromkeys((ability.value for ability in Ability), "a_lot")
    send(nurse, world, "appeal-advocate", appeal.pk, part="questions", **answers)
    assert "You must offer an advocate now." in nurse.get(page).content.decode()
    assert send(nurse, world, "appeal-advocate", appeal.pk, part="offer").status_code == 422
    send(nurse, world, "appeal-advocate", appeal.pk, part="offer", answer="no")
    send(person, world, "appeal-advocate-ask", appeal.pk)
    for part in ("", "?part=questions", "?part=offer"):
        assert_plain(nurse.get(page + part).content.decode())
    send(nurse, world, "appeal-advocate", appeal.pk, part="refer", words="Holmbeck Advocates")

    assert [row.step for row in Advocacy.objects.order_by("pk")] == [
        "four questions answered", "offered and not wanted", "asked for", "referred",
    ]  # fmt: skip
    assert person.get(page).status_code == 403
    assert as_(world.administrator).get(page).status_code == 404


def test_a_late_step_is_marked_and_explained(world, as_):
    raise_appeal(
        record=world.record(world.person_account), about=About(), words=WHY, remedy=WANTED,
        by=world.person_account, at=timezone.now() - timedelta(days=30),
    )  # fmt: skip
    appeal, nurse = Appeal.objects.get(), as_(world.nurse)
    assert ">Late<" in nurse.get(at(world, "appeal", appeal.pk)).content.decode()
    assert ">Late<" in nurse.get(reverse("disagreements")).content.decode()
    assert send(nurse, world, "appeal-late", appeal.pk, 1, reason="").status_code == 422
    assert_plain(nurse.get(at(world, "appeal-late", appeal.pk, 1)).content.decode())

    send(nurse, world, "appeal-late", appeal.pk, 1, reason="We were short of staff.")

    page = as_(world.person_account).get(at(world, "appeal", appeal.pk)).content.decode()
    assert "We were short of staff." in page
    assert nurse.get(at(world, "appeal-late", appeal.pk, 1)).status_code == 404


def test_what_is_not_mine_to_see_is_not_there(world, as_):
    a_supporter(world, sections={Section.GOALS}, actions={Action.APPEAL})
    hidden, shown = now_raised(world, About(Section.RISKS)), now_raised(world, About(Section.GOALS))
    daughter, office = as_(world.daughter), as_(world.administrator)

    assert daughter.get(at(world, "appeal", hidden.pk)).status_code == 404
    assert daughter.get(at(world, "appeal", shown.pk)).status_code == 200
    assert office.get(at(world, "appeal", hidden.pk)).status_code == 404
    assert "My goals" in daughter.get(at(world, "my-plan")).content.decode()
    assert str(hidden.pk) not in daughter.get(at(world, "my-plan")).content.decode()
    whole = now_raised(world)
    page = office.get(at(world, "appeal", whole.pk)).content.decode()
    assert WHY not in page
    assert_plain(page)


def test_staff_see_on_today_what_they_owe_and_all_that_is_open(world, as_):
    now_raised(world)

    assert "Someone does not agree" in as_(world.nurse).get(reverse("today")).content.decode()
    listed = as_(world.social_worker).get(reverse("disagreements"))
    assert "Bibi (Rabia) KHAN" in listed.content.decode()
    assert_plain(listed.content.decode())


def test_a_letter_goes_on_paper_only_in_a_form_that_the_person_can_read(world, as_):
    appeal = now_raised(world)
    step(
        world, appeal, State.ACKNOWLEDGED, by=world.nurse, actor=world.nurse_post,
        at=timezone.now(),
    )  # fmt: skip
    paper = at(world, "appeal-letter-pdf", appeal.pk, 2)
    nurse, person = as_(world.nurse), as_(world.person_account)
    assert nurse.get(paper).content.startswith(b"%PDF")
    CommunicationNeed.objects.create(
        person=world.person, kind="format", words="braille", recorded_at=timezone.now()
    )

    assert nurse.get(paper).status_code == 422
    assert person.get(paper).content.startswith(b"%PDF")
    text = person.get(at(world, "appeal-letter-text", appeal.pk, 2)).content.decode()
    assert WHY in text
