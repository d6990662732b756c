"""Rhys, 41, lives with bipolar disorder. His plan is written, and waits for his answer."""

from hearth.core.access import Action
from hearth.core.people import ContactWay, NeedKind, SupporterKind
from hearth.core.rounds import Step
from hearth.core.sharing import SealKind
from hearth.core.signing import Choices
from hearth.core.words import Section
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import ALL, Telling, introduce
from hearth.jobs.demo.town import Town
from hearth.jobs.demo.trusting import close

DUE = {Step.PREPARE: -20, Step.DISCUSS: -8, Step.DOCUMENT: 5, Step.REVIEW: 90}


def tell(town: Town, days: Calendar) -> Telling:
    """He asked for a few days to sleep on it. His peer supporter has read it with him."""
    rhys = introduce(
        town, days, given="Rhys", family="Morgan", born=days.born(41, 9, 5),
        address=("19 Tenter Field", "XW1 8BN"), pronouns="he, him", gender="Male", sex="Male",
        ethnicity="White Welsh", marital_status="Divorced", place_of_birth="Llanelli",
        language="Welsh and English", preferred_contact=ContactWay.EMAIL.value,
        contacts=[{"system": "email", "value": "rhys.morgan@example.org", "rank": 1}],
        order=5, story="Rhys has been offered a plan. Read it, then agree it, or say why not.",
    )  # fmt: skip
    rhys.needs(
        (NeedKind.ADJUSTMENT, "Tell him by email first. A call out of the blue frightens him.", ""),
        by="omar", at=days.ago(400, "10:00"),
    )  # fmt: skip
    rhys.involve("trust", "care", days_ago=350, why="Community mental health team")
    rhys.involve("mend_shed", "community", days_ago=120, why="Repairs radios on Wednesdays")
    rhys.key_worker("meera", at=days.ago(45, "09:00"))
    rhys.supporter(
        "Carla Vance", SupporterKind.PEER, "peer supporter", days.ago(44, "17:30"),
        sections=ALL - {Section.RESULTS, Section.RESOURCES, Section.RISKS},
        actions={Action.ADD_VIEW},
    )  # fmt: skip
    _what_is_known(rhys)
    _prepare(rhys)
    _talk(rhys)
    _understanding(rhys)
    _from_someone_else(rhys)
    rhys.go_to(Step.DOCUMENT, "meera", days.ago(9, "15:10"))
    rhys.freeze(
        "meera", days.ago(6, "11:30"), review_in=90, review_by="Dr Meera Joshi",
        how="A video call, with Carla if he likes", where="Bobbin House", asking=Choices(),
    )  # fmt: skip
    return rhys


def _what_is_known(rhys: Telling) -> None:
    known(
        rhys,
        conditions=[("Bipolar disorder", 14), ("Underactive thyroid", 6)],
        medicines=[
            ("Lithium carbonate 800 mg", "At night"), ("Levothyroxine 50 micrograms", "Mornings")
        ],
        results={
            "egfr": [(720, "88"), (540, "86"), (360, "84"), (180, "82"), (52, "81")],
            "weight": [(720, "86.0"), (360, "90.5"), (52, "92.1")],
            "hba1c": [(720, "38"), (360, "40"), (52, "41")],
            "cholesterol": [(720, "5.0"), (360, "5.4"), (52, "5.2")],
        },
    )  # fmt: skip


def _prepare(rhys: Telling) -> None:
    days, me = rhys.days, rhys.me
    rhys.start(
        "meera", days.ago(45, "09:10"), agreed_with="Rhys, by email", due=DUE,
        talk_at=days.ago(9, "14:00"), place="Bobbin House, the room with the plants",
    )  # fmt: skip
    rhys.letter("meera", days.ago(44, "09:30"))
    at = days.ago(24, "13:00")
    rhys.write(
        me, at, "what_matters",
        text="Seeing Ffion every other weekend without her watching me for signs. Valves and"
        " solder. Enough sleep.",
    )  # fmt: skip
    rhys.write(
        me, at, "how_things_are",
        text="Level since August. Level is good, and level is a bit beige. I miss the colours but"
        " not the overdraft.",
    )  # fmt: skip
    rhys.write(me, at, "talk_about", text="My kidneys and the lithium", order="1")
    daughter = rhys.write(
        me, at, "talk_about", text="What Ffion should be told", order="2"
    )  # fmt: skip
    close(
        rhys, me, at, SealKind.OWN_WISH, Section.CONVERSATION, daughter, named=["meera"]
    )  # fmt: skip
    rhys.write(
        me, at, "help_needed", text="Someone I have picked to say ‘Rhys, you are talking fast’."
    )
    rhys.feel(me, at, 6, 7, 6, 3)
    rhys.hand_in(me, at)
    rhys.go_to(Step.DISCUSS, "meera", days.ago(21, "10:00"))


