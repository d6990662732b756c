"""Promises about the report on a feed: each fault is found with its reason, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from hearth.core.directory.facts import activity_of
from hearth.core.directory.interests import Interests
from hearth.core.directory.quality import Entry, Fault, Known, faults_of, report
from tests.near import a_document

TODAY = date(2026, 11, 20)
KNOWN = Known(today=TODAY, assured_days=183)


def entry(**more):
    document = a_document(**more)
    facts = activity_of(document, Interests((), ()))
    return Entry(document, replace(facts, key="own"))


def faults(known=KNOWN, **more):
    return dict(faults_of(entry(**more), known))


def test_a_good_entry_has_no_fault():
    assert faults() == {}


FAULTS = {
    "never checked": ({"assured_date": ""}, Fault.NOT_ASSURED, "never"),
    "checked long ago": ({"assured_date": "2026-05-20"}, Fault.NOT_ASSURED, "last on 2026-05-20"),
    "an alert": ({"alert": "We are now closed."}, Fault.CLOSED, "“are now closed”"),
    "its own words": ({"description": "This group no longer meets."}, Fault.CLOSED,
                      "“no longer meets”"),
    "its name": ({"name": "CLOSED - Singers"}, Fault.CLOSED, "“CLOSED - Singers”"),
    "times that are over": (
        {"schedules": [{"byday": "TU", "valid_to": "2025-01-01"}]}, Fault.CLOSED,
        "its times ended on 2025-01-01",
    ),
    "no cost": ({"fees_description": ""}, Fault.NO_COST, ""),
    "no way in": ({"service_at_locations": []}, Fault.NO_ACCESS, ""),
    "no times": ({"schedules": []}, Fault.NO_SCHEDULE, ""),
    "nobody to reach": ({"email": ""}, Fault.NO_CONTACT, ""),
}  # fmt: skip


@pytest.mark.parametrize(("more", "fault", "why"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_found_with_its_reason(more, fault, why):
    assert faults(**more) == {fault: why}


@pytest.mark.parametrize(
    "more",
    [
        {"description": "We are closed on bank holidays."},
        {"description": "This is a closed group for women."},
        {"alert": "The road is open again."},
        {"status": "temporarily closed", "alert": "Closed until May."},
        {"schedules": [{"byday": "TU", "valid_to": "2027-01-01"}]},
        {"schedules": [{"byday": "TU", "valid_to": "2025-01-01"}, {"byday": "WE"}]},
        {"assured_date": "2026-05-21"},
        {"schedules": [{"description": "Every other Tuesday"}]},
        {"fees_description": "Ask us."},
        {"email": "", "contacts": [{"phones": [{"number": "01632 960201"}]}]},
        {"organization": None},
        {"service_at_locations": [], "description": "Befriending, one to one, by phone."},
    ],
)
def test_what_is_fine_is_not_called_a_fault(more):
    assert faults(**more) == {}


def test_dead_links_and_twins_are_known_from_elsewhere():
    known = Known(TODAY, 183, dead={"https://gone.example.org"}, twins={"own": "The other singers"})

    assert faults(known, url="https://gone.example.org") == {
        Fault.DEAD_LINK: "https://gone.example.org",
        Fault.TWICE: "The other singers",
    }


def test_a_report_counts_each_fault_and_names_some():
    entries = [entry(name=f"Group {place}", email="") for place in range(12)] + [entry()]

    found = report("Council", entries, KNOWN)

    finding = next(each for each in found.findings if each.fault is Fault.NO_CONTACT)
    assert (found.total, finding.count, len(finding.examples)) == (13, 12, 10)
    assert found.facts()["findings"]["no contact"]["count"] == 12
    assert "  There is no way to reach them: 12" in found.lines()
    assert [each.fault for each in found.findings] == list(Fault)
