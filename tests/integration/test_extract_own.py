"""An extract of Hearth's own records: days and codes, no words, and nothing that is closed."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.analytics.extract import Extract, extracts_in
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.jobs import extract
from hearth.jobs.extract.pseudonyms import site_pseudonyms
from hearth.records.access.changes import end_involvement
from hearth.records.access.sealing import seal
from hearth.records.people.deaths import record_death
from hearth.records.plans.changes.entries import write
from hearth.records.results.models import Condition, Medicine, Result
from tests.world import NOW, TODAY, World, a_person, a_world

pytestmark = pytest.mark.django_db

LOINC, SNOMED = "http://loinc.org", "http://snomed.info/sct"


@pytest.fixture
def world() -> World:
    world = a_world()
    known: dict[str, Any] = {"person": world.person, "name": "A secret name", "source_id": ""}
    Result.objects.create(
        **known, system=LOINC, code="2093-3", taken_on=TODAY, value=Decimal(200), unit="mg/dL"
    )
    Result.objects.create(**known, taken_on=TODAY, words="No code, so no event")
    Condition.objects.create(**known, system=SNOMED, code="44054006", began_on=date(2011, 6, 1))
    Condition.objects.create(**known, system=SNOMED, code="38341003")
    Medicine.objects.create(**known, system=SNOMED, code="1", started_on=date(2020, 2, 2))
    return world


def made(folder: Path) -> Extract:
    return extract.make(extract.from_own_records(at=NOW), by=None, at=NOW, into=folder)


def rows_of(held: Extract, table: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    return pq.read_table(held.tables[table]).to_pylist()


def support(world: World, **said: object) -> None:
    write(
        record=world.record(world.nurse), kind="resource",
        content={"what": "Help at home", "amount": 9000, "how_often": "week", **said},
        by=world.nurse, at=NOW,
    )  # fmt: skip


def test_it_holds_days_and_codes_and_no_words(world, tmp_path):
    held = made(tmp_path)

    names = site_pseudonyms(settings.HOME)
    person = names.of("hearth", str(world.person.pk))
    assert rows_of(held, "persons")[0] | {"place": None} == {
        "person": person, "born": date(1948, 3, 12), "sex": None, "died": None, "ethnicity": None,
        "language": "English", "deprivation": None, "place": None,
        "identifier": names.of_number("nhs-number", "9990000018"),
    }  # fmt: skip
    assert rows_of(held, "registrations") == [
        {
            "person": person, "organisation": "Mill Lane Surgery", "starts": date(2020, 1, 1),
            "ends": None,
        }
    ]  # fmt: skip
    assert [(row["code"], row["on"], row["value"]) for row in rows_of(held, "events")] == [
        ("44054006", date(2011, 6, 1), None),
        ("2093-3", TODAY, pytest.approx(5.172)),
    ]
    assert [row["ends"] for row in rows_of(held, "medications")] == [None]
    assert (held.folder / "rejected.csv").read_text().splitlines()[1:] == [
        "conditions,2,began_on,There is no date."
    ]
    written = b"".join(path.read_bytes() for path in held.folder.iterdir())
    for secret in ("secret", "Khan", "Rabia", str(world.person.pk)):
        assert secret.encode() not in written


def test_what_anybody_has_closed_stays_out(world, tmp_path):
    support(world, funder="council", starts="2026-01-01")
    support(world, funder="self")
    before = made(tmp_path).counts
    for section in (Section.RESULTS, Section.RESOURCES):
        seal(
            record=world.record(world.person_account), kind=SealKind.OWN_WISH, section=section,
            by=world.person_account, at=NOW,
        )  # fmt: skip

    after = made(tmp_path).counts

    assert (before["events"], before["medications"], before["budgets"]) == (2, 1, 1)
    assert (after["events"], after["medications"], after["budgets"]) == (0, 0, 0)


def test_what_ends_still_runs_on_its_last_day(world, tmp_path):
    support(world, funder="council", starts="2026-01-01", ends=TODAY.isoformat())
    end_involvement(
        person=world.person, organisation=world.practice, ends=TODAY, by=world.nurse, at=NOW
    )

    held = made(tmp_path)

    for table in ("registrations", "budgets"):
        assert [row["ends"] for row in rows_of(held, table)] == [TODAY + timedelta(days=1)]


def test_who_died_is_in_it_with_the_day(world, tmp_path):
    record_death(person=world.person, died_on=TODAY, told_by="The hospital", by=world.nurse, at=NOW)

    assert [row["died"] for row in rows_of(made(tmp_path), "persons")] == [TODAY]


def test_it_takes_as_many_queries_for_many_people_as_for_one(world, tmp_path):
    with CaptureQueriesContext(connection) as for_one:
        made(tmp_path)
    for number in range(5):
        a_person(family=f"Other{number}")

    with CaptureQueriesContext(connection) as for_more:
        made(tmp_path)

    assert len(for_more) == len(for_one)


@pytest.fixture
def nightly(settings, tmp_path):
    """Do the chore so many days from now, in a home of its own; return the extracts there."""
    settings.HOME = tmp_path

    def done(days: int) -> list[str]:
        extract.make_daily(at=NOW + timedelta(days=days))
        return [each.name for each in extracts_in(extract.extracts_folder())]

    return done


def named(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def test_the_day_s_extract_is_made_once(world, nightly):
    nightly(0)

    assert nightly(0) == [named(0)]


def test_an_extract_of_our_own_is_kept_for_a_week(world, nightly):
    nightly(0)

    assert nightly(7) == [named(0), named(7)]
    assert nightly(8) == [named(7), named(8)]


def test_no_extract_of_our_own_stands_before_one_from_elsewhere(world, nightly, tmp_path):
    rows = tmp_path / "persons.csv"
    rows.write_text("person\n1\n")
    extract.make(extract.from_csv([rows], source="gp"), by=None, at=NOW)

    assert nightly(9) == [named(0)]
