"""Tomasz, 52, learnt of his diabetes last month. No round has begun."""

from hearth.core.people import ContactWay, Format, NeedKind
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import Telling, introduce
from hearth.jobs.demo.town import Town


def tell(town: Town, days: Calendar) -> Telling:
    """Jan can start his round from here. His letter must be one that a screen reader can read."""
    tomasz = introduce(
        town, days, given="Tomasz", family="Zieliński", preferred_name="Tomek", days_ago=260,
        born=days.born(52, 7, 8), address=("Flat 2, Spinners Court", "XW1 3KG"),
        pronouns="he, him", gender="Male", sex="Male", ethnicity="White: Polish",
        language="Polish and English", marital_status="Married", place_of_birth="Łódź",
        preferred_contact=ContactWay.EMAIL.value,
        contacts=[
            {"system": "email", "value": "tomek.zielinski@example.org", "rank": 1},
            {"system": "mobile", "value": "07700 900852", "rank": 2},
        ],
    )  # fmt: skip
    tomasz.needs(
        (NeedKind.FORMAT, Format.EMAIL.value, "He cannot read it: his sight is poor"),
        by="omar", at=days.ago(31, "16:00"),
    )  # fmt: skip
    known(
        tomasz,
        conditions=[("Type 2 diabetes", 0)],
        medicines=[("Metformin 500 mg", "One with breakfast, one with tea")],
        results={
            "hba1c": [(250, "46"), (120, "53"), (30, "59")],
            "cholesterol": [(250, "5.9"), (30, "6.2")],
            "weight": [(250, "96.0"), (30, "98.4")],
            "bmi": [(250, "30.6"), (30, "31.4")],
        },
    )  # fmt: skip
    return tomasz
