"""Packs to take home: current each time, shared, and honest about what went stale."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from hearth.core.access import Role
from hearth.core.activity_packs import Selection, Setting
from hearth.records.activity_packs import changes, queries
from hearth.records.activity_packs.models import Pack, PackUse
from hearth.records.audit.models import AuditRow
from hearth.records.community.changes import add_organisation
from hearth.records.directory.changes.keeping import keep
from hearth.records.directory.queries import document_of
from tests.near import an_activity
from tests.sharing import at, signed_in, text_of
from tests.unit.paper import squeezed
from tests.world import NOW, a_post, a_world, an_account

pytestmark = pytest.mark.django_db
# Pages and forms are the same on every engine.
any_engine = pytest.mark.any_engine

TITLE = "Leaving hospital"
FORM = {"title": TITLE, "setting": "leaving-hospital", "needs": ["making"], "most": "10"}


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def nurse(world):
    return signed_in(world.nurse)


@pytest.fixture
def council(world):
    """Somebody at another place of work of the same community."""
    return signed_in(world.social_worker)


def a_pack(world, **more) -> Pack:
    given = {"title": TITLE, "setting": Setting.HOSPITAL, "selection": Selection(
        needs=frozenset({"making"}), most=5)} | more  # fmt: skip
    return changes.make(organisation=world.practice, **given, by=world.nurse, at=NOW)


def checked(day=None) -> str:
    return (day or timezone.localdate()).isoformat()


def choir(world, name="Mill Lane Singers", **more):
    return an_activity(world, name, **{"assured_date": checked()} | more)


def names(pack, today=None) -> list[str]:
    shown = queries.entries_of(pack, today=today or timezone.localdate())
    return [each.activity.name for each in shown]


def closed(row):
    row.document["status"] = "inactive"
    return kept(row)


def kept(row):
    keep([document_of(row)], community=row.community, feed=row.feed, at=NOW)
    return row


def words_of(answer) -> str:
    pages = PdfReader(BytesIO(answer.content)).pages
    return squeezed(" ".join(page.extract_text() for page in pages))


@any_engine
def test_a_ward_makes_a_pack_and_it_shows_what_is_on_now(world, nurse):
    choir(world)

    said = nurse.post(reverse("pack-new"), FORM, follow=True)

    assert "The pack is ready." in text_of(said)
    assert "Mill Lane Singers" in text_of(said)
    choir(world, "Valley Voices")
    pack = Pack.objects.get()
    assert names(pack) == ["Mill Lane Singers", "Valley Voices"]
    assert f'value="{TITLE}"' in nurse.get(reverse("pack-change", args=[pack.pk])).content.decode()


@any_engine
def test_what_is_missing_is_said_beside_its_field(nurse):
    said = nurse.post(reverse("pack-new"), {"within": "2"})

    assert said.status_code == 422
    for words in ("Give the pack a name.", "Choose when you give it.", "Say from where to count"):
        assert words in text_of(said)


def test_pins_stay_left_outs_go_and_a_closed_pin_is_told(world, nurse):
    pack, first, second = a_pack(world), choir(world), choir(world, "Valley Voices")
    tea = an_activity(
        world, "Tea at Rose’s", description="A lunch club.", assured_date=checked()
    )  # fmt: skip

    nurse.post(reverse("pack-choose", args=[pack.pk, tea.pk]), {"do": "pin"})
    nurse.post(reverse("pack-choose", args=[pack.pk, first.pk]), {"do": "leave-out"})
    assert names(pack) == ["Tea at Rose’s", "Valley Voices"]
    closed(tea)
    assert names(pack) == ["Valley Voices"]
    page = text_of(nurse.get(reverse("pack", args=[pack.pk])))
    assert "Pinned, but closed now: Tea at Rose’s" in page
    nurse.post(reverse("pack-choose", args=[pack.pk, first.pk]), {"do": "undo"})
    assert names(pack) == ["Mill Lane Singers", second.name]
    assert nurse.post(
        reverse("pack-choose", args=[pack.pk, first.pk]), {"do": "x"}
    ).status_code == 404  # fmt: skip


def test_other_settings_use_a_pack_as_it_is_or_copy_it_but_do_not_change_it(world, council):
    pack = a_pack(world)
    choir(world)

    assert TITLE in text_of(council.get(reverse("packs")))
    assert council.post(reverse("pack-print", args=[pack.pk])).status_code == 200
    assert council.get(reverse("pack-change", args=[pack.pk])).status_code == 403
    said = council.post(reverse("pack-copy", args=[pack.pk]), follow=True)
    copied = Pack.objects.get(organisation=world.council)
    assert "This is your copy." in text_of(said)
    assert copied.word == "leaving-hospital-2"
    again = FORM | {"title": "Leaving the ward", "base": "1"}
    council.post(reverse("pack-change", args=[copied.pk]), again)
    assert Pack.objects.get(pk=pack.pk).title == TITLE
    assert Pack.objects.get(pk=copied.pk).title == "Leaving the ward"


def test_staff_of_another_community_find_no_pack(world):
    pack = a_pack(world)
    afar = add_organisation(community="Far", name="Far Trust", kind="trust", by=None, at=NOW)
    account = an_account("Far Away")
    a_post(account, afar, Role.PRACTITIONER, "Nurse")
    theirs = signed_in(account)

    assert TITLE not in text_of(theirs.get(reverse("packs")))
    assert theirs.get(reverse("pack", args=[pack.pk])).status_code == 404
    assert theirs.post(reverse("pack-print", args=[pack.pk])).status_code == 404


def test_the_setting_sees_what_went_stale_or_closed_since_it_last_printed(world, nurse, council):
    pack, first, second = a_pack(world), choir(world), choir(world, "Valley Voices")
    nurse.post(reverse("pack-print", args=[pack.pk]), {"layout": "standard"})
    assert "changed" not in text_of(nurse.get(reverse("packs")))

    closed(first)
    long_ago = timezone.localdate() - timedelta(days=400)
    second.document["assured_date"] = checked(long_ago)
    kept(second)

    assert "2 changed" in text_of(nurse.get(reverse("packs")))
    page = text_of(nurse.get(reverse("pack", args=[pack.pk])))
    assert "It is closed, or not in the list any more." in page
    assert "Nobody has checked it for a year. Call first." in page
    # Who has not used it has nothing to look again at.
    assert "changed" not in text_of(council.get(reverse("packs")))
    nurse.post(reverse("pack-looked-through", args=[pack.pk]))
    assert "changed" not in text_of(nurse.get(reverse("packs")))


@any_engine
def test_a_first_name_is_printed_and_kept_nowhere(world, nurse):
    pack = a_pack(world)
    choir(world)

    answer = nurse.post(
        reverse("pack-print", args=[pack.pk]),
        {"layout": "easy", "called": "Zwitscher", "from_day-day": "3", "from_day-month": "12",
         "from_day-year": "2026"},
    )  # fmt: skip

    assert answer["Content-Type"] == "application/pdf"
    assert squeezed("Leaving hospital, for Zwitscher") in words_of(answer)
    assert squeezed("From 3 December 2026.") in words_of(answer)
    held = [str(row) for row in (*PackUse.objects.values(), *AuditRow.objects.values())]
    assert not any("Zwitscher" in each for each in held)
    wrong = nurse.post(reverse("pack-print", args=[pack.pk]), {"from_day-day": "3"})
    assert wrong.status_code == 422


@any_engine
def test_who_has_the_paper_reads_what_is_on_now_without_a_sign_in(world, client):
    pack = a_pack(world)
    choir(world)

    page = text_of(client.get(f"/packs/{pack.word}/"))
    assert "Mill Lane Singers" in page
    assert "Call before you go" in page
    assert client.get("/packs/no-such-pack/").status_code == 404


@any_engine
def test_an_ended_pack_is_on_no_list_and_leads_its_readers_on(world, nurse, client):
    pack = a_pack(world)

    assert "End this pack?" in text_of(nurse.get(reverse("pack-end", args=[pack.pk])))
    nurse.post(reverse("pack-end", args=[pack.pk]))

    assert TITLE not in text_of(nurse.get(reverse("packs")))
    gone = client.get(f"/packs/{pack.word}/")
    assert gone.status_code == 410
    assert "Find things near here" in text_of(gone)


@any_engine
def test_of_two_who_change_a_pack_at_once_the_second_is_told(world, nurse):
    pack = a_pack(world)
    address = reverse("pack-change", args=[pack.pk])

    nurse.post(address, FORM | {"base": "1"})
    said = nurse.post(address, FORM | {"base": "1", "title": "Mine"})

    assert said.status_code == 422
    assert "Someone else has changed this pack." in text_of(said)


def test_what_is_over_before_the_day_for_which_it_is_printed_is_not_in_it(world):
    pack = a_pack(world)
    choir(world, schedules=[{"id": "1", "freq": "WEEKLY", "byday": "TU", "until": "2026-12-01"}])

    assert names(pack, NOW.date()) == ["Mill Lane Singers"]
    assert names(pack, NOW.date() + timedelta(days=60)) == []


@any_engine
def test_a_pack_for_one_person_is_printed_and_nothing_of_it_is_kept(world, nurse):
    answer = nurse.get(at(world, "pack-for-one-pdf", "large"))

    assert answer["Content-Type"] == "application/pdf"
    assert squeezed("Things near you") in words_of(answer)
    assert not PackUse.objects.exists()
    assert signed_in(world.stranger).get(at(world, "pack-for-one-pdf", "easy")).status_code == 404


@any_engine
def test_packs_are_not_for_people_who_are_no_staff(world):
    assert signed_in(world.person_account).get(reverse("packs")).status_code == 403


def test_every_change_of_a_pack_leaves_a_row(world, nurse):
    pack = a_pack(world)
    row = choir(world)
    nurse.post(reverse("pack-choose", args=[pack.pk, row.pk]), {"do": "pin"})
    nurse.post(reverse("pack-looked-through", args=[pack.pk]))
    nurse.post(reverse("pack-end", args=[pack.pk]))

    said = AuditRow.objects.filter(what=TITLE).order_by("pk").values_list("did", flat=True)
    assert list(said) == ["made a pack", "chose what is in a pack", "used a pack", "ended a pack"]
