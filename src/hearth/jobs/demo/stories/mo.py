"""Mo, 71, drove the number 14 bus. Prepared, and her conversation is today."""

from hearth.core.access import Action
from hearth.core.appeal import About, State
from hearth.core.people import ContactWay, NeedKind, SupporterKind
from hearth.core.rounds import Step
from hearth.core.words import Section
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import ALL, Telling, introduce
from hearth.jobs.demo.town import Town
from hearth.jobs.demo.trusting import (
    break_glass,
    carry_a_card,
    disagree,
    follow,
    go_on,
    make_link,
    scan,
    show,
    stop_showing,
)

LAST_YEAR = {Step.PREPARE: -382, Step.DISCUSS: -372, Step.DOCUMENT: -371, Step.REVIEW: -30}
THIS_YEAR = {Step.PREPARE: -2, Step.DISCUSS: 0, Step.DOCUMENT: 1, Step.REVIEW: 365}


def tell(town: Town, days: Calendar) -> Telling:
    """Last year's plan agreed and looked back at; this year's questions answered."""
    mo = introduce(
        town, days, given="Maureen", family="Hargreaves", preferred_name="Mo",
        born=days.born(71, 4, 9), address=("27 Weavers Row", "XW1 4RB"), title="Mrs",
        pronouns="she, her", gender="Female", sex="Female", ethnicity="White British",
        religion="Methodist", marital_status="Widowed", place_of_birth="Calderwick",
        preferred_contact=ContactWay.TELEPHONE.value,
        contacts=[
            {"system": "telephone", "value": "01632 960215", "rank": 1},
            {"system": "mobile", "value": "07700 900215", "rank": 2},
        ],
        order=1, story="Mo has her conversation today. See who sees her plan, and who looked.",
    )  # fmt: skip
    mo.needs(
        (NeedKind.COMMUNICATION, "Speak to her left side: she is deaf in the right ear",
         "She nods along and misses half of it"),
        (NeedKind.ADJUSTMENT, "A ground-floor room: stairs leave her out of breath", ""),
        by="brenda", at=days.ago(800, "09:40"),
    )  # fmt: skip
    mo.involve("trust", "care", days_ago=700, why="Breathing clinic")
    _what_is_known(mo)
    mo.key_worker("brenda", at=days.ago(398, "09:15"))
    goals = _last_year(mo)
    _the_year_between(mo, goals)
    _forty_eight(mo, goals)
    _shown_and_not_shown(mo)
    _this_year(mo)
    _at_the_market(mo)
    return mo


def _what_is_known(mo: Telling) -> None:
    known(
        mo,
        conditions=[("Chronic obstructive pulmonary disease", 7), ("Type 2 diabetes", 6),
                    ("High blood pressure", 11), ("Hearing loss", 4)],
        medicines=[
            ("Tiotropium inhaler", "One puff each morning"),
            ("Salbutamol inhaler", "Two puffs when short of breath"),
            ("Metformin 1 g", "One with breakfast, one with tea"),
            ("Amlodipine 5 mg", "One each morning"),
        ],
        allergies=[("Penicillin", "A rash")],
        results={
            "hba1c": [(1010, "61"), (745, "64"), (405, "66"), (180, "58"), (29, "62")],
            "systolic": [(1010, "152"), (745, "148"), (405, "144"), (180, "139"), (29, "136")],
            "diastolic": [(1010, "88"), (745, "86"), (405, "84"), (180, "82"), (29, "80")],
            "cholesterol": [(1010, "5.4"), (405, "4.9"), (29, "4.6")],
            "egfr": [(1010, "79"), (745, "77"), (405, "74"), (29, "72")],
            "peak_flow": [(745, "240"), (405, "225"), (180, "235"), (29, "230")],
            "oxygen": [(405, "94"), (180, "95"), (29, "94")],
            "weight": [(745, "74.0"), (405, "75.5"), (180, "73.0"), (29, "73.6")],
        },
    )  # fmt: skip


