"""Danny, 27, broke his back three years ago. A plan agreed and running, with a personal budget."""

from hearth.core.access import Action
from hearth.core.appeal import About, State
from hearth.core.people import ContactWay, NeedKind, SupporterKind
from hearth.core.rounds import Step
from hearth.core.signing import Choices
from hearth.core.words import Section
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import Telling, introduce
from hearth.jobs.demo.town import Town
from hearth.jobs.demo.trusting import carry_a_card, disagree, go_on, scan
from hearth.records.people.feeds import make_feed
from hearth.records.plans.changes.joining import join_plan
from hearth.records.plans.queries.signing import service_key

DUE = {Step.PREPARE: -110, Step.DISCUSS: -100, Step.DOCUMENT: -96, Step.REVIEW: 80}


def tell(town: Town, days: Calendar) -> Telling:
    """Agreed three months ago, in his kitchen. A newer plan waits for Hannah to sign it."""
    danny = introduce(
        town, days, given="Daniel", family="Boyce", preferred_name="Danny",
        born=days.born(27, 1, 30), address=("4 Lock Cottages", "XW1 7RD"), pronouns="he, him",
        gender="Male", sex="Male", ethnicity="White British and Black Caribbean",
        marital_status="Single", preferred_contact=ContactWay.TEXT.value, days_ago=1100,
        contacts=[{"system": "mobile", "value": "07700 900277", "rank": 1}],
        order=3, story="Danny’s new plan waits for Hannah. He does not agree about his ramp.",
    )  # fmt: skip
    danny.needs(
        (NeedKind.ADJUSTMENT, "Step-free, with a turning space of 1.5 metres", "He cannot get in"),
        by="omar", at=days.ago(1000, "15:00"),
    )  # fmt: skip
    danny.involve("council", "care", days_ago=980, why="Care and support, direct payment")
    danny.involve("trust", "care", days_ago=980, why="Spinal injury therapy")
    danny.involve("steady_steps", "community", days_ago=90, why="Asked for something by the canal")
    known(
        danny,
        conditions=[("Paraplegia", 3)],
        medicines=[("Baclofen 20 mg", "Three times a day")],
        results={
            "systolic": [(900, "108"), (500, "112"), (130, "110")],
            "diastolic": [(900, "66"), (500, "70"), (130, "68")],
            "weight": [(900, "71.0"), (500, "76.5"), (130, "79.2")],
            "haemoglobin": [(900, "139"), (500, "144"), (130, "146")],
        },
        allergies=[("Latex", "Wheals where gloves touch")],
    )  # fmt: skip
    danny.key_worker("hannah", at=days.ago(130, "10:00"))
    _join_the_councils_plan(danny)
    _agree(danny)
    _since_then(danny)
    _the_card(danny)
    _the_ramp(danny)
    _a_sore(danny)
    return danny


def _join_the_councils_plan(danny: Telling) -> None:
    at, hannah = danny.days.ago(118, "09:30"), danny.staff("hannah")
    join_plan(
        record=danny.record(hannah, at), title="Care Act care and support plan",
        service="Calderwick Council Adult Social Care", dated=danny.days.due(-140), status="active",
        content=[
            {"kind": "need", "text": "Washing and dressing, each morning", "status": "met"},
            {"kind": "need", "text": "Being safe when moving from chair to bed", "status": "met"},
            {"kind": "outcome", "text": "Take part in work or learning", "status": "open"},
        ],
        source_id="calderwick-asc/plan/20417", by=hannah.account, at=at,
    )  # fmt: skip


def _agree(danny: Telling) -> None:
    days = danny.days
    danny.start(
        "hannah", days.ago(118, "10:00"), agreed_with="Danny and his mum, at home", due=DUE,
        talk_at=days.ago(101, "13:00"), place="At home",
    )  # fmt: skip
    danny.supporter(
        "Sandra Boyce", SupporterKind.PARENT, "mum", days.ago(116, "20:00"),
        sections={Section.ACTIONS, Section.IF_THINGS_GET_WORSE, Section.INFORMAL_SUPPORT},
        actions={Action.ADD_VIEW},
    )  # fmt: skip
    at = days.ago(112, "23:20")
    danny.write(
        danny.me, at, "what_matters",
        text="Basketball on Thursdays. My own money. Getting out of the house without it being"
        " a military operation.",
    )  # fmt: skip
    danny.write(
        danny.me, at, "how_things_are", text="Body: sorted, mostly. Head: bored. I was a roofer."
    )
    danny.write(danny.me, at, "talk_about", text="A job. An actual job.", order="1")
    danny.feel(danny.me, at, 5, 3, 6, 3)
    danny.hand_in(danny.me, at)
    danny.go_to(Step.DISCUSS, "hannah", days.ago(111, "09:00"))
    _goals(danny)
    _support(danny)
    danny.go_to(Step.DOCUMENT, "hannah", days.ago(101, "14:00"))
    danny.freeze(
        "hannah", days.ago(100, "11:00"), review_in=80, review_by="Hannah Whitlock",
        how="A visit at home", where="At home", said=danny.yes(),
    )  # fmt: skip


