"""Stanley died three weeks ago, at home, as his plan said. Nothing is sent to him any more."""

from hearth.core.people import SupporterKind
from hearth.core.rounds import Step
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import Telling, introduce
from hearth.jobs.demo.town import Town
from hearth.records.people.deaths import record_death

DUE = {Step.PREPARE: -120, Step.DISCUSS: -112, Step.DOCUMENT: -110, Step.REVIEW: 20}


def tell(town: Town, days: Calendar) -> Telling:
    """His plan can still be read by staff; nobody can change it, and his son no longer sees it."""
    stanley = introduce(
        town, days, given="Stanley", family="Briggs", preferred_name="Stan", title="Mr",
        born=days.born(88, 10, 3), address=("3 Allotment Lane", "XW1 5JJ"), pronouns="he, him",
        gender="Male", sex="Male", ethnicity="White British", marital_status="Widowed",
        contacts=[{"system": "telephone", "value": "01632 960701", "rank": 1}],
    )  # fmt: skip
    stanley.needs(by="omar", at=days.ago(140, "10:00"))
    stanley.key_worker("omar", at=days.ago(140, "10:05"))
    stanley.supporter("Neil Briggs", SupporterKind.RELATIVE, "son", days.ago(135, "19:00"))
    known(
        stanley,
        conditions=[("Heart failure", 8), ("Atrial fibrillation", 10), ("Osteoarthritis", 20)],
        medicines=[("Furosemide 80 mg", "Each morning")],
        results={
            "egfr": [(700, "44"), (300, "35"), (125, "28")],
            "weight": [(300, "71.0"), (125, "66.5")],
        },
    )  # fmt: skip
    _plan(stanley)
    record_death(
        person=stanley.person, died_on=days.due(-22), told_by="Neil, his son",
        by=stanley.staff("omar").account, at=days.ago(21, "09:30"),
    )  # fmt: skip
    return stanley


def _plan(stanley: Telling) -> None:
    days, omar = stanley.days, stanley.staff("omar")
    stanley.start(
        "omar", days.ago(138, "10:00"), agreed_with="Stan and Neil, at home", due=DUE,
        talk_at=days.ago(113, "11:00"), place="At home",
    )  # fmt: skip
    stanley.go_to(Step.DISCUSS, "omar", days.ago(122, "09:00"))
    at = days.ago(113, "11:15")
    stanley.write(
        omar, at, "what_matters", text="My own bed by the window. The cricket on. The dog."
    )
    stanley.write(
        omar, at, "goal", text="See George’s leeks judged in September", importance=10,
        confidence=8, status="reached", outcome="I was there. He was robbed.",
    )  # fmt: skip
    stanley.write(
        omar, at, "action", what="A bed downstairs, by the window", who="Omar Haddad",
        when="This week", status="done",
    )  # fmt: skip
    stanley.write(
        omar, at, "contingency", triggers="I cannot get my breath, or I cannot swallow",
        what_to_do="Ring the palliative nurses. Keep me here. No hospital.",
        who_to_call="Palliative line, 01632 960117, day and night", medicines_at_hand="Blue box",
    )  # fmt: skip
    stanley.write(
        omar, at, "life_event", event="Dying", when="Soon, and I know it", who_knows="Neil, Omar",
        wanted="Here, with the window open. Neil if he can get here. Test Match on low.",
    )  # fmt: skip
    stanley.go_to(Step.DOCUMENT, "omar", days.ago(113, "11:50"))
    stanley.freeze(
        "omar", days.ago(112, "09:00"), review_in=20, review_by="Omar Haddad",
        how="A visit at home", where="At home", said=stanley.yes(),
    )  # fmt: skip
