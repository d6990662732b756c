"""G4, wrong person: an identifier alone never decides whose row this is."""

from datetime import date

import pytest

from hearth.jobs import imports
from hearth.records.people.models import Identifier, Person
from hearth.records.results.models import Condition
from tests import imported
from tests.world import NOW, a_person

pytestmark = pytest.mark.django_db

NUMBER = "9990000018"
OTHER_NUMBER = "9990000026"


def numbered(value: str = NUMBER, **more):
    return imported.a_patient(identifier=[{"system": imported.NUMBER_URI, "value": value}], **more)


def named(given: str, family: str = "Khan") -> list[dict[str, object]]:
    return [{"family": family, "given": given.split()}]


@pytest.fixture
def bring_in(tmp_path):
    def bring_in(*resources, **more):
        path = tmp_path / "people.json"
        path.write_bytes(imported.as_json(imported.a_bundle(*resources)))
        return imports.run([path], dry_run=False, by=None, at=NOW, **more)

    return bring_in


def test_number_name_and_birth_date_together_find_the_person(bring_in):
    rabia = a_person(number=NUMBER)
    row = numbered(name=named("Rabia"), birthDate="1948-03-12")
    assert bring_in(row, imported.a_condition()).ok
    assert Person.objects.get() == rabia
    assert Condition.objects.get().person == rabia


@pytest.mark.parametrize(
    ("name", "born", "differs"),
    [
        (named("Rabia"), "1948-03-13", "birth date"),
        (named("Rabia", "Kahn"), "1948-03-12", "last name"),
        (named("Razia"), "1948-03-12", "first name"),
        (named("Razia", "Kahn"), "1958-03-12", "birth date and last name and first name"),
    ],
)
def test_a_number_of_someone_else_is_refused_and_says_what_differs(name, born, differs, bring_in):
    a_person(number=NUMBER)
    report = bring_in(numbered(name=name, birthDate=born), imported.a_condition())
    assert f"The NHS number is held by someone else: {differs} not the same." in [
        each.words for each in report.problems
    ]
    assert report.problems[0].where == "Patient.identifier[0].value"
    assert Condition.objects.count() == 0


def test_two_hundred_near_twins_never_get_each_others_rows(bring_in):
    for n in range(200):
        a_person(f"Ali{n}", "Shah", born=date(1980, 1, 1))
    held = list(Person.objects.all())
    for n, person in enumerate(held):
        Identifier.objects.create(person=person, scheme="source:files", value=f"id-{n}")
    rows = [
        imported.a_patient(
            id=f"id-{(n + 1) % 200}", name=named(f"Ali{n}", "Shah"), birthDate="1980-01-01"
        )
        for n in range(200)
    ]  # fmt: skip
    conditions = [
        imported.a_condition(f"c{n}", subject={"reference": f"Patient/id-{n}"}) for n in range(200)
    ]
    report = bring_in(*rows, *conditions)
    assert report.counts["Patient"].refused == 200
    assert Condition.objects.count() == 0


def test_an_id_from_elsewhere_does_not_find_the_one_who_has_it_here(bring_in):
    row = imported.a_patient(id="1", name=named("Rabia"), birthDate="1948-03-12")
    assert bring_in(row).ok
    stranger = imported.a_patient(id="1", name=named("Bob", "Hill"), birthDate="1960-01-01")
    assert "This id is held by someone else" in bring_in(stranger).problems[0].words
    assert bring_in(stranger, source="Another hospital").ok
    assert Person.objects.count() == 2


def test_rows_about_somebody_who_came_before_need_more_than_a_short_id(bring_in):
    bring_in(imported.a_patient(id="7", name=named("Rabia"), birthDate="1948-03-12"))
    lone = imported.a_condition(subject={"reference": "Patient/7"})
    assert bring_in(lone).problems[0].where == "Condition.subject.reference"
    with_name = imported.a_condition(subject={"reference": "Patient/7", "display": "Rabia Khan"})
    assert bring_in(with_name).ok


def test_rows_about_somebody_who_came_before_are_found_by_a_random_id(bring_in):
    bring_in(imported.a_patient())
    assert bring_in(imported.a_condition()).ok


def test_without_a_number_name_birth_date_and_postcode_find_the_person(bring_in):
    bring_in(imported.a_patient())
    assert bring_in(imported.a_patient(5, name=imported.a_patient()["name"])).ok
    assert Person.objects.count() == 1


def test_the_same_name_and_birth_date_elsewhere_are_somebody_else_with_a_note(bring_in):
    bring_in(imported.a_patient())
    moved = imported.a_patient(5, name=imported.a_patient()["name"], address=[])
    del moved["address"]
    report = bring_in(moved)
    assert Person.objects.count() == 2
    assert any("was taken for another person" in each.words for each in report.remarks)


def test_a_different_number_is_a_different_person(bring_in):
    bring_in(numbered())
    assert bring_in(numbered(OTHER_NUMBER, id="6")).ok
    assert Person.objects.count() == 2


def test_two_who_could_be_meant_are_refused(bring_in):
    bring_in(numbered())
    bring_in(numbered(OTHER_NUMBER, id="6"))
    report = bring_in(imported.a_patient(9, name=imported.a_patient()["name"]))
    assert report.problems[0].words == "Two people have this name, birth date and postcode."


def test_numbers_of_two_people_in_one_row_are_refused(bring_in):
    bring_in(numbered())
    bring_in(numbered(OTHER_NUMBER, id="6"))
    report = bring_in(numbered(OTHER_NUMBER))
    assert not report.ok


def test_numbers_that_care_does_not_need_are_not_kept(bring_in):
    passport = {"type": {"coding": [{"code": "PPN"}]}, "system": "urn:passport", "value": "X1"}
    bring_in(imported.a_patient(identifier=[passport, {"system": "urn:clinic", "value": "A7"}]))
    assert set(Identifier.objects.values_list("scheme", "value")) == {
        ("source:files", imported.PERSON_ID), ("source:urn:clinic", "A7"),
    }  # fmt: skip