def _last_year(mo: Telling) -> dict[str, str]:
    days, met = mo.days, mo.days.ago(372, "10:20")
    mo.start(
        "brenda", days.ago(398, "09:20"), agreed_with="Mo, by telephone", due=LAST_YEAR,
        talk_at=met, place="Mill Lane Surgery, room 2",
    )  # fmt: skip
    at = days.ago(385, "19:30")
    mo.write(
        mo.me, at, "what_matters",
        text="My own front door. Chapel on a Sunday. A laugh with the girls from the depot.",
    )  # fmt: skip
    mo.write(
        mo.me,
        at,
        "how_things_are",
        text="Since Les died the house is too quiet. I puff on the hill and I have stopped going.",
    )
    mo.write(mo.me, at, "talk_about", text="I have not been to chapel since Easter", order="1")
    mo.write(mo.me, at, "talk_about", text="What the blue inhaler is for, and when", order="2")
    mo.feel(mo.me, at, 4, 5, 4, 6)
    mo.hand_in(mo.me, at)
    mo.go_to(Step.DISCUSS, "brenda", days.ago(378, "15:00"))
    goals = _what_we_agreed(mo)
    _about_mo(mo)
    mo.go_to(Step.DOCUMENT, "brenda", days.ago(372, "10:50"))
    mo.freeze(
        "brenda", days.ago(372, "10:55"), review_in=-30, review_by="Brenda Lister",
        how="A talk at the surgery", where="Mill Lane Surgery", said=mo.yes(),
    )  # fmt: skip
    return goals


def _what_we_agreed(mo: Telling) -> dict[str, str]:
    days, at, brenda = mo.days, mo.days.ago(372, "10:30"), mo.staff("brenda")
    mo.write(
        brenda, at, "story",
        text="I did twenty-six years on the 14. You knew everyone. Now I see the post lady, and"
        " that is a good day.",
    )  # fmt: skip
    chapel = mo.write(
        brenda, at, "goal", text="Get back to chapel on Sundays",
        why="It is where my people are. Les and I were married there.",
        importance=9, confidence=6, in_the_way="The hill, and who would see me puffing",
        what_would_help="A lift up, and I walk down", status="going", by_when=days.due(-200),
        worse="I stop going out at all", now="I have not been for months",
        hoped_for="Chapel two Sundays a month", better="Chapel every Sunday",
        much_better="Chapel, and the tea after",
    )  # fmt: skip
    sugar = mo.write(
        brenda, at, "goal", text="Bring my sugar down without giving up my Friday chips",
        importance=6, confidence=7, status="going",
        worse="Higher than 70", now="It is 66", hoped_for="Under 60", better="Under 55",
        much_better="Under 48",
    )  # fmt: skip
    mo.write(
        brenda, at, "action", what="A lift up the hill on Sundays", who="Maureen ‘Rene’ Aspin",
        when="Every other Sunday", goal=chapel, confidence=8, status="doing",
    )  # fmt: skip
    mo.write(
        brenda, at, "action", what="Learn to use the two inhalers properly", who="Callum Reid",
        who_role="Breathing nurse", who_team="Calderwick and Moor Trust", goal=chapel,
        when="At the next clinic", due_on=days.due(-340), status="done",
        outcome="I had been doing it upside down, near enough. It works now.",
    )  # fmt: skip
    mo.write(
        brenda, at, "action", what="Fish without batter, chips stay", who="Me", when="Fridays",
        goal=sugar, confidence=9, status="doing",
    )  # fmt: skip
    return {"chapel": chapel, "sugar": sugar}


