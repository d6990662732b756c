"""Making a board pack: who may, what is kept, and what the next one says."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hearth.core.access import Role
from hearth.core.house.assessing import Rating
from hearth.core.house.work import Said
from hearth.core.metrics.figures import Figure, Hidden, Shown
from hearth.records.community.models import Organisation
from hearth.records.house.changes import close_assessment
from hearth.records.metrics.changes import record_results
from hearth.records.metrics.queries import catalogue
from hearth.records.workplan.changes import add_work, draft_name
from hearth.records.workplan.models import BoardDraft, BoardPack
from hearth.web.sign_in.sessions import BACKEND
from tests.house import a_house, an_assessment, answer_all
from tests.world import NOW, a_post, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    held = a_house()
    assessment = an_assessment(held)
    answer_all(held, assessment, letter_before=Rating.NEEDS_WORK)
    close_assessment(assessment=assessment, by=held.lead, at=NOW)
    return held


def as_(account):
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def page(client, name="board", *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, do="make", **fields):
    seen = {"base": draft_name(BoardDraft.objects.first())}
    return client.post(reverse("board"), {"do": do, **seen, **fields})


def newest():
    return BoardPack.objects.latest("pk")


def test_a_lead_makes_a_pack_that_stays_as_it_was_given_out(house):
    lead = as_(house.lead)
    answer = send(lead, decisions="Pay for the letters.", note="It goes well.")

    assert answer.url == reverse("board-pack", args=[newest().pk])
    add_work(community=house.community, said=Said("Later work"), by=house.lead, at=NOW)
    html = page(lead, "board-pack", newest().pk)
    for words in ("The house does not stand yet", "Pay for the letters.", "It goes well."):
        assert words in html
    assert "Later work" not in html
    assert "1 open action" in page(lead)


@pytest.mark.parametrize("do", ["keep", "make"])
def test_of_two_who_write_for_one_pack_the_second_sees_both_texts(house, do):
    lead = as_(house.lead)
    send(lead, "keep", decisions="Pay for the letters.")

    late = send(lead, do, base="", decisions="Train two nurses.")

    assert late.status_code == 409
    html = late.content.decode()
    assert "What somebody else wrote" in html
    assert "Pay for the letters." in html
    assert "Train two nurses." in html
    assert BoardDraft.objects.get().decisions == "Pay for the letters."
    assert not BoardPack.objects.exists()
    both = {"decisions": "Pay for the letters.\nTrain two nurses."}
    assert send(lead, do, **both).status_code == 302


def test_what_is_written_is_kept_for_later_and_used_up_by_the_pack(house):
    lead = as_(house.lead)
    send(lead, "keep", decisions="Pay for the letters.")

    assert page(lead).count("Pay for the letters.") == 2, "in the box, and in what it will say"
    assert not BoardPack.objects.exists()
    send(lead, decisions="Pay for the letters.")
    assert not BoardDraft.objects.exists()


def test_too_many_decisions_are_refused_and_what_was_typed_stays(house):
    for do in ("make", "keep"):
        answer = send(as_(house.lead), do, decisions="\n".join("abcdefghi"))
        assert answer.status_code == 422
        assert "A board decides 8 things at most." in answer.content.decode()
    assert not BoardPack.objects.exists()


def test_the_next_pack_says_what_changed_since_the_one_before(house):
    lead = as_(house.lead)
    send(lead)
    before = newest().day - timedelta(days=90)
    old = newest()
    BoardPack.objects.create(
        community=old.community, day=before, document=old.document | {"day": before.isoformat()},
        at=old.at + timedelta(seconds=1), by=old.by,
    )  # fmt: skip

    html = page(lead)

    assert f"What changed since {before:%-d %B %Y}" in html
    assert "The house had not been rated then." in html


def test_figures_are_shown_with_their_caveat_and_hidden_ones_are_not_worked_out(house):
    first, second = catalogue().metrics[:2]
    day = NOW.date()
    shown = Figure(first.code, first.hash, day, Shown(125, 200))
    hidden = Figure(second.code, second.hash, day, Shown(hidden=Hidden.TOO_FEW))
    record_results(community=house.community, figures=[shown, hidden], by=None, at=NOW)
    lead = as_(house.lead)
    send(lead)

    html = page(lead, "board-pack", newest().pk)
    for words in ("63% (125 of 200)", "Too few people to show it.", first.caveat.split("’")[0]):
        assert words in html
    rows = page(lead, "board-csv", newest().pk).splitlines()
    assert rows[0].startswith("\ufeffcode,question")
    assert f",{day},63,125,200," in rows[1]
    assert f",{day},,,,," in rows[2]


def test_a_commissioner_makes_a_pack_and_a_member_does_not(house):
    trust = Organisation.objects.get(community=house.community)
    marcus = an_account("Marcus Bell")
    a_post(marcus, trust, Role.COMMISSIONER, "Commissioner")
    send(as_(marcus))
    number = newest().pk

    for name in ("board-pack", "board-pdf", "board-word", "board-csv"):
        assert as_(house.nurse).get(reverse(name, args=[number])).status_code == 403
        theirs = as_(a_house(f"{name}-town").lead)
        assert theirs.get(reverse(name, args=[number])).status_code == 404
    assert send(as_(house.nurse)).status_code == 403
    assert BoardPack.objects.count() == 1


def test_the_three_files_have_names_with_the_day_and_are_not_kept_by_a_browser(house):
    lead = as_(house.lead)
    send(lead)
    for name, ending in (("board-pdf", "pdf"), ("board-word", "docx"), ("board-csv", "csv")):
        answer = lead.get(reverse(name, args=[newest().pk]))
        assert answer["Content-Disposition"] == (
            f'attachment; filename="board-pack-{newest().day}.{ending}"'
        )
        assert "no-store" in answer["Cache-Control"]
