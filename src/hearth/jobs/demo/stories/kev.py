"""Kev, 45, has a learning disability and epilepsy. Two plans agreed, Easy Read, an advocate."""

from hearth.core.access import Action
from hearth.core.agreement import Answer
from hearth.core.people import ContactWay, Format, NeedKind, SupporterKind
from hearth.core.rounds import Step
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import ALL, Telling, introduce
from hearth.jobs.demo.town import Town
from hearth.jobs.demo.trusting import close, said
from hearth.records.plans.changes.joining import join_plan

FIRST = {Step.PREPARE: -560, Step.DISCUSS: -550, Step.DOCUMENT: -548, Step.REVIEW: -185}
SECOND = {Step.PREPARE: -172, Step.DISCUSS: -166, Step.DOCUMENT: -164, Step.REVIEW: 9}


def tell(town: Town, days: Calendar) -> Telling:
    """His second plan says less about fits and more about trains. Its review is next week."""
    kev = introduce(
        town, days, given="Kevin", family="Ashworth", preferred_name="Kev",
        born=days.born(45, 6, 17), address=("Willow House, 2 Orchard Rise", "XW1 5HD"),
        pronouns="he, him", gender="Male", sex="Male", ethnicity="White British",
        marital_status="Single", preferred_contact=ContactWay.SUPPORTER.value,
        contacts=[{"system": "telephone", "value": "01632 960355", "rank": 1}],
    )  # fmt: skip
    kev.needs(
        (NeedKind.FORMAT, Format.EASY_READ.value, "He puts it in the bin"),
        (NeedKind.COMMUNICATION, "Short sentences. One thing at a time. Show, do not tell.", ""),
        (NeedKind.ADJUSTMENT, "First appointment of the day, so that there is no waiting", ""),
        by="omar", at=days.ago(900, "09:05"),
    )  # fmt: skip
    kev.involve("council", "care", days_ago=1000, why="Shared lives at Willow House")
    kev.involve("mend_shed", "community", days_ago=300, why="Kev volunteers on Tuesdays")
    kev.key_worker("hannah", at=days.ago(580, "10:00"))
    _what_is_known(kev)
    _advocate(kev)
    goals = _first_plan(kev)
    _second_plan(kev, goals)
    _money(kev)
    return kev


def _what_is_known(kev: Telling) -> None:
    known(
        kev,
        conditions=[("Learning disability", 45), ("Epilepsy", 31)],
        medicines=[
            ("Lamotrigine 150 mg", "One in the morning, one at night"),
            ("Buccal midazolam 10 mg", "For a fit that lasts more than five minutes"),
        ],
        results={
            "weight": [(800, "94.0"), (540, "91.5"), (175, "88.2")],
            "systolic": [(800, "134"), (540, "131"), (175, "128")],
            "diastolic": [(800, "84"), (540, "82"), (175, "80")],
            "cholesterol": [(800, "5.6"), (540, "5.3"), (175, "4.9")],
        },
    )  # fmt: skip


def _advocate(kev: Telling) -> None:
    kev.supporter(
        "Yvonne Clarke", SupporterKind.ADVOCATE, "advocate", kev.days.ago(575, "14:00"),
        actions={Action.PREPARE, Action.ADD_VIEW, Action.WRITE, Action.ASK_REVIEW},
        order=13, story="Yvonne is Kev’s advocate. She reads his plan with him and can write.",
    )  # fmt: skip
    kev.supporter(
        "Lee Ashworth", SupporterKind.RELATIVE, "brother", kev.days.ago(570, "19:00"),
        sections=ALL - {Section.CONVERSATION, Section.RESULTS, Section.RESOURCES},
        actions={Action.ADD_VIEW},
    )  # fmt: skip


def _first_plan(kev: Telling) -> dict[str, str]:
    days, hannah = kev.days, kev.staff("hannah")
    kev.start(
        "hannah", days.ago(578, "10:00"), agreed_with="Kev and Yvonne", due=FIRST,
        talk_at=days.ago(551, "10:00"), place="Willow House, the kitchen",
    )  # fmt: skip
    kev.feel(kev.me, days.ago(562, "11:00"), 6, 6, 7, 5, mode="paper")
    kev.hand_in(kev.me, days.ago(562, "11:10"), mode="paper", helped_by="Yvonne Clarke")
    kev.go_to(Step.DISCUSS, "hannah", days.ago(561, "09:00"))
    at = days.ago(551, "10:20")
    matters = kev.write(
        hannah, at, "what_matters", text="My room. My trains. Lee coming on Saturday. No shouting."
    )
    goal = kev.write(
        hannah, at, "goal", text="Go on a train by myself", importance=10, confidence=4,
        what_would_help="Yvonne on the platform the first times. A card with what to say.",
        status="going", worse="No trains", now="Trains with staff",
        hoped_for="One stop on my own", better="To Leeds on my own", much_better="The seaside",
    )  # fmt: skip
    kev.write(
        hannah, at, "action", what="Practise one stop, with Yvonne on the platform",
        who="Kev and Yvonne", when="Fridays, after ten", goal=goal, status="doing",
    )  # fmt: skip
    _fits(kev)
    kev.go_to(Step.DOCUMENT, "hannah", days.ago(550, "10:00"))
    kev.freeze(
        "hannah", days.ago(549, "10:30"), review_in=-185, review_by="Hannah Whitlock",
        how="A visit at Willow House", where="Willow House", said=kev.yes(),
        formats=(Format.EASY_READ.value,),
    )  # fmt: skip
    kev.scale("hannah", days.ago(188, "10:10"), goal, 0, "The card. And Yvonne waving.", "")
    kev.end_round("hannah", days.ago(188, "10:40"))
    return {"matters": matters, "goal": goal}


