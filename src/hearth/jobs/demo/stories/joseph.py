"""Joseph, 63, had a stroke. He was in hospital when his answers were due, and that is written."""

from hearth.core.people import ContactWay, NeedKind, SupporterKind
from hearth.core.rounds import Step
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import Telling, introduce
from hearth.jobs.demo.town import Town
from hearth.records.plans.changes import rounds

DUE = {Step.PREPARE: -16, Step.DISCUSS: 8, Step.DOCUMENT: 10, Step.REVIEW: 190}


def tell(town: Town, days: Calendar) -> Telling:
    """The date for getting ready was missed, with a reason; the rest still stands."""
    joseph = introduce(
        town, days, given="Joseph", family="Osei", title="Mr", born=days.born(63, 3, 19),
        address=("14 Shuttle Street", "XW1 2RT"), pronouns="he, him", gender="Male", sex="Male",
        ethnicity="Black, Black British, Caribbean or African: African", religion="Pentecostal",
        marital_status="Married", place_of_birth="Kumasi",
        preferred_contact=ContactWay.SUPPORTER.value,
        contacts=[{"system": "mobile", "value": "07700 900619", "rank": 1}],
    )  # fmt: skip
    joseph.needs(
        (NeedKind.COMMUNICATION, "Aphasia: ask yes or no, use pictures, give him time",
         "He says yes to get it over with"),
        by="omar", at=days.ago(60, "11:00"),
    )  # fmt: skip
    joseph.involve("trust", "care", days_ago=150, why="Stroke team")
    joseph.involve("steady_steps", "community", days_ago=30, why="Wants to walk with people again")
    joseph.key_worker("grace", at=days.ago(60, "11:15"))
    joseph.supporter(
        "Comfort Osei", SupporterKind.CARER, "wife", days.ago(40, "18:00"),
    )  # fmt: skip
    _what_is_known(joseph)
    _round(joseph)
    return joseph


def _what_is_known(joseph: Telling) -> None:
    known(
        joseph,
        conditions=[("Stroke", 0), ("High blood pressure", 9), ("Type 2 diabetes", 7)],
        medicines=[("Clopidogrel 75 mg", "One each morning"), ("Atorvastatin 80 mg", "At night"),
                   ("Ramipril 5 mg", "One each morning")],
        results={
            "systolic": [(800, "166"), (430, "158"), (150, "172"), (50, "144"), (12, "138")],
            "diastolic": [(800, "98"), (430, "94"), (150, "101"), (50, "86"), (12, "84")],
            "cholesterol": [(800, "6.1"), (430, "5.8"), (50, "3.9")],
            "hba1c": [(800, "55"), (430, "58"), (50, "54")],
        },
    )  # fmt: skip


def _round(joseph: Telling) -> None:
    days, grace = joseph.days, joseph.staff("grace")
    joseph.start(
        "grace", days.ago(44, "11:00"), agreed_with="Joseph and Comfort, at home", due=DUE,
        talk_at=days.ahead(8, "15:00"), place="At home",
    )  # fmt: skip
    at = days.ago(13, "09:10")
    rounds.explain_missed_date(
        record=joseph.record(grace, at), round=joseph.round, step=Step.PREPARE, at=at,
        by=grace.account, reason="Joseph was in hospital with his chest for ten days. He and"
        " Comfort will do the questions now that he is home.",
    )  # fmt: skip
    joseph.write(
        joseph.me, days.ago(5, "17:00"), "what_matters", text="Comfort. Church. Sing. Walk. Bread."
    )
