"""The schema of a population extract."""

from dataclasses import fields

from hearth.core.cohorts.facts import (
    Budget,
    Event,
    Medication,
    PersonFacts,
    PlanDates,
    Referral,
    Registration,
)
from hearth.core.cohorts.tables import TABLES, Holds

FACTS = {
    "registrations": Registration,
    "events": Event,
    "medications": Medication,
    "plans": PlanDates,
    "budgets": Budget,
    "referrals": Referral,
}


def test_each_table_holds_what_the_facts_of_a_person_hold() -> None:
    for name, kind in FACTS.items():
        assert TABLES[name].names == ("person", *(field.name for field in fields(kind)))

    own = [field.name for field in fields(PersonFacts) if field.name not in FACTS]
    assert TABLES["persons"].names == (*own, "identifier")


def test_a_table_is_sorted_by_person_and_then_by_its_first_day() -> None:
    assert TABLES["persons"].order == ("person",)
    assert TABLES["events"].order == ("person", "on")
    assert TABLES["plans"].order == ("person", "started")


def test_every_row_names_its_person_and_every_column_is_explained() -> None:
    for table in TABLES.values():
        assert table.required[0] == "person"
        assert table.file == f"{table.name}.parquet"
        assert all(column.words.endswith(".") for column in table.columns)
    assert TABLES["persons"].columns[0].holds is Holds.PSEUDONYM