def _about_mo(mo: Telling) -> None:
    at, brenda = mo.days.ago(372, "10:45"), mo.staff("brenda")
    mo.write(
        brenda, at, "contingency", name="My chest",
        triggers="A cold, the frost, or decorating dust",
        early_signs="I sleep in the chair. The phlegm goes green. I stop finishing my sentences.",
        what_to_do="Start the tablets in the yellow bag the same day. Ring the surgery and say"
        " ‘Mo’s chest’.",
        who_to_call="Mill Lane Surgery, 01632 960101. At night 111. Then tell Julie.",
        medicines_at_hand="Steroid and antibiotic tablets, in the yellow bag on the fridge",
        coping="Window open, hand fan, slow breath out as if cooling soup",
    )  # fmt: skip
    mo.write(
        brenda,
        at,
        "please_do",
        text="Please give me time to get my breath. Please do not say ‘bless her’ over my head.",
    )
    mo.write(
        brenda,
        at,
        "also_worth_knowing",
        text="First woman to drive nights at the Calderwick depot. I still know every stop.",
    )
    mo.write(brenda, at, "strength", text="I can talk to anybody")
    mo.write(brenda, at, "strength", text="I keep a timetable in my head, and I stick to it")
    mo.write(brenda, at, "need", text="The evenings. Nobody rings after six.")
    mo.write(
        brenda, at, "informal_support", who="Julie, my daughter", willing=True,
        what="Rings on Sundays, sorts out anything with a password", how_often="Every week",
        if_they_cannot="She is in Bristol, so in a hurry it has to be Rene",
        their_needs="To know that someone has seen me when she cannot",
    )  # fmt: skip
    mo.write(
        brenda, at, "contact", name="Julie Hargreaves-Cole", relationship="Daughter",
        type="next_of_kin", contact="07700 900216",
    )  # fmt: skip
    mo.write(brenda, at, "alert", text="Penicillin brings her out in a rash", kind="allergy")


def _the_year_between(mo: Telling, goals: dict[str, str]) -> None:
    """Brenda retires, Grace takes over, and they look at how it went."""
    days, grace = mo.days, mo.staff("grace")
    mo.key_worker(
        "grace", at=days.ago(150, "16:00"), by="brenda",
        note="Mo will say she is fine. Ask about chapel and you will hear how she is.",
    )  # fmt: skip
    mo.cover("omar", start=-75, end=-61, by="grace", at=days.ago(90, "16:30"))
    mo.cover("omar", start=11, end=25, by="grace", at=days.ago(10, "16:30"))
    at = days.ago(31, "14:10")
    mo.scale(
        "grace", at, goals["chapel"], 0, "Rene’s lift, and sitting at the back",
        "The frost in February. I lost three weeks.",
    )  # fmt: skip
    mo.scale("grace", at, goals["sugar"], -1, "", "Biscuits. It is the evenings.")
    mo.write(
        grace, at, "professional", name="Grace Okafor", role="Practice nurse", key_worker=True,
        organisation="Mill Lane Surgery", contact="01632 960101",
        specialty="Everything first, then she finds who knows", starts=days.due(-150),
    )  # fmt: skip
    mo.end_round("grace", days.ago(31, "14:35"))


def _this_year(mo: Telling) -> None:
    days, soon = mo.days, mo.days.soon()
    mo.start(
        "grace", days.ago(27, "09:30"), agreed_with="Mo, in the room", due=THIS_YEAR,
        talk_at=soon, place="Mill Lane Surgery, room 2 (ground floor)",
    )  # fmt: skip
    julie, _ = mo.supporter(
        "Julie Hargreaves-Cole", SupporterKind.RELATIVE, "daughter", days.ago(25, "20:15"),
        sections=ALL - {Section.RESULTS, Section.RISKS},
        actions={Action.PREPARE, Action.ADD_VIEW, Action.ASK_REVIEW},
        order=11, story="Julie lives far from her mother. See what Mo shares, and add a view.",
    )  # fmt: skip
    mo.letter("jan", days.ago(26, "15:10"))
    _answers(mo)
    mo.write(
        julie, days.ago(6, "21:05"), "view",
        text="Mum sounds brighter since chapel. But she rang me at two in the morning last month,"
        " frightened by her breathing, and made me promise not to tell. I am telling.",
        my_own_needs="To sleep with the phone on and not jump. I would like one name to ring.",
    )  # fmt: skip
    mo.hand_in(mo.me, days.ago(5, "19:50"), helped_by="Julie, on the telephone")
    mo.go_to(Step.DISCUSS, "grace", days.ago(3, "16:40"))


