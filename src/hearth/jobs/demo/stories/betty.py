"""Betty, 79, taught for thirty years and has early dementia. Suggestions wait for her answer."""

from hearth.core.access import Action
from hearth.core.people import Authority, ContactWay, Format, NeedKind, SupporterKind
from hearth.core.rounds import Step
from hearth.core.signing import Choices
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import HELPS, Telling, introduce
from hearth.jobs.demo.town import Town
from hearth.jobs.demo.trusting import break_glass
from hearth.records.access.glass import broken_glasses_of, look_into
from hearth.records.plans.changes.signing import tell_of_late_signatures

DUE = {Step.PREPARE: -70, Step.DISCUSS: -63, Step.DOCUMENT: -61, Step.REVIEW: 28}


def tell(town: Town, days: Calendar) -> Telling:
    """Agreed two months ago. The council is late to sign a new line; two suggestions wait."""
    betty = introduce(
        town, days, given="Elizabeth", family="Fairclough", preferred_name="Betty", title="Mrs",
        born=days.born(79, 2, 14), address=("The Old School House, Church Lane", "XW1 6PA"),
        pronouns="she, her", gender="Female", sex="Female", ethnicity="White British",
        religion="Church of England", marital_status="Married",
        preferred_contact=ContactWay.LETTER.value,
        contacts=[{"system": "telephone", "value": "01632 960402", "rank": 1}],
        order=4, story="Betty’s nurse suggests two changes to her words. Say yes or no to each.",
    )  # fmt: skip
    betty.needs(
        (NeedKind.FORMAT, Format.LARGE_PRINT.value, "She gives it to Arthur, and he decides"),
        (NeedKind.COMMUNICATION, "Say who you are each time. Write down what was agreed.", ""),
        by="grace", at=days.ago(300, "10:15"),
    )  # fmt: skip
    betty.involve("trust", "care", days_ago=320, why="Memory service")
    betty.key_worker("grace", at=days.ago(95, "09:30"))
    betty.supporter(
        "Arthur Fairclough", SupporterKind.CARER, "husband", days.ago(94, "10:00"),
        authority=Authority.ATTORNEY, actions=HELPS - {Action.WRITE},
        evidence="Lasting power of attorney, seen by Jan Kowalczyk, registered last spring",
        order=14, story="Arthur is Betty’s husband and attorney. See what he may do, and what not.",
    )  # fmt: skip
    _what_is_known(betty)
    threads = _the_plan(betty)
    _lost_in_town(betty)
    _an_afternoon_for_arthur(betty)
    _suggestions(betty, threads)
    return betty


def _what_is_known(betty: Telling) -> None:
    known(
        betty,
        conditions=[("Dementia of the Alzheimer type", 1), ("Osteoporosis", 9),
                    ("Underactive thyroid", 15)],
        medicines=[("Donepezil 10 mg", "At night"), ("Levothyroxine 75 micrograms", "Mornings")],
        results={
            "weight": [(900, "58.0"), (560, "56.4"), (200, "54.9"), (75, "53.1")],
            "haemoglobin": [(900, "131"), (560, "128"), (75, "126")],
            "systolic": [(560, "142"), (200, "139"), (75, "136")],
            "diastolic": [(560, "80"), (200, "78"), (75, "77")],
        },
    )  # fmt: skip


def _the_plan(betty: Telling) -> dict[str, str]:
    days, me = betty.days, betty.me
    betty.start(
        "grace", days.ago(92, "11:00"), agreed_with="Betty and Arthur, at home", due=DUE,
        talk_at=days.ago(64, "14:00"), place="At home",
    )  # fmt: skip
    at = days.ago(78, "10:40")
    matters = betty.write(
        me, at, "what_matters",
        text="Books, and arguing about them. Walking to the church and back by myself. Being asked"
        " first, before Arthur.",
    )  # fmt: skip
    betty.write(
        me,
        at,
        "how_things_are",
        text="I lose nouns. I can still conjugate a Latin verb. The fog is worse when I am tired.",
    )
    betty.write(me, at, "talk_about", text="Walking out alone", order="1")
    betty.write(me, at, "talk_about", text="Not being a nuisance to Arthur", order="2")
    support = betty.write(
        me, at, "how_to_support_me", text="I bathe alone. I should like help with the buttons."
    )
    betty.hand_in(me, at)
    betty.go_to(Step.DISCUSS, "grace", days.ago(66, "09:10"))
    _talk(betty)
    betty.go_to(Step.DOCUMENT, "grace", days.ago(64, "15:00"))
    betty.freeze(
        "grace", days.ago(62, "11:00"), review_in=28, review_by="Grace Okafor",
        how="A visit at home, in the morning", where="At home", said=betty.yes(),
        formats=(Format.LARGE_PRINT.value,),
    )  # fmt: skip
    return {"matters": matters, "support": support}


