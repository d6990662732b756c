"""The same seed makes the same people; another seed makes others. Any hour will do."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from hearth.jobs import demo
from hearth.jobs.demo.crowd.lives import State, imagine
from hearth.records.people.models import Person


def who(seed: int, count: int = 200) -> list[tuple[str, str, str, int]]:
    lives = [imagine(seed, place) for place in range(count)]
    return [(str(life.id), life.name.given, life.name.family, life.age) for life in lives]


def test_the_same_seed_makes_the_same_people():
    assert who(1) == who(1)


def test_another_seed_makes_other_people():
    assert not set(who(1)) & set(who(2))


def test_a_crowd_is_not_all_alike():
    lives = [imagine(1, place) for place in range(2_000)]

    assert len({(life.name.given, life.name.family) for life in lives}) > 1_500
    assert {life.state for life in lives} == set(State)
    assert min(life.age for life in lives) < 25
    assert max(life.age for life in lives) > 90
    assert len({tuple(each.name for each in life.living) for life in lives}) > 150


@pytest.mark.django_db
@pytest.mark.parametrize("day", [21, 22])
def test_a_demonstration_made_at_a_weekend_or_at_night_has_its_conversation_that_day(day):
    at = datetime(2026, 11, day, 22, 30, tzinfo=UTC)
    demo.build(people=1, seed=1, at=at, progress=lambda *_: None)

    mo = Person.objects.get(account__full_name="Mo Hargreaves")
    talk = mo.rounds.get(ended_at=None).conversation_at
    assert timezone.localdate(talk) == timezone.localdate(at)