def _answers(mo: Telling) -> None:
    days, me = mo.days, mo.me
    at = days.ago(9, "19:00")
    mo.write(
        me, at, "about_results", text="My sugar has gone up a bit. Is that the steroids in winter?"
    )
    mo.write(
        me, at, "what_matters",
        text="My own front door. Chapel, and now the tea after it. Getting down to Bristol for"
        " Alfie’s christening in the spring.",
    )  # fmt: skip
    mo.write(
        me, at, "how_things_are",
        text="Better than last year. The nights are the worst of it: I wake up short of breath and"
        " I get in a panic, and then I am short of breath from the panic.",
    )  # fmt: skip
    at = days.ago(7, "18:30")
    mo.write(me, at, "talk_about", text="Being frightened in the night", order="1")
    mo.write(me, at, "talk_about", text="Getting to Bristol on the train", order="2")
    mo.write(me, at, "talk_about", text="Biscuits", order="3")
    mo.write(
        me, at, "informal_support", who="Rene from the depot", how_often="Sundays", willing=True,
        what="The lift up to chapel, and a good talking to",
        if_they_cannot="Her lad Gary would, if asked",
    )  # fmt: skip
    mo.write(
        me, at, "help_needed",
        text="Somebody to tell me what to do at two in the morning. And how to book the lift at"
        " the station.",
    )  # fmt: skip
    mo.feel(me, days.ago(7, "18:50"), 6, 7, 7, 5)


def _forty_eight(mo: Telling, goals: dict[str, str]) -> None:
    """She did not agree with a figure in her plan. They talked, and it is settled and closed."""
    days, me, brenda = mo.days, mo.me, mo.staff("brenda")
    appeal = disagree(
        mo, me, days.ago(369, "19:10"), About(Section.GOALS, goals["sugar"]),
        "It says under 48. I never said 48. That is for a lass of thirty.",
        "Say that nobody will hold me to it.",
    )  # fmt: skip
    go_on(
        mo, appeal, 1, brenda, days.ago(366, "09:05"), State.ACKNOWLEDGED, next_one="brenda",
        words="Quite right to say so, Mo. I will ring you.",
    )  # fmt: skip
    go_on(
        mo, appeal, 2, brenda, days.ago(363, "11:00"), State.TALKED, next_one="brenda",
        words="Mo took it for an order. It is the far end of a ruler: how we would know that it"
        " went better than anyone hoped.",
    )  # fmt: skip
    go_on(
        mo, appeal, 3, me, days.ago(363, "18:20"), State.SETTLED, next_one="brenda",
        words="As long as it is a ruler and not a stick.", remedy="It stays. Nobody counts on it.",
    )  # fmt: skip
    go_on(
        mo, appeal, 4, brenda, days.ago(360, "09:00"), State.CLOSED,
        words="Brenda wrote to the breathing clinic that under 60 is the aim.",
    )  # fmt: skip


def _shown_and_not_shown(mo: Telling) -> None:
    """A walking group saw a part of her plan for a while; a card and a link are open now."""
    days, me_first = mo.days, {Section.ABOUT_ME, Section.GOALS}
    walks = show(
        mo, days.ago(130, "18:00"), service="steady_steps", sections=me_first, until=40,
        why="To find a walk that is flat",
    )  # fmt: skip
    stop_showing(mo, walks, days.ago(45, "18:30"))
    card = carry_a_card(
        mo, days.ago(120, "19:00"), Section.IF_THINGS_GET_WORSE, Section.ABOUT_ME, Section.RESULTS
    )
    scan(card, days.ago(88, "03:20"))
    token = make_link(
        mo, days.ago(13, "19:30"), "The railway’s help desk, for Bristol", passcode="Alfie2day",
        sections={Section.ABOUT_ME, Section.IF_THINGS_GET_WORSE}, uses=3, ends=days.ahead(45),
    )  # fmt: skip
    follow(token, "Alfie2day", days.ago(10, "11:40"))


def _at_the_market(mo: Telling) -> None:
    """She lost her breath last week, near the other practice. Eleanor has still to look into it."""
    break_glass(
        mo, "tessa", mo.days.ago(6, "11:05"),
        "She was short of breath at the market and came in to us. What helps, and whom to ring?",
    )  # fmt: skip
