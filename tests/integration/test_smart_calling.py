"""A token says who calls, and stops at once when anything behind it stops."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone

from hearth.fhir.calling import caller_of
from hearth.fhir.outcome import Wrong
from hearth.records.callers.models import AccessToken, Allowing, App
from tests.calling import a_caller
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def asked(headers: dict[str, str]) -> Any:
    return caller_of(RequestFactory().get("/fhir/Goal", headers=headers))


def is_refused(headers: dict[str, str]) -> bool:
    with pytest.raises(Wrong) as refused:
        asked(headers)
    return refused.value.status == 401


def test_a_token_says_who_calls_by_which_app_and_how_far(world: World) -> None:
    caller = asked(a_caller(world.person_account, "patient/Goal.rs", world.person))
    assert caller.account == world.person_account
    assert caller.patient == str(world.person.pk) == caller.only_patient
    assert caller.may("Goal", "r")
    assert not caller.may("Goal", "u")
    assert not caller.may("Task", "r")


def test_a_machine_calls_with_the_post_it_holds(world: World) -> None:
    caller = asked(a_caller(world.nurse_post))
    assert caller.account == world.nurse
    assert caller.patient == ""
    assert caller.may("CarePlan", "u")


def test_who_calls_is_known_from_one_query(world: World, django_assert_num_queries: Any) -> None:
    headers = a_caller(world.nurse_post)
    with django_assert_num_queries(1):
        asked(headers)


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}]
)
def test_without_a_good_token_nobody_calls(headers: dict[str, str]) -> None:
    assert is_refused(headers)


def test_no_token_stands_in_the_database_in_clear(world: World) -> None:
    token = a_caller(world.nurse_post)["Authorization"].split()[1]
    row = AccessToken.objects.values().get()
    assert token not in str(row)


def test_a_token_ends_after_ten_minutes(world: World) -> None:
    headers = a_caller(world.person_account, "patient/*.rs", world.person)
    AccessToken.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert is_refused(headers)


@pytest.mark.parametrize("change", [{"ended_at": timezone.now()}, {"until": timezone.now()}])
def test_what_the_person_stopped_stops_at_the_next_request(
    world: World, change: dict[str, Any]
) -> None:
    headers = a_caller(world.person_account, "patient/*.rs", world.person)
    Allowing.objects.update(**change)
    assert is_refused(headers)


def test_a_new_password_stops_every_app(world: World) -> None:
    headers = a_caller(world.person_account, "patient/*.rs", world.person)
    world.person_account.set_password("another long pass-phrase")
    world.person_account.save()
    assert is_refused(headers)


def test_an_app_that_is_stopped_is_refused(world: World) -> None:
    headers = a_caller(world.nurse_post)
    App.objects.update(stopped_at=timezone.now())
    assert is_refused(headers)


def test_a_closed_account_calls_no_more(world: World) -> None:
    headers = a_caller(world.nurse_post)
    world.nurse.is_active = False
    world.nurse.save()
    assert is_refused(headers)
