"""All that is drawn of people and of what is around them is R4, say three others that read it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from hearth.core.access import Action
from hearth.core.people import NeedKind
from hearth.core.sharing import LinkKind
from hearth.core.words import Section
from hearth.fhir.made import Made, Whole
from hearth.fhir.mappers import MAPPERS
from hearth.records.access.links import make_link
from hearth.records.access.shares import share
from hearth.records.access.whole import whole
from hearth.records.people import changes as people
from hearth.records.plans.changes import rounds
from hearth.records.plans.changes.entries import write
from tests.fhir_checking import bodies_of, wrong_with
from tests.world import NOW, TODAY, World, a_round, a_supporter, a_world, some_dates

pytestmark = pytest.mark.django_db

AROUND = (
    "Appointment", "CareTeam", "Communication", "Consent", "Flag", "Patient", "RelatedPerson",
)  # fmt: skip
ENTRIES: dict[str, dict[str, object]] = {
    "contact": {"name": "Bashir Khan", "relationship": "brother", "type": "next_of_kin",
                "contact": "01632 960 999", "comments": "Works at night"},
    "alert": {"text": "Allergic to penicillin", "kind": "allergy"},
    "professional": {"name": "Dr Iris Vane", "role": "Psychologist", "organisation": "The clinic",
                     "starts": "2025-01-01"},
}  # fmt: skip
DETAILS = {
    "given_name": "Rabia", "family_name": "Khan", "born": "1948-03-12", "title": "Mrs",
    "gender": "woman", "sex": "female", "pronouns": "she, her", "ethnicity": "Pakistani",
    "religion": "Muslim", "place_of_birth": "Mirpur", "marital_status": "widowed",
    "language": "Urdu", "needs_interpreter": True, "interpreter_language": "Punjabi",
    "preferred_contact": "telephone",
}  # fmt: skip


def much_around(world: World) -> None:
    """Somebody with something of each kind that these mappers draw."""
    own, by = world.record(world.person_account), world.person_account
    for kind, content in ENTRIES.items():
        write(record=own, kind=kind, content=content, by=by, at=NOW)
    a_supporter(world)
    row = a_round(world)
    rounds.agree_dates(
        record=world.record(world.nurse), round=row, due=some_dates(), agreed_with="Bibi",
        conversation_at=NOW + timedelta(days=7), conversation_place="The surgery",
        by=world.nurse, at=NOW,
    )  # fmt: skip
    people.record_needs(
        person=world.person, needs=[(NeedKind.ADJUSTMENT, "A quiet room", "I get lost")],
        by=world.nurse, at=NOW,
    )  # fmt: skip
    share(
        record=own, sections={Section.GOALS}, purpose="To help me", until=TODAY, by=by, at=NOW,
        organisation=world.council,
    )  # fmt: skip
    make_link(
        record=own, kind=LinkKind.SHARE, label="For my sister", sections={Section.GOALS},
        ends_at=NOW + timedelta(days=3), passcode="a pass code", most_uses=3, by=by,
        at=NOW,
    )  # fmt: skip
    world.person.refresh_from_db()
    for name, value in DETAILS.items():
        setattr(world.person, name, value)
    world.person.save()


def drawn(world: World) -> Iterator[Made]:
    held = Whole(whole(world.person.pk), NOW)
    for type in AROUND:
        draws = MAPPERS[type].draws
        assert draws is not None
        yield from draws(held)


def test_everything_around_a_person_is_r4_in_every_version():
    world = a_world()
    much_around(world)

    made = list(drawn(world))

    assert {each.type for each in made} == set(AROUND) - {"Communication"}
    for each in made:
        for body in bodies_of(each):
            assert wrong_with(body) == []


def test_everything_that_a_page_says_of_a_person_is_in_their_patient():
    world = a_world()
    much_around(world)

    [patient] = [each.body for each in drawn(world) if each.type == "Patient"]

    for name, said in DETAILS.items():
        if name not in ("needs_interpreter",):
            assert str(said) in str(patient), name


def test_only_who_may_share_sees_what_is_shared():
    world = a_world()
    much_around(world)

    consents = [each for each in drawn(world) if each.type == "Consent"]

    assert {each.id.partition("-")[0] for each in consents} == {"share", "link", "supporter"}
    assert {each.needs for each in consents} == {Action.SHARE}
