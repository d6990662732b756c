"""Training and supervision in sight, confidence as counts, and notes for their writer alone."""

import csv
import re
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

import hearth
from hearth.core.access import Role
from hearth.core.learning import STATEMENTS, CannotLearn, State
from hearth.records.access.whole_record import whole_record
from hearth.records.audit.models import AuditRow
from hearth.records.learning import changes
from hearth.records.learning.models import ConfidenceRating, Learned, ReflectiveNote
from hearth.records.learning.own import keep_note, own_notes, throw_note_away
from hearth.records.learning.population import learning_rows, who_works
from hearth.records.learning.queries import confidence_table, due_counts, own_due
from tests.integration.test_structure import addresses
from tests.saying import a_member, a_post_in
from tests.sharing import signed_in
from tests.world import NOW, TODAY, a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

CANARY = "Gartenrotschwanz"
SOURCE = Path(hearth.__path__[0])


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def community(world):
    return world.practice.community


@pytest.fixture
def lead(world):
    return a_post_in(world, "Hal Lead", Role.HOUSE_LEAD)


def text(answer) -> str:
    return answer.content.decode()


def needs_supervision(community, lead, months: int | None = 3):
    return changes.need(
        community=community, role=Role.PRACTITIONER, kind="supervision", months=months, by=lead,
        at=NOW,
    )  # fmt: skip


def sure(account, value: int, at=NOW, **others: int):
    answers = dict.fromkeys(STATEMENTS, value) | others
    return changes.rate(answers=answers, by=account, at=at)


def some_nurses(world, count: int) -> list:
    return [
        a_post_in(world, f"Nurse {name}", Role.PRACTITIONER) for name in "ABCDEFGHIJKLMN"[:count]
    ]


def test_what_is_due_follows_from_what_a_role_needs_and_what_one_did(world, community, lead):
    needs_supervision(community, lead)
    (never,) = own_due(world.nurse, community, on=TODAY)
    changes.learn(kind="supervision", on=TODAY - timedelta(days=10), by=world.nurse, at=NOW)
    (done,) = own_due(world.nurse, community, on=TODAY)

    assert (never.state, done.state) == (State.NEVER, State.DONE)
    assert own_due(world.administrator, community, on=TODAY) == []


def test_a_professional_keeps_what_they_did_and_takes_a_mistake_out(world, community, lead):
    needs_supervision(community, lead)
    client, page = signed_in(world.nurse), reverse("my-learning")
    day = {"on-day": "1", "on-month": "10", "on-year": "2026"}

    assert "Not done yet" in text(client.get(page))
    wrong = client.post(page, {"kind": "", "link": "http://example.org"})
    assert wrong.status_code == 422
    assert "A link starts with https://" in text(wrong)
    assert "Kept." in text(client.post(page, {"kind": "supervision"} | day, follow=True))
    row = Learned.objects.get()
    assert (row.account, row.on) == (world.nurse, date(2026, 10, 1))

    signed_in(world.social_worker).post(reverse("my-learning-out", args=[row.pk]))
    assert Learned.objects.exists(), "nobody takes out what another one did"
    client.post(reverse("my-learning-out", args=[row.pk]))
    assert not Learned.objects.exists()


def test_a_house_lead_says_who_needs_what_and_sees_by_name_who_is_due(world, community, lead):
    client, page = signed_in(lead), reverse("learning-needs")
    assert client.post(page, {"role": "", "kind": "peer"}).status_code == 422
    client.post(page, {"role": "practitioner", "kind": "supervision", "months": "3"})
    client.post(page, {"role": "practitioner", "kind": "supervision", "months": "4"})
    (need,) = community.learning_needs.all()
    assert need.months == 4

    team = text(client.get(reverse("learning")))
    assert "Ruth Adeyemi" in team
    assert "Not done yet" in team
    client.post(reverse("learning-no-more", args=[need.pk]))
    assert not community.learning_needs.exists()


def test_all_others_see_counts_and_no_name(world, community, lead):
    needs_supervision(community, lead)
    for account in (a_member(world), a_post_in(world, "Col Comm", Role.COMMISSIONER)):
        client = signed_in(account)
        assert "Ruth Adeyemi" not in text(client.get(reverse("learning")))
        assert client.get(reverse("learning-needs")).status_code == 403
        assert client.get(reverse("my-learning")).status_code == 403
    assert signed_in(world.nurse).get(reverse("learning")).status_code == 403


def test_small_counts_of_who_is_due_are_in_no_export(world, community, lead):
    needs_supervision(community, lead)
    some_nurses(world, 5)
    (counts,) = due_counts(community, on=TODAY).values()
    assert counts == {State.NEVER: 7}
    assert exported(lead)["Supervision that starts from strengths", "not yet"] == "7"

    changes.learn(kind="supervision", on=TODAY, by=world.nurse, at=NOW)
    assert set(exported(lead).values()) == {""}


def exported(account) -> dict[tuple[str, str], str]:
    said = text(signed_in(account).get(reverse("learning-csv")))
    assert "Ruth" not in said
    return {(row["what"], row["which"]): row["count"] for row in csv.DictReader(StringIO(said))}


def test_how_sure_somebody_feels_is_shown_to_them_alone(world, community, lead):
    nurses = some_nurses(world, 11)
    for place, nurse in enumerate(nurses):
        sure(nurse, 9 if place < 6 else 6, at=timezone.now() - timedelta(days=40), community=10)
    day = timezone.localdate()
    table = confidence_table(community, on=day)

    assert table.rows["listen"] == (0, 5, 5)
    assert table.rows["community"] is None, "all alike: it would tell of each"
    team = text(signed_in(lead).get(reverse("learning")))
    assert re.search(r"<td>0</td>\s*<td>5</td>\s*<td>5</td>", team)
    assert "Only you see what you choose." in text(
        signed_in(nurses[0]).get(reverse("my-confidence"))
    )


