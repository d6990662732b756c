"""What people could not find: with a yes or not counted, never pointing to anyone, and answered."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.days import quarter_of, quarter_words
from hearth.core.feedback import Did
from hearth.core.messages import MessageKind
from hearth.core.sharing import SealKind
from hearth.core.unmet import ALL_PLACES, CannotWriteDown
from hearth.core.unmet_picture import ANY
from hearth.core.words import Refused, Section
from hearth.jobs.unmet import put_out_due
from hearth.records.access.door import NotAllowed, open_record
from hearth.records.access.whole_record import whole_record
from hearth.records.audit.models import AuditRow
from hearth.records.house.sight import sights_of
from hearth.records.outbox.models import Message
from hearth.records.unmet import queries
from hearth.records.unmet.changes.answering import answer, look_at_quotation
from hearth.records.unmet.changes.asking import take_back
from hearth.records.unmet.models import UnmetNeed
from hearth.web.meetings.facts import facts_for
from tests.saying import a_post_in
from tests.sharing import at, record_of, sealed, signed_in, text_of
from tests.unmet import LAST_QUARTER, people, unmet
from tests.world import NOW, a_supporter, a_world

pytestmark = pytest.mark.django_db
# Pages and forms are the same on every engine.
any_engine = pytest.mark.any_engine

WORDS = "I looked for a choir at night."


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def commissioner(world):
    return a_post_in(world, "Col Commissioner", Role.COMMISSIONER)


@pytest.fixture
def lead(world):
    return a_post_in(world, "Hal Lead", Role.HOUSE_LEAD)


@pytest.fixture
def keeper(world):
    return a_post_in(world, "Lin Worker", Role.LINK_WORKER)


def form(world, **more):
    return {
        "person": str(world.person.pk), "words": WORDS, "need": "company",
        "place": "Somewhere else", "reason": "nothing-exists",
    } | more  # fmt: skip


def put_out(world):
    put_out_due(at=NOW)
    return queries.quarters_out(world.practice.community)[0].picture


def answered(world, by, **more):
    given = {"need": "company", "place": ALL_PLACES, "did": Did.DID, "words": "A choir began."}
    return answer(
        community=world.practice.community, **given | more, by=by, at=timezone.now()
    )  # fmt: skip


@any_engine
def test_a_person_writes_it_down_with_no_yes_that_they_did_not_give(world):
    client = signed_in(world.person_account)

    said = client.post(at(world, "could-not-find"), form(world), follow=True)

    row = UnmetNeed.objects.get()
    assert (row.may_count, row.may_come_back, row.may_quote) == (False, False, False)
    assert "We do not count it." in text_of(said)
    assert WORDS in text_of(said)
    assert AuditRow.objects.filter(did="wrote down what could not be found").count() == 1


@any_engine
def test_who_chose_no_kind_is_offered_the_one_that_their_words_speak_of(world):
    client = signed_in(world.person_account)

    said = client.post(at(world, "could-not-find"), form(world, words="A food bank", need=""))

    assert said.status_code == 422
    assert '<option value="food" selected>' in said.content.decode()
    assert not UnmetNeed.objects.exists()


@any_engine
def test_who_comes_from_a_search_finds_what_they_looked_for_in_the_form(world):
    client = signed_in(world.nurse)

    found = client.get(at(world, "could-not-find"), {"want": "a food bank", "reason": "full"})

    page = found.content.decode()
    assert "a food bank</textarea>" in page
    assert '<option value="food" selected>' in page
    assert "?q=a+food+bank" in page


@any_engine
def test_what_is_missing_is_said_beside_its_field(world):
    client = signed_in(world.nurse)

    said = client.post(at(world, "could-not-find"), {"person": str(world.person.pk)})

    assert said.status_code == 422
    for words in ("Say what you looked for.", "Choose what it is about.", "Choose why it was"):
        assert words in text_of(said)


@any_engine
def test_a_supporter_may_not_write_it_down_or_read_it(world):
    a_supporter(world)
    unmet(world)

    assert signed_in(world.daughter).get(at(world, "could-not-find")).status_code == 403


@any_engine
def test_the_person_takes_it_back_once_and_nobody_elses(world):
    row = unmet(world)
    client = signed_in(world.person_account)
    address = reverse("could-not-find-back", args=[world.person.pk, row.pk])

    assert "Take it back?" in text_of(client.get(address))
    said = client.post(address, {"person": str(world.person.pk)}, follow=True)

    assert "Taken back" in text_of(said)
    assert client.get(address).status_code == 404
    other = unmet(world, people(world, 1)[0])
    own = record_of(world, world.person_account)
    with pytest.raises(NotAllowed):
        take_back(record=own, unmet=other, by=world.person_account, at=NOW)


def test_only_what_may_be_counted_and_was_not_taken_back_is_counted(world):
    several = people(world, 12)
    for person in several[:6]:
        unmet(world, person)
    for person in several[6:9]:
        unmet(world, person, may_count=False)
    for person in several[9:]:
        row = unmet(world, person)
        record = record_of_nurse(world, person)
        take_back(record=record, unmet=row, by=world.nurse, at=NOW)

    assert put_out(world).cells["company", ANY] == 5


def record_of_nurse(world, person):
    return open_record(person.pk, by=world.nurse, at=NOW, why="a test")


def test_what_is_out_does_not_change_with_what_comes_or_is_taken_back_later(world):
    rows = [unmet(world, person) for person in people(world, 6)]
    before = put_out(world)

    for row in rows[:3]:
        record = record_of_nurse(world, row.person)
        take_back(record=record, unmet=row, by=world.nurse, at=NOW)
    unmet(world, people(world, 1, first=200)[0])  # It has a day of that quarter; too late.

    assert put_out(world) == before
    with pytest.raises(DatabaseError), transaction.atomic():
        type(queries.UnmetQuarter.objects.get()).objects.update(picture={})


def test_a_quarter_that_is_not_over_is_not_put_out(world):
    for person in people(world, 8):
        unmet(world, person, at=NOW)

    put_out_due(at=NOW)
    assert queries.quarters_out(world.practice.community) == []
    put_out_due(at=NOW + timedelta(days=61))
    assert len(queries.quarters_out(world.practice.community)) == 1


def test_few_people_are_not_shown_and_nor_is_an_answer_to_them_on_the_page_for_everyone(
    world, commissioner, client
):
    for person in people(world, 4):
        unmet(world, person)
    put_out(world)
    answered(world, commissioner)
    page = text_of(signed_in(commissioner).get(reverse("unmet")))

    assert "Too few people asked in July to September 2026" in page
    assert "What people could not find" not in text_of(client.get("/you-said/holmbeck/"))


def test_an_answer_reaches_those_who_asked_and_said_that_we_may_come_back(world, commissioner):
    asked = people(world, 6)
    for person in asked[:5]:
        unmet(world, person)
    unmet(world, asked[5], may_come_back=False)
    unmet(world)
    unmet(world)
    gone = unmet(world, people(world, 1, first=300)[0])
    record = record_of_nurse(world, gone.person)
    take_back(record=record, unmet=gone, by=world.nurse, at=NOW)

    answered(world, commissioner)

    told = Message.objects.filter(kind=MessageKind.UNMET_ANSWERED.value)
    expected = {person.pk for person in asked[:5]} | {world.person.pk}
    assert sorted(told.values_list("person_id", flat=True)) == sorted(expected)
    # No row says that the commissioner knew whom.
    assert set(told.values_list("posted_by", flat=True)) == {None}
    assert not AuditRow.objects.filter(
        account_id=commissioner.pk, person_id__isnull=False
    ).exists()  # fmt: skip
    page = text_of(signed_in(world.person_account).get(at(world, "could-not-find")))
    assert "A choir began." in page


def test_an_answer_for_one_place_reaches_nobody_elsewhere(world, commissioner):
    for number, person in enumerate(people(world, 60)):
        unmet(world, person, place="XW1" if number < 40 else "XW2")
    assert put_out(world).cells == {
        **dict.fromkeys(put_out(world).cells, 0),
        ("company", "XW1"): 40,
        ("company", "XW2"): 20,
    }

    answered(world, commissioner, place="XW2")

    assert Message.objects.count() == 20
    with pytest.raises(CannotWriteDown):
        answered(world, commissioner, place="XW9")


@any_engine
def test_an_answer_needs_a_kind_words_and_a_day_where_it_promises(world, commissioner):
    said = signed_in(commissioner).post(reverse("unmet-answer"), {"did": "will"})

    assert said.status_code == 422
    for words in ("Choose what it is about.", "Say it in words", "Say by when."):
        assert words in text_of(said)
    with pytest.raises(Refused):
        answered(world, commissioner, need="no-such-need")


@any_engine
def test_the_commissioner_sees_the_table_answers_it_and_everyone_can_read_the_answer(
    world, commissioner, client
):
    for person in people(world, 9):
        unmet(world, person)
    put_out(world)
    theirs = signed_in(commissioner)

    page = theirs.get(reverse("unmet")).content.decode()
    assert "Company and friends</th><td>10</td>" in page
    given = {"need": "company", "place": "", "did": "did", "words": "A choir began."}
    assert theirs.post(reverse("unmet-answer"), given).status_code == 302
    assert "A choir began." in text_of(theirs.get(reverse("unmet")))
    assert "A choir began." in text_of(client.get("/you-said/holmbeck/"))
    sheet = theirs.get(reverse("unmet-csv")).content.decode()
    assert "Company and friends,All places,10" in sheet
    assert WORDS not in page + sheet


@any_engine
def test_words_are_shown_only_once_a_keeper_has_looked_at_them(world, commissioner, keeper):
    for person in people(world, 5):
        unmet(world, person, may_quote=False)
    unmet(world, people(world, 1, first=400)[0], words="Only if I say so", may_quote=False)
    unmet(world)
    put_out(world)
    theirs = signed_in(keeper)

    assert WORDS not in text_of(signed_in(commissioner).get(reverse("unmet")))
    shown = text_of(theirs.get(reverse("unmet-words")))
    assert WORDS in shown
    assert "Only if I say so" not in shown
    assert "Rabia" not in shown
    assert theirs.post(reverse("unmet-words"), {}).status_code == 422
    theirs.post(reverse("unmet-words"), {"may_show": "yes"})
    assert WORDS in text_of(signed_in(commissioner).get(reverse("unmet")))
    assert "You have read them all." in text_of(theirs.get(reverse("unmet-words")))


def test_words_that_point_to_someone_or_were_taken_back_are_shown_to_nobody(world, lead):
    several = [unmet(world, person) for person in people(world, 6)]
    put_out(world)
    held = {"community": world.practice.community, "by": lead, "at": NOW}
    for row in several:
        look_at_quotation(unmet=row.pk, may_show=row is not several[0], **held)
    record = record_of_nurse(world, several[1].person)
    take_back(record=record, unmet=several[1], by=world.nurse, at=NOW)

    assert len(queries.quotations(world.practice.community)["company"]) == 4
    assert look_at_quotation(unmet=several[0].pk, may_show=True, **held) is None
    assert look_at_quotation(unmet=uuid4(), may_show=True, **held) is None


@any_engine
def test_a_kind_of_need_without_an_answer_comes_on_the_agenda_and_one_with_it_does_not(
    world, lead, commissioner
):
    for person in people(world, 5):
        unmet(world, person)
    put_out(world)
    (sight,) = sights_of(lead, on=NOW.date())
    said = "People could not find: Company and friends."

    assert said in [each.words for each in facts_for(sight, NOW).concerns]
    answered(world, commissioner)
    assert said not in [each.words for each in facts_for(sight, NOW).concerns]


@any_engine
def test_only_those_whose_part_it_is_see_the_picture_or_answer(world, keeper):
    nurse = signed_in(world.nurse)
    assert nurse.get(reverse("unmet")).status_code == 403
    assert signed_in(keeper).get(reverse("unmet")).status_code == 200
    assert signed_in(keeper).get(reverse("unmet-answer")).status_code == 403


@any_engine
def test_it_is_in_the_copy_that_the_person_takes_with_them(world):
    unmet(world)

    copy = whole_record(world.person.pk)

    assert [row["words"] for row in copy["unmet.unmetneed"]] == [WORDS]


def test_a_day_of_the_last_quarter_is_what_these_tests_take_it_for():
    assert quarter_words(quarter_of(LAST_QUARTER.date())) == "July to September 2026"


def test_who_may_not_see_things_near_a_person_learns_nothing_of_what_they_could_not_find(world):
    made = unmet(world)
    sealed(world, world.person_account, SealKind.OWN_WISH, Section.COMMUNITY, None)

    record = record_of(world, world.nurse)

    assert queries.unmet_of(record) == []
    assert queries.unmet_in(record, made.pk) is None
    assert "unmet.unmetneed" not in {
        name for name, rows in whole_record(world.person.pk, reader=record).items() if rows
    }
    page = signed_in(world.nurse).get(at(world, "could-not-find"))
    assert made.words not in page.content.decode()


def test_an_answer_goes_to_the_person_alone_and_to_nobody_whom_they_let_read_their_messages(
    world, commissioner
):
    a_supporter(world)
    world.person.preferred_contact = "through a supporter"
    world.person.save()
    unmet(world)

    answer(
        community=world.practice.community, need="company", place=ALL_PLACES, did=Did.DID,
        words="A choir at night began.", by=commissioner, at=NOW,
    )  # fmt: skip

    told = Message.objects.get(kind=MessageKind.UNMET_ANSWERED.value)
    assert told.audience == "person"
