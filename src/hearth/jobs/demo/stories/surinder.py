"""Surinder, 76, speaks Punjabi at home. A blood test cannot wait, and it stops her letter."""

from hearth.core.access import Action
from hearth.core.people import ContactWay, NeedKind, SupporterKind
from hearth.core.rounds import Step
from hearth.core.words import Section
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import Telling, introduce
from hearth.jobs.demo.town import Town
from hearth.records.preparation.changes import check_results


def tell(town: Town, days: Calendar) -> Telling:
    """Her round has just begun; her kidneys and heart medicines have pushed her potassium up."""
    bibi = introduce(
        town, days, given="Surinder", family="Gill", title="Mrs", born=days.born(76, 11, 2),
        address=("88 Bobbin Street", "XW1 2LN"), pronouns="she, her", gender="Female",
        sex="Female", ethnicity="Asian or Asian British: Indian", religion="Sikh",
        marital_status="Widowed", place_of_birth="Jalandhar", language="Punjabi",
        needs_interpreter=True, interpreter_language="Punjabi",
        preferred_contact=ContactWay.SUPPORTER.value,
        contacts=[{"system": "mobile", "value": "07700 900488", "rank": 1}],
    )  # fmt: skip
    bibi.needs(
        (NeedKind.COMMUNICATION, "A Punjabi interpreter, a woman if there is one",
         "The family would have to speak for her, and she will not say all of it to her son"),
        (NeedKind.ADJUSTMENT, "A double appointment: talking through someone takes longer", ""),
        by="omar", at=days.ago(500, "11:20"),
    )  # fmt: skip
    bibi.involve("trust", "care", days_ago=400, why="Heart failure nurses")
    bibi.key_worker("omar", at=days.ago(210, "10:00"))
    _her_family(bibi)
    _what_is_known(bibi)
    _this_round(bibi)
    return bibi


def _her_family(bibi: Telling) -> None:
    bibi.supporter(
        "Harpreet Gill", SupporterKind.RELATIVE, "son", bibi.days.ago(200, "18:40"),
        sections={Section.ACTIONS, Section.COMMUNITY, Section.PEOPLE_AND_PLANS},
        actions={Action.PREPARE},
    )  # fmt: skip
    bibi.supporter(
        "Manjit Gill", SupporterKind.CARER, "daughter-in-law", bibi.days.ago(200, "19:05"),
        actions={Action.PREPARE, Action.ADD_VIEW},
        order=12, story="Manjit helps Surinder with her questions. Only the first is answered.",
    )  # fmt: skip


def _what_is_known(bibi: Telling) -> None:
    known(
        bibi,
        conditions=[
            ("Type 2 diabetes", 19), ("Heart failure", 5), ("Chronic kidney disease, stage 3", 4),
            ("High blood pressure", 22),
        ],
        medicines=[
            ("Ramipril 10 mg", "One each morning"), ("Spironolactone 25 mg", "One each morning"),
            ("Bisoprolol 5 mg", "One each morning"), ("Linagliptin 5 mg", "One each day"),
        ],
        results={
            "potassium": [(700, "4.6"), (420, "4.9"), (180, "5.2"), (2, "6.7")],
            "egfr": [(700, "51"), (420, "47"), (180, "42"), (2, "36")],
            "hba1c": [(720, "64"), (420, "61"), (180, "58"), (2, "57")],
            "weight": [(420, "71.5"), (180, "72.0"), (2, "74.8")],
            "systolic": [(420, "138"), (180, "132"), (2, "126")],
            "diastolic": [(420, "78"), (180, "76"), (2, "72")],
        },
    )  # fmt: skip


def _this_round(bibi: Telling) -> None:
    days = bibi.days
    bibi.start(
        "omar", days.ago(6, "09:50"), agreed_with="Surinder and Manjit, by telephone with Asha,"
        " interpreter", due={Step.PREPARE: 15, Step.DISCUSS: 22, Step.DOCUMENT: 24,
        Step.REVIEW: 200}, accountable="anil", talk_at=days.ahead(22, "10:30"),
        place="Mill Lane Surgery, room 1, with an interpreter",
    )  # fmt: skip
    bibi.write(
        bibi.me, days.ago(3, "20:20"), "what_matters",
        text="Going to the gurdwara and doing seva in the kitchen. My hands still know the dough."
        " That my grandchildren answer me in Punjabi.",
    )  # fmt: skip
    at, anil = days.ago(0, "08:10"), bibi.staff("anil")
    check_results(record=bibi.record(anil, at), round=bibi.round, by=anil.account, at=at)