def test_two_months_do_not_tell_what_one_new_colleague_said(world, community):
    nurses = some_nurses(world, 12)
    for place, nurse in enumerate(nurses[:11]):
        sure(nurse, 9 if place < 6 else 6)
    first = confidence_table(community, on=TODAY + timedelta(days=31)).rows["listen"]

    sure(nurses[11], 6, at=NOW + timedelta(days=31))
    second = confidence_table(community, on=TODAY + timedelta(days=62)).rows["listen"]
    assert (first, second) == ((0, 5, 5), (0, 5, 5)), "each number is rounded to five"


def test_few_who_feel_unsure_are_hidden_and_so_is_an_answer_of_this_month(world, community, lead):
    nurses = some_nurses(world, 11)
    for place, nurse in enumerate(nurses):
        sure(nurse, 9 if place < 10 else 2)
    assert set(confidence_table(community, on=TODAY + timedelta(days=31)).rows.values()) == {None}
    assert set(confidence_table(community, on=TODAY).rows.values()) == {None}

    for nurse in nurses[:5]:
        sure(nurse, 6, at=NOW + timedelta(minutes=1))
    sure(nurses[10], 6, at=NOW + timedelta(minutes=1))
    assert confidence_table(community, on=TODAY).rows["listen"] is None, "not before the month ends"
    assert confidence_table(community, on=TODAY + timedelta(days=31)).rows["listen"] == (0, 5, 5)


def test_a_rating_needs_each_statement_and_is_never_changed(world):
    with pytest.raises(CannotLearn):
        changes.rate(answers={"listen": 3}, by=world.nurse, at=NOW)
    sure(world.nurse, 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConfidenceRating.objects.update(on=TODAY - timedelta(days=1))


def test_a_note_is_read_by_its_writer_alone_and_thrown_away_for_good(world):
    client = signed_in(world.nurse)
    assert client.post(reverse("my-notes"), {"words": " "}).status_code == 422
    client.post(reverse("my-notes"), {"words": CANARY})
    note = ReflectiveNote.objects.get()
    away = reverse("my-note-away", args=[note.pk])

    assert CANARY in text(client.get(reverse("my-notes")))
    other = signed_in(world.social_worker)
    assert (other.get(away).status_code, other.post(away).status_code) == (404, 404)
    with pytest.raises(CannotLearn):
        throw_note_away(note=note.pk, by=world.social_worker, at=NOW)
    assert own_notes(world.social_worker).count() == 0
    client.post(away)
    assert not ReflectiveNote.objects.exists()


def test_a_note_reaches_nobody_else_by_any_address(world, lead):
    """Every address that needs no record of a person, as everyone in the House; and the rows."""
    keep_note(words=CANARY, by=world.nurse, at=NOW)
    sure(world.nurse, 3)
    others = {
        "a House lead": lead,
        "a member": a_member(world),
        "a commissioner": a_post_in(world, "Col Comm", Role.COMMISSIONER),
        "a colleague": world.social_worker,
        "an administrator": world.administrator,
        "a records auditor": a_post_in(world, "Aud Itor", Role.AUDITOR),
    }
    paths = [
        "/" + where
        for where, view in addresses(get_resolver())
        if getattr(view, "policy", None) and "<" not in where and not where.startswith("account/")
    ]
    told = [
        (who, path)
        for who, account in others.items()
        for client in [signed_in(account)]
        for path in paths
        if CANARY in client.get(path).content.decode(errors="replace")
    ]

    assert len(paths) > 20
    assert told == []
    assert CANARY not in str(list(AuditRow.objects.values()))
    assert CANARY not in str(whole_record(world.person.pk))
    assert CANARY not in str(list(learning_rows(world.practice.community)))


def test_only_one_module_reads_notes_and_it_asks_for_no_other_account():
    """The model is named by its own app's `own` alone; all it is given is who reads."""
    naming = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "ReflectiveNote" in path.read_text() and "migrations" not in path.parts
    }
    own = (SOURCE / "records/learning/own.py").read_text()
    using = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if re.search(r"\bown_notes\b", path.read_text())
    }

    assert naming == {"records/learning/models.py", "records/learning/own.py"}
    assert using == {"records/learning/own.py", "web/learning/own.py"}
    pages = (SOURCE / "web/learning/own.py").read_text()
    assert set(re.findall(r"own_notes\(([^)]*)\)", pages)) == {"sight.account"}
    assert own.count("objects") == own.count("objects.filter(account=account)") + own.count(
        "objects.filter(pk=note, account=by)"
    ) + own.count("objects.create(account=by")


def test_the_extract_is_told_what_each_did_and_never_a_number_out_of_ten(world, community):
    changes.learn(kind="partnership", on=TODAY, by=world.nurse, at=NOW)
    changes.learn(kind="peer", on=TODAY, by=world.nurse, at=NOW)
    sure(world.nurse, 9)
    sure(world.social_worker, 9, listen=7)

    rows = [(row.account_id, row.code, row.value) for row in learning_rows(community)]

    assert sorted(rows) == sorted(
        [
            (world.nurse.pk, "trained", 1),
            (world.nurse.pk, "supervised", 1),
            (world.nurse.pk, "confident", 1),
            (world.social_worker.pk, "confident", 0),
        ]
    )
    assert {each.account_id for each in who_works(community)} == {
        world.nurse.pk, world.social_worker.pk, world.administrator.pk,
    }  # fmt: skip


def test_who_is_not_signed_in_is_led_to_the_sign_in():
    for name in ("learning", "my-learning", "my-notes", "learning-csv"):
        assert Client().get(reverse(name)).status_code == 302
