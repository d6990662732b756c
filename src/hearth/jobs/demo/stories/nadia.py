"""Nadia, 34, has MS and a small daughter. Invited, and half way through the questions."""

from hearth.core.access import Action
from hearth.core.people import Authority, ContactWay, NeedKind, SupporterKind
from hearth.core.rounds import Step
from hearth.core.words import Section
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import Telling, introduce
from hearth.jobs.demo.town import Town
from hearth.jobs.demo.trusting import show
from hearth.records.people import supporters
from hearth.records.people.feeds import make_feed


def tell(town: Town, days: Calendar) -> Telling:
    """Her first round. Three of six questions are answered, on a telephone, after bedtime."""
    nadia = introduce(
        town, days, given="Nadia", family="Ellis", born=days.born(34, 8, 22), days_ago=900,
        address=("Flat 5, Dyers Court", "XW1 3KE"), pronouns="she, her", gender="Female",
        sex="Female", ethnicity="Mixed: White and Asian", religion="None",
        marital_status="Separated", place_of_birth="Leicester",
        preferred_contact=ContactWay.TEXT.value,
        contacts=[
            {"system": "mobile", "value": "07700 900341", "rank": 1},
            {"system": "email", "value": "nadia.ellis@example.org", "rank": 2},
        ],
        order=2, story="Nadia is half way through her questions. Go on where she stopped.",
    )  # fmt: skip
    nadia.needs(
        (NeedKind.ADJUSTMENT, "No appointments before ten: mornings are slow", "She has to cancel"),
        (NeedKind.ADJUSTMENT, "Layla may come along", ""),
        by="grace", at=days.ago(40, "12:10"),
    )  # fmt: skip
    nadia.involve("trust", "care", days_ago=600, why="MS nurse and therapies")
    known(
        nadia,
        conditions=[("Multiple sclerosis", 5), ("Anxiety", 3)],
        medicines=[("Ocrelizumab", "By drip, twice a year"), ("Baclofen 10 mg", "At night")],
        results={
            "haemoglobin": [(620, "126"), (300, "121"), (24, "118")],
            "weight": [(620, "63.0"), (300, "64.5"), (24, "63.8")],
            "systolic": [(620, "112"), (24, "116")],
            "diastolic": [(620, "72"), (24, "74")],
        },
    )  # fmt: skip
    nadia.key_worker("grace", at=days.ago(20, "11:30"))
    nadia.start(
        "grace", days.ago(20, "11:35"), agreed_with="Nadia, by telephone",
        due={Step.PREPARE: 6, Step.DISCUSS: 13, Step.DOCUMENT: 14, Step.REVIEW: 200},
        talk_at=days.ahead(13, "11:30"), place="Mill Lane Surgery, room 4",
    )  # fmt: skip
    nadia.letter("jan", days.ago(18, "15:20"))
    _half_the_questions(nadia)
    _invite_her_sister(nadia, days)
    show(
        nadia, days.ago(3, "21:20"), to="hannah", until=60, why="To ask for help with the school"
        " run, without saying it all again", sections={Section.CONVERSATION, Section.ABOUT_ME},
    )  # fmt: skip
    make_feed(person=nadia.person, by=nadia.me, at=days.ago(4, "22:00"))
    return nadia


def _invite_her_sister(nadia: Telling, days: Calendar) -> None:
    """The invitation waits: Samira has not said yes."""
    supporters.invite(
        person=nadia.person, name="Samira Ellis", kind=SupporterKind.RELATIVE,
        relationship="sister", authority=Authority.PERSON_ASKED, by=nadia.me,
        sections={Section.ACTIONS, Section.IF_THINGS_GET_WORSE}, actions={Action.ADD_VIEW},
        email="samira.ellis@example.org", at=days.ago(2, "22:30"),
    )  # fmt: skip


def _half_the_questions(nadia: Telling) -> None:
    days, me = nadia.days, nadia.me
    nadia.write(
        me, days.ago(4, "21:40"), "what_matters",
        text="Layla. Being the one who does the school run, not the one who waves from the window."
        " My drawing. Not being ‘poor Nadia’.",
    )  # fmt: skip
    nadia.write(
        me, days.ago(4, "21:55"), "how_things_are",
        text="Legs like wet sand by two o’clock. The last relapse took the feeling in my left hand"
        " and only some of it came back. I am all right till someone is kind to me.",
    )  # fmt: skip
    at = days.ago(2, "22:10")
    nadia.write(me, at, "talk_about", text="How to do the school run on a bad day", order="1")
    nadia.write(me, at, "talk_about", text="Whether to go back to work in the spring", order="2")
