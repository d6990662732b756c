"""The end of getting ready: what we sent is rated by those it was for."""

import pytest

from hearth.records.preparation import changes
from hearth.records.preparation.models import PromptsHelped
from tests.sharing import at, signed_in, text_of
from tests.world import NOW, a_round, a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world():
    return a_world()


def the_end(world):
    return signed_in(world.person_account).get(at(world, "prepare-done"))


def test_who_got_a_letter_says_whether_it_helped_and_may_say_otherwise_later(world):
    round, helped = a_round(world), at(world, "prepare-helped")
    changes.make_letter(
        record=world.record(world.nurse), round=round, content={}, by=world.nurse, at=NOW
    )
    client = signed_in(world.person_account)
    assert "Did our letter help you to get ready?" in text_of(the_end(world))

    refused = client.post(helped, {})
    assert refused.status_code == 422
    assert "Choose yes or no." in text_of(refused)
    for said in ("yes", "no"):
        assert client.post(helped, {"helped": said}).status_code == 302

    kept = PromptsHelped.objects.order_by("pk").values_list("helped", flat=True)
    assert list(kept) == [True, False]


def test_who_got_no_letter_is_not_asked_whether_it_helped(world):
    a_round(world)

    assert "Did our letter help" not in text_of(the_end(world))