def _fits(kev: Telling) -> None:
    at, hannah = kev.days.ago(551, "10:40"), kev.staff("hannah")
    kev.write(
        hannah, at, "contingency", name="A fit",
        triggers="No sleep. Missed tablets. Flashing lights at the arcade.",
        early_signs="I go quiet and pull my ear.",
        what_to_do="Time it. Move things away. Talk quietly. Five minutes: the medicine in my"
        " cheek. Ten minutes: 999.",
        who_to_call="Willow House, 01632 960355. 999 at ten minutes.",
        medicines_at_hand="In my belt bag, and in the kitchen",
    )  # fmt: skip


def _second_plan(kev: Telling, goals: dict[str, str]) -> None:
    days, hannah = kev.days, kev.staff("hannah")
    kev.start(
        "hannah", days.ago(186, "09:30"), agreed_with="Kev and Yvonne", due=SECOND,
        talk_at=days.ago(167, "10:00"), place="Willow House, the kitchen",
    )  # fmt: skip
    me, at = kev.me, days.ago(175, "16:00")
    kev.change(me, at, goals["matters"], text="My room. My trains. My badge at the Mend Shed.")
    kev.change(
        me, at, goals["goal"], text="Go to the seaside on the train", confidence=8,
        what_would_help="", status="going",
    )  # fmt: skip
    kev.feel(me, at, 8, 9, 9, 2, mode="paper")
    kev.hand_in(me, at, mode="paper", helped_by="Yvonne Clarke")
    kev.go_to(Step.DISCUSS, "hannah", days.ago(174, "09:00"))
    _second_talk(kev)
    at = days.ago(166, "09:30")
    join_plan(
        record=kev.record(hannah, at), title="Shared lives support plan",
        service="Calderwick Council Adult Social Care", dated=days.due(-220), status="active",
        content=[{"kind": "outcome", "text": "Kev keeps his own room and his own key"}],
        source_id="calderwick-asc/plan/11873", by=hannah.account, at=at,
    )  # fmt: skip
    kev.go_to(Step.DOCUMENT, "hannah", days.ago(166, "10:00"))
    kev.freeze(
        "hannah", days.ago(165, "10:00"), review_in=9, review_by="Hannah Whitlock",
        how="A visit at Willow House", where="Willow House", formats=(Format.EASY_READ.value,),
        said=said(
            kev, Answer.WITH_DIFFERENCE,
            "The seaside in the summer. Hannah says when the fits stop. I say the summer.",
        ),
    )  # fmt: skip


def _money(kev: Telling) -> None:
    """What the practice keeps to itself until those whose task it is have looked into it."""
    at, omar = kev.days.ago(30, "16:20"), kev.staff("omar")
    risk = kev.say(
        omar, at, "risk", text="His bank card was used twice on days when he was at the shed",
        what_we_do="Told the safeguarding team by telephone. Say nothing at Willow House yet.",
        who="Omar Haddad",
    )  # fmt: skip
    close(
        kev, omar, at, SealKind.SAFEGUARDING, Section.RISKS, risk,
        why="A report was made. Someone close to him may be the one.",
    )  # fmt: skip


def _second_talk(kev: Telling) -> None:
    at, hannah = kev.days.ago(167, "10:15"), kev.staff("hannah")
    kev.write(
        hannah,
        at,
        "how_i_communicate",
        text="I look away when I am thinking. Wait. Then I will say it. Do not finish it for me.",
    )
    kev.write(
        hannah,
        at,
        "my_wellness",
        text="I hum. I have my badge on. If I am not humming something is up.",
    )
    kev.write(
        hannah,
        at,
        "how_to_support_me",
        text="I dress myself. Remind me of tablets at eight and eight. Cook with me, not for me.",
    )
    kev.write(
        hannah, at, "important_people", text="Lee. Yvonne. Colin at the shed. Mum, in heaven."
    )
    kev.write(
        hannah, at, "option", what="Ask the guard to look out for me", chosen="yes",
        good="Someone is there", bad="He might talk to me",
    )  # fmt: skip
    kev.write(
        hannah, at, "option", what="Go with a group", chosen="no", good="Not alone",
        bad="They shout",
    )  # fmt: skip
    kev.write(
        hannah, at, "action", what="Sort the screws, and make the tea", who="Me",
        when="Tuesdays at the Mend Shed", status="doing", confidence=10,
    )  # fmt: skip
    kev.write(
        hannah, at, "risk", text="A fit on the train, among strangers", who="Kev and Hannah",
        to_me="I know. I want to go anyway.",
        what_we_do="The belt bag, the card, and a bracelet. The guard is told.",
    )  # fmt: skip