def _talk(rhys: Telling) -> None:
    days, at, meera = rhys.days, rhys.days.ago(9, "14:20"), rhys.staff("meera")
    sleep = rhys.write(
        meera, at, "goal", text="In bed by half eleven, even when I am winning", importance=9,
        confidence=6, what_would_help="Carla texts at eleven. The workbench has a timer.",
        worse="Up past two", now="Half twelve, most nights", hoped_for="Half eleven, five nights",
        better="Half eleven, every night", much_better="Eleven, and no timer", status="going",
    )  # fmt: skip
    rhys.write(
        meera, at, "goal", text="Ffion’s birthday, the whole of it, in March", importance=10,
        confidence=8, by_when=days.due(110), status="hoped",
    )  # fmt: skip
    rhys.write(
        meera, at, "action", what="Fit a timer to the bench lamp", who="Me", when="This weekend",
        goal=sleep, due_on=days.due(4), status="to_do", confidence=10,
    )  # fmt: skip
    rhys.write(
        meera, at, "action", what="Ask the kidney clinic what my figures mean for lithium",
        who="Dr Meera Joshi", who_team="Community mental health", when="By the end of the month",
        due_on=days.due(14), status="doing",
    )  # fmt: skip
    rhys.write(
        meera, at, "contingency", name="Going up", agreed_with="Rhys and Carla",
        triggers="Two short nights. Spring. A new idea with the word ‘empire’ in it.",
        early_signs="I ring people back twice. I buy parts in tens. I stop eating at the table.",
        what_to_do="Carla says it straight. I give her my bank card. Meera’s team the same day.",
        who_to_call="Team duty line, 01632 960118. Out of hours 111, option 2.",
        coping="Dark room, radio four, no screens. Walk with the dog next door.",
        coping_from=days.due(-9), coping_until=days.due(170),
    )  # fmt: skip
    rhys.write(
        meera, at, "community", what="Radio bench at the Mend Shed", when="Wednesdays, 2 to 5",
        where="Unit 4, Old Dye Works", cost="Free, cake welcome", status="started",
    )  # fmt: skip
    rhys.write(meera, at, "strength", text="I can hear a dry joint. And I can make Ffion laugh.")


def _from_someone_else(rhys: Telling) -> None:
    """What Siân told the team was for the team."""
    at, meera = rhys.days.ago(9, "15:00"), rhys.staff("meera")
    risk = rhys.say(
        meera, at, "risk", text="Siân rang us before the last rise. She would ring again.",
        what_we_do="Take her call, day or night. Thank her. Do not say that she rang.",
        who="Dr Meera Joshi",
    )  # fmt: skip
    close(
        rhys, meera, at, SealKind.THIRD_PARTY, Section.RISKS, risk,
        why="Siân told us this, and asked us to keep it between us.",
    )  # fmt: skip


def _understanding(rhys: Telling) -> None:
    at, meera = rhys.days.ago(9, "14:50"), rhys.staff("meera")
    rhys.write(
        meera, at, "formulation", made_on=rhys.days.due(-9), location="Bobbin House",
        text="Sleep goes first, and the rest follows within a week. The winter that Rhys and Siân"
        " parted, there was nobody at home to notice. Since he chose people who may say so, the"
        " last two rises were caught in days.", performer="Dr Meera Joshi",
    )  # fmt: skip
    rhys.write(
        meera, at, "additional_plan", name="Crisis and home treatment plan",
        content="At home first, with two visits a day. Ward only if Rhys or Carla asks, or if he"
        " has not slept for three nights.", review_on=rhys.days.due(90),
        review_by="Dr Meera Joshi",
    )  # fmt: skip
