"""Pat, 58, read her plan and said no. Her reason stands under it."""

from hearth.core.agreement import Answer
from hearth.core.people import ContactWay, NeedKind
from hearth.core.rounds import Step
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import Telling, introduce
from hearth.jobs.demo.town import Town

DUE = {Step.PREPARE: -30, Step.DISCUSS: -22, Step.DOCUMENT: -12, Step.REVIEW: 150}


def tell(town: Town, days: Calendar) -> Telling:
    """She is at the other practice: nobody at Mill Lane can see her."""
    pat = introduce(
        town, days, given="Patricia", family="Lindley", preferred_name="Pat",
        practice="canal_street", born=days.born(58, 5, 26), address=("61 Towpath Road", "XW1 7RF"),
        pronouns="she, her", gender="Female", sex="Female", ethnicity="White British",
        marital_status="Civil partner",
        preferred_contact=ContactWay.EMAIL.value,
        contacts=[{"system": "email", "value": "pat.lindley@example.org", "rank": 1}],
    )  # fmt: skip
    pat.needs(
        (NeedKind.ADJUSTMENT, "A chair with arms, and no clipboards: her hands", ""),
        by="tessa", at=days.ago(300, "10:00"),
    )  # fmt: skip
    pat.key_worker("tessa", at=days.ago(55, "10:00"))
    known(
        pat,
        conditions=[("Rheumatoid arthritis", 11), ("Depression", 2)],
        medicines=[("Methotrexate 15 mg", "Mondays"), ("Folic acid 5 mg", "Fridays"),
                   ("Sertraline 50 mg", "One each morning")],
        results={
            "haemoglobin": [(800, "124"), (500, "119"), (250, "117"), (40, "112")],
            "weight": [(800, "68.0"), (500, "70.2"), (40, "71.0")],
            "egfr": [(500, "82"), (250, "80"), (40, "79")],
        },
    )  # fmt: skip
    _round(pat)
    version = pat.freeze(
        "tessa", days.ago(14, "10:00"), review_in=150, review_by="Tessa Lund",
        how="A talk at the surgery", where="Canal Street",
    )  # fmt: skip
    pat.answer(
        version, days.ago(12, "20:30"), Answer.NOT_AGREED,
        "It says I will cut my hours at the library. I never said that. I said I want my hands to"
        " let me keep them. Take that line out and put mine in, and I will sign.",
    )  # fmt: skip
    return pat


def _round(pat: Telling) -> None:
    days, me, tessa = pat.days, pat.me, pat.staff("tessa")
    pat.start(
        "tessa", days.ago(55, "10:10"), agreed_with="Pat, by email", due=DUE,
        talk_at=days.ago(23, "16:30"), place="Canal Street, room 3",
    )  # fmt: skip
    at = days.ago(33, "21:00")
    pat.write(
        me, at, "what_matters", text="The library. Children’s hour. Jo. A morning without a fight"
        " with a jar.",
    )  # fmt: skip
    pat.write(me, at, "how_things_are", text="Sore, and low, and cross about being low.")
    pat.write(me, at, "talk_about", text="Keeping my job", order="1")
    pat.feel(me, at, 4, 8, 3, 6)
    pat.hand_in(me, at)
    pat.go_to(Step.DISCUSS, "tessa", days.ago(31, "09:00"))
    at = days.ago(23, "16:40")
    goal = pat.write(
        tessa, at, "goal", text="Less pain at work", importance=9, confidence=7, status="hoped",
    )  # fmt: skip
    pat.write(
        tessa, at, "action", what="Cut hours at the library to sixteen", who="Pat", goal=goal,
        when="From next month", status="to_do",
    )  # fmt: skip
    pat.write(
        tessa, at, "action", what="Hand therapy", who="Trust hand clinic", goal=goal,
        when="Within six weeks", due_on=days.due(20), status="to_do",
    )  # fmt: skip
    pat.write(
        tessa, at, "contingency", triggers="A flare: cold, stress, a missed Monday",
        what_to_do="Heat, rest the hands, ring the flare line. Say no to the stock-take.",
        who_to_call="Flare line, 01632 960119",
    )  # fmt: skip
    pat.go_to(Step.DOCUMENT, "tessa", days.ago(23, "17:00"))
