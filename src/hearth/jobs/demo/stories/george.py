"""George, 68, likes things as they are. A plan that says so; its review is overdue."""

from hearth.core.agreement import Way
from hearth.core.people import ContactWay
from hearth.core.rounds import Step
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import Telling, introduce
from hearth.jobs.demo.town import Town

DUE = {Step.PREPARE: -418, Step.DISCUSS: -410, Step.DOCUMENT: -408, Step.REVIEW: -38}


def tell(town: Town, days: Calendar) -> Telling:
    """No new goals, thank you. He filled in the paper form in capitals."""
    george = introduce(
        town, days, given="George", family="Pickering", title="Mr", born=days.born(68, 12, 1),
        address=("1 Allotment Lane", "XW1 5JJ"), pronouns="he, him", gender="Male", sex="Male",
        ethnicity="White British", marital_status="Widowed",
        preferred_contact=ContactWay.LETTER.value,
        contacts=[{"system": "telephone", "value": "01632 960533", "rank": 1}],
    )  # fmt: skip
    george.needs(by="grace", at=days.ago(430, "10:00"))
    george.key_worker("grace", at=days.ago(430, "10:10"))
    known(
        george,
        conditions=[("High blood pressure", 12), ("Atrial fibrillation", 3)],
        medicines=[("Apixaban 5 mg", "One twice a day"), ("Amlodipine 5 mg", "One each morning")],
        results={
            "systolic": [(1100, "158"), (760, "146"), (425, "138"), (60, "136")],
            "diastolic": [(1100, "94"), (760, "88"), (425, "82"), (60, "82")],
            "cholesterol": [(1100, "5.1"), (760, "4.8"), (425, "4.7")],
            "egfr": [(760, "78"), (425, "76"), (60, "75")],
        },
    )  # fmt: skip
    _on_paper(george)
    _as_it_is(george)
    return george


def _on_paper(george: Telling) -> None:
    days, jan = george.days, george.staff("jan")
    george.start(
        "grace", days.ago(430, "10:15"), agreed_with="George, at the desk", due=DUE,
        talk_at=days.ago(411, "09:30"), place="By telephone",
    )  # fmt: skip
    at = days.ago(420, "15:30")
    george.copy(
        jan, at, "what_matters",
        text="The allotment. The leeks. The wireless. Nobody fussing.",
    )  # fmt: skip
    george.copy(jan, at, "how_things_are", text="Champion.")
    george.copy(jan, at, "talk_about", text="Nothing to report, unless you want leeks", order="1")
    george.hand_in(jan, at, mode="paper")
    george.go_to(Step.DISCUSS, "grace", days.ago(419, "09:00"))


def _as_it_is(george: Telling) -> None:
    days, at, grace = george.days, george.days.ago(411, "09:40"), george.staff("grace")
    george.write(
        grace,
        at,
        "story",
        text="I was a signalman. You set it right, and then you leave it alone. That is the job.",
    )
    george.write(
        grace, at, "option", what="A walking group", chosen="no", good="Company, they say",
        bad="I have a spade. I have company enough from the robin.",
    )  # fmt: skip
    george.write(
        grace, at, "goal", text="Keep things as they are", importance=10, confidence=10,
        why="I have got it how I like it.", status="going", worse="Off the allotment",
        now="Allotment every day", hoped_for="Allotment every day",
    )  # fmt: skip
    george.write(
        grace, at, "action", what="Take the tablets. Have the blood pressure done.", who="Me",
        when="Daily, and twice a year", status="doing", confidence=10,
    )  # fmt: skip
    george.write(
        grace, at, "contingency", triggers="My heart goes like a loose coupling",
        early_signs="A flutter, and I have to lean on the spade",
        what_to_do="Sit on the upturned bucket. If it is not right in twenty minutes, ring."
        " Face, arm or speech gone funny: 999.",
        who_to_call="Mill Lane Surgery. Or shout for Stan on the next plot.",
    )  # fmt: skip
    george.go_to(Step.DOCUMENT, "grace", days.ago(411, "10:00"))
    george.freeze(
        "grace", days.ago(410, "09:15"), review_in=-38, review_by="Grace Okafor",
        how="By telephone", where="By telephone", said=george.yes(Way.BY_TELEPHONE),
    )  # fmt: skip
