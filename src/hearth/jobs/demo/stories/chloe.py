"""Chloe, 19, has type 1 diabetes and asthma, and moved to the adult clinic. Review is due."""

from hearth.core.people import ContactWay, SupporterKind
from hearth.core.rounds import Step
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import Telling, introduce
from hearth.jobs.demo.town import Town
from hearth.records.people import supporters
from hearth.records.plans.changes.joining import ask_for_review

DUE = {Step.PREPARE: -190, Step.DISCUSS: -182, Step.DOCUMENT: -180, Step.REVIEW: -4}


def tell(town: Town, days: Calendar) -> Telling:
    """She asked for the review herself. She ended her mum’s access when she turned 18."""
    chloe = introduce(
        town, days, given="Chloe", family="Barnes", practice="canal_street", days_ago=1200,
        born=days.born(19, 1, 12), address=("7 Weir View", "XW1 7RB"), pronouns="she, they",
        gender="Female", sex="Female", ethnicity="White British", marital_status="Single",
        preferred_contact=ContactWay.TEXT.value,
        contacts=[{"system": "mobile", "value": "07700 900933", "rank": 1}],
    )  # fmt: skip
    chloe.needs(by="tessa", at=days.ago(420, "16:00"))
    chloe.key_worker("tessa", at=days.ago(420, "16:05"))
    _, mum = chloe.supporter(
        "Michelle Barnes", SupporterKind.PARENT, "mum", days.ago(400, "18:00"),
    )  # fmt: skip
    supporters.end(supporter=mum, by=chloe.me, at=days.ago(270, "23:10"))
    known(
        chloe,
        conditions=[("Type 1 diabetes", 11), ("Asthma", 13)],
        medicines=[("Insulin, by pump", "As the pump says"), ("Blue and brown inhalers", "")],
        results={
            "hba1c": [(900, "72"), (640, "81"), (400, "88"), (195, "79"), (20, "69")],
            "peak_flow": [(640, "410"), (400, "405"), (195, "425"), (20, "430")],
            "cholesterol": [(640, "4.1"), (195, "4.0")],
        },
        allergies=[("Plasters", "Red, itchy skin under the sensor")],
    )  # fmt: skip
    goal = _plan(chloe)
    chloe.scale(
        "tessa", days.ago(6, "12:10"), goal, 1, "The pump, and telling my flatmates", "Exams"
    )
    at = days.ago(18, "01:15")
    ask_for_review(
        record=chloe.record(chloe.me, at), by=chloe.me, at=at,
        reason="I start nights at the bakery in January. The plan is all about lectures.",
    )  # fmt: skip
    return chloe


def _plan(chloe: Telling) -> str:
    days, me, tessa = chloe.days, chloe.me, chloe.staff("tessa")
    chloe.start(
        "tessa", days.ago(205, "16:00"), agreed_with="Chloe, by text", due=DUE,
        talk_at=days.ago(183, "16:30"), place="Canal Street, room 1",
    )  # fmt: skip
    at = days.ago(192, "23:55")
    chloe.write(
        me,
        at,
        "what_matters",
        text="Not being the diabetic one. Going out and getting home. My course, sort of.",
    )
    chloe.write(
        me, at, "talk_about", text="Drinking and the pump. For real, not the leaflet.", order="1"
    )
    chloe.feel(me, at, 5, 5, 7, 7)
    chloe.hand_in(me, at)
    chloe.go_to(Step.DISCUSS, "tessa", days.ago(191, "09:00"))
    at = days.ago(183, "16:40")
    goal = chloe.write(
        tessa, at, "goal", text="A night out and no hypo", importance=9, confidence=7,
        worse="Ambulance", now="A low every time", hoped_for="One low a month",
        better="None in a term", much_better="I forget to think about it", status="going",
    )  # fmt: skip
    chloe.write(
        tessa, at, "action", what="Chips before, sensor alarm on, Aisha knows", who="Me and Aisha",
        when="Every time we go out", goal=goal, confidence=8, status="doing",
    )  # fmt: skip
    _just_in_case(chloe)
    chloe.go_to(Step.DOCUMENT, "tessa", days.ago(183, "17:10"))
    chloe.freeze(
        "tessa", days.ago(181, "12:00"), review_in=-4, review_by="Tessa Lund",
        how="At the surgery, after four", where="Canal Street", said=chloe.yes(),
    )  # fmt: skip
    return goal


def _just_in_case(chloe: Telling) -> None:
    at, tessa = chloe.days.ago(183, "16:50"), chloe.staff("tessa")
    chloe.write(
        tessa, at, "contingency", name="High and sick", triggers="A bug, a kinked line, no sleep",
        early_signs="Thirst, belly ache, pear-drop breath",
        what_to_do="Check ketones. Pen, not pump. Over 3: the hospital, now.",
        who_to_call="Young adults’ diabetes line, 01632 960116. Then 999.",
    )  # fmt: skip
    chloe.write(
        tessa, at, "life_event", event="Leaving home, and maybe leaving the course",
        when="This year", wanted="To be asked, not told", who_knows="Aisha. Not mum yet.",
    )  # fmt: skip