def _goals(danny: Telling) -> None:
    days, at, hannah = danny.days, danny.days.ago(101, "13:20"), danny.staff("hannah")
    work = danny.write(
        hannah, at, "goal", text="Paid work by the summer", importance=10, confidence=7,
        why="I like being tired from something.", by_when=days.due(150), status="hoped",
        worse="Stuck in, day and night", now="No work, but looking",
        hoped_for="Two days a week, paid", better="Three days", much_better="My own firm",
    )  # fmt: skip
    ball = danny.write(
        hannah, at, "goal", text="Play for the Calderwick Comets second team", importance=8,
        confidence=9, status="going", worse="Not training", now="Training on Thursdays",
        hoped_for="On the bench for a match", better="Play a quarter", much_better="Start a match",
    )  # fmt: skip
    danny.write(
        hannah, at, "action", what="Ask the access-to-work scheme for an assessment", goal=work,
        who="Hannah Whitlock", who_role="Social worker", when="This month", due_on=days.due(-60),
        status="to_do", confidence=8,
    )  # fmt: skip
    danny.write(
        hannah, at, "action", what="Fix the ramp at the back door", who="Council adaptations team",
        when="Before the winter", due_on=days.due(-21), status="doing", goal=ball,
        who_contact="01632 960120",
    )  # fmt: skip
    course = danny.write(
        hannah, at, "action", what="Finish the estimating course", who="Me",
        when="Mondays and Wednesdays, online", due_on=days.due(40), status="doing", goal=work,
        confidence=6, what_would_help="Someone else on the course to moan with",
    )  # fmt: skip
    danny.write(hannah, at, "stage", text="Pass module one", action=course, status="reached")
    danny.write(hannah, at, "stage", text="Price a real roof", action=course, status="going")


def _support(danny: Telling) -> None:
    days, at, hannah = danny.days, danny.days.ago(101, "13:45"), danny.staff("hannah")
    need = danny.write(
        hannah, at, "need", text="Help from half six to eight each morning, so I can be out by nine"
    )
    danny.write(
        hannah, at, "resource", what="Personal assistant, mornings", supplier="Marek, whom I hired",
        funder="council", amount=21_840, how_often="week", need=need, starts=days.due(-95),
        notes="A direct payment. I am the employer. Payroll is done by the council’s service.",
    )  # fmt: skip
    danny.write(
        hannah, at, "resource", what="Wheelchair service and cushion", supplier="NHS trust",
        funder="nhs", amount=96_000, how_often="year",
    )  # fmt: skip
    danny.write(
        hannah, at, "resource", what="Sports chair", supplier="Comets’ kit fund", funder="charity",
        amount=240_000, how_often="once",
    )  # fmt: skip
    danny.write(
        hannah, at, "contingency", name="Autonomic dysreflexia",
        triggers="A full bladder, a blocked tube, a tight strap, a sore I cannot feel",
        early_signs="Pounding head, red blotchy face, goosebumps, sweat above the injury",
        what_to_do="Sit me up. Loosen everything. Check the tube first. If it does not ease in"
        " five minutes it is a 999 call. Show them the red card in my wallet.",
        who_to_call="999, then mum", medicines_at_hand="Spray in the bag on the back of my chair",
    )  # fmt: skip
    danny.write(
        hannah, at, "risk", text="Marek is ill and nobody comes in the morning",
        to_me="I would sooner wait for a friend than have a stranger do bowel care.",
        what_we_do="Two friends know the moving part. A back-up agency is on the list.",
        who="Danny and Hannah",
    )  # fmt: skip
    danny.write(
        hannah, at, "strength", text="I turn up. Nine years on roofs, never late, hangover or not."
    )
    danny.write(
        hannah, at, "community", what="Calderwick Comets, wheelchair basketball", status="started",
        where="Valley Sports Hall", when="Thursdays at 7", cost="£3",
    )  # fmt: skip


def _since_then(danny: Telling) -> None:
    """He wrote this one himself, last week."""
    danny.write(
        danny.me,
        danny.days.ago(8, "22:50"),
        "please_do",
        text="Please talk to me, not to whoever is pushing. Nobody is pushing.",
    )


def _the_card(danny: Telling) -> None:
    """The red card in his wallet has a code now. A paramedic read it once."""
    days = danny.days
    token = carry_a_card(
        danny, days.ago(70, "21:30"), Section.IF_THINGS_GET_WORSE, Section.ABOUT_ME,
        Section.PEOPLE_AND_PLANS,
    )  # fmt: skip
    scan(token, days.ago(36, "22:05"))
    make_feed(person=danny.person, by=danny.me, at=days.ago(70, "21:40"))


def _the_ramp(danny: Telling) -> None:
    """He does not agree that the ramp waits. Hannah has answered, and they will talk."""
    days, hannah = danny.days, danny.staff("hannah")
    appeal = disagree(
        danny, danny.me, days.ago(13, "23:05"), About(is_decision=True),
        "The council says that the ramp waits until April, with the new budget. It was to be done"
        " before the winter. I have come off it twice.",
        "Mend it now. Or a ramp to hire until you do.",
    )  # fmt: skip
    go_on(
        danny, appeal, 1, hannah, days.ago(10, "09:15"), State.ACKNOWLEDGED, next_one="hannah",
        words="I have read it, Danny. Two falls is two too many. I ask the ramp team today.",
    )  # fmt: skip
    go_on(
        danny, appeal, 2, hannah, days.ago(7, "11:30"), State.INVITED, next_one="hannah", on=2,
        words="At your place, two o’clock. Sunil from the ramp team comes along.",
    )  # fmt: skip


def _a_sore(danny: Telling) -> None:
    """A sore kept him in bed. He and Omar wrote one more line, and Hannah has still to sign."""
    at, omar = danny.days.ago(5, "14:10"), danny.staff("omar")
    danny.write(
        omar, at, "action", what="Look at my skin with the mirror", who="Me, or Marek",
        when="Every night", status="doing", confidence=8,
    )  # fmt: skip
    trust = service_key(danny.town.organisations["trust"].pk)
    danny.freeze(
        "omar", danny.days.ago(5, "14:40"), review_in=80, review_by="Hannah Whitlock",
        how="A visit at home", where="At home", said=danny.yes(),
        asking=Choices(left_out={trust: "The chair is as it was. No need to ask."}),
    )  # fmt: skip