def _talk(betty: Telling) -> None:
    days, at, grace = betty.days, betty.days.ago(64, "14:20"), betty.staff("grace")
    goal = betty.write(
        grace, at, "goal", text="Keep walking to church on my own", importance=10, confidence=7,
        worse="I am taken in the car", now="I go alone on dry days", hoped_for="Alone, most days",
        better="Alone, and home by the park", much_better="Alone, in any weather", status="going",
    )  # fmt: skip
    betty.write(
        grace, at, "action", what="Walk with a card in my pocket that says who I am", who="Me",
        when="Every walk", goal=goal, confidence=9, status="doing",
    )  # fmt: skip
    betty.write(
        grace, at, "action", what="A coffee at the library for carers", who="Arthur",
        when="First Monday of the month", due_on=days.due(10), status="to_do",
    )  # fmt: skip
    betty.write(
        grace, at, "contingency", name="If I am lost", triggers="Dusk, roadworks, a new bus stop",
        what_to_do="Ring Arthur. I will be near water or a bookshop. Do not take my arm.",
        who_to_call="Arthur, 01632 960402", advance_statement="In the bureau, left-hand drawer",
    )  # fmt: skip
    betty.write(
        grace, at, "life_event", event="When I no longer know the house", when="In some years",
        wanted="Not the first place with a bed. Somewhere with a garden and books. Arthur to choose"
        " it with my niece.", who_knows="Arthur, my niece Clare, our solicitor",
    )  # fmt: skip
    betty.write(
        grace, at, "document", title="Advance statement", dated=days.due(-140), service="My own",
        where="Left-hand drawer of the bureau; a copy at Mill Lane Surgery",
    )  # fmt: skip
    betty.write(
        grace, at, "alert", text="Arthur holds a lasting power of attorney for health and welfare",
        kind="legal",
    )  # fmt: skip
    betty.write(
        grace, at, "informal_support", who="Arthur, my husband", how_often="Daily", willing=True,
        what="Buttons, bills, and finding the word", their_needs="One afternoon that is his",
        if_they_cannot="Clare comes from York, it takes her two hours",
    )  # fmt: skip
    betty.write(grace, at, "strength", text="I can hold a class of thirty, still")


def _lost_in_town(betty: Telling) -> None:
    """A nurse of the other practice found her by the canal, and read whom to ring."""
    days, eleanor = betty.days, betty.staff("eleanor").account
    break_glass(
        betty, "tessa", days.ago(48, "11:20"),
        "She was lost by the canal and came in with us. I need to know whom to ring.",
    )  # fmt: skip
    look_into(
        glass=broken_glasses_of(betty.person)[0], by=eleanor, at=days.ago(45, "10:00"),
        finding="Right to open it. Her plan said whom to ring, and Arthur came in ten minutes.",
    )  # fmt: skip


def _an_afternoon_for_arthur(betty: Telling) -> None:
    """The council pays for one new line, so it is asked to sign. It has not, and Grace is told."""
    days, grace = betty.days, betty.staff("grace")
    betty.involve("council", "care", days_ago=40, why="Support for carers")
    betty.write(
        grace, days.ago(30, "11:10"), "resource", what="A sitter on Wednesdays, so Arthur gets out",
        supplier="Calderwick Council Adult Social Care", funder="council", amount=4_800,
        how_often="week",
    )  # fmt: skip
    betty.freeze(
        "grace", days.ago(30, "11:40"), review_in=28, review_by="Grace Okafor",
        how="A visit at home, in the morning", where="At home", said=betty.yes(),
        formats=(Format.LARGE_PRINT.value,), asking=Choices(),
    )  # fmt: skip
    tell_of_late_signatures(by=None, at=days.ago(12, "07:00"))


def _suggestions(betty: Telling, threads: dict[str, str]) -> None:
    at, grace = betty.days.ago(9, "12:00"), betty.staff("grace")
    betty.change(
        grace, at, threads["matters"],
        why="You told me about the choir on Tuesday. Shall we put it in?",
        text="Books, and arguing about them. Walking to the church and back by myself. The choir."
        " Being asked first, before Arthur.",
    )  # fmt: skip
    betty.change(
        grace, at, threads["support"],
        why="Arthur says that the bath has been hard. Is this still right?",
        text="I bathe alone, with someone in the house. I should like help with the buttons.",
    )  # fmt: skip
