"""Ivy, 83, broke her hip. A walking group cannot sign her new plan, and says what would help."""

from hearth.core.agreement import Answer
from hearth.core.people import ContactWay, NeedKind, SupporterKind
from hearth.core.rounds import Step
from hearth.core.signing import Choices
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.findings import known
from hearth.jobs.demo.telling import Telling, introduce
from hearth.jobs.demo.town import Town
from hearth.jobs.demo.trusting import Reply, said, sign

FIRST = {Step.PREPARE: -230, Step.DISCUSS: -222, Step.DOCUMENT: -220, Step.REVIEW: -40}
SECOND = {Step.PREPARE: -28, Step.DISCUSS: -14, Step.DOCUMENT: -12, Step.REVIEW: 170}


def tell(town: Town, days: Calendar) -> Telling:
    """She could not answer to her first plan. To the second she said yes; Steady Steps said no."""
    ivy = introduce(
        town, days, given="Ivy", family="Crowther", title="Miss", born=days.born(83, 7, 3),
        address=("9 Chapel Fold", "XW1 4SD"), pronouns="she, her", gender="Female", sex="Female",
        ethnicity="White British", marital_status="Single",
        preferred_contact=ContactWay.LETTER.value,
        contacts=[{"system": "telephone", "value": "01632 960288", "rank": 1}],
    )  # fmt: skip
    ivy.needs(
        (NeedKind.ADJUSTMENT, "Room for her walking frame, and a high chair", ""),
        by="grace", at=days.ago(238, "10:00"),
    )  # fmt: skip
    ivy.involve("steady_steps", "community", days_ago=30, why="Wants to walk out again")
    ivy.key_worker("grace", at=days.ago(238, "10:10"))
    ivy.supporter("Peggy Crowther", SupporterKind.RELATIVE, "sister", days.ago(236, "18:00"))
    known(
        ivy,
        conditions=[("Osteoporosis", 6), ("Osteoarthritis", 14)],
        medicines=[("Alendronic acid 70 mg", "Mondays, standing up, with water")],
        results={
            "weight": [(500, "52.0"), (225, "47.5"), (26, "49.8")],
            "haemoglobin": [(500, "128"), (225, "109"), (26, "121")],
        },
    )  # fmt: skip
    _after_the_fall(ivy)
    _this_round(ivy)
    return ivy


def _after_the_fall(ivy: Telling) -> None:
    days, grace = ivy.days, ivy.staff("grace")
    ivy.start(
        "grace", days.ago(237, "11:00"), agreed_with="Peggy, on the ward", due=FIRST,
        talk_at=days.ago(223, "14:00"), place="Ward 6",
    )  # fmt: skip
    ivy.go_to(Step.DISCUSS, "grace", days.ago(224, "09:00"))
    at = days.ago(223, "14:15")
    ivy.write(
        grace, at, "what_matters", text="Home. She has said so for years, to all of us.",
    )  # fmt: skip
    ivy.write(
        grace, at, "goal", text="Home, and not to a home", importance=10, confidence=8,
        status="reached", outcome="She came home in the spring.",
    )  # fmt: skip
    ivy.write(
        grace, at, "action", what="Bring the frame and the high chair home", who="Peggy",
        when="Before she leaves the ward", status="done",
    )  # fmt: skip
    ivy.write(
        grace, at, "contingency", triggers="A fall, or a new pain in the hip",
        what_to_do="Do not pull her up. Blanket, cushion, and ring.",
        who_to_call="999. Then Peggy, 01632 960289.",
    )  # fmt: skip
    ivy.freeze(
        "grace", days.ago(221, "11:00"), review_in=-40, review_by="Grace Okafor",
        how="A visit at home", where="Ward 6",
        said=said(
            ivy, Answer.COULD_NOT,
            "Ivy was muddled after the operation and slept through both visits. Peggy told us"
            " what Ivy has always said. We ask her again when she is home.",
        ),
    )  # fmt: skip
    ivy.end_round("grace", days.ago(44, "10:30"))


def _this_round(ivy: Telling) -> None:
    days, me, grace = ivy.days, ivy.me, ivy.staff("grace")
    ivy.start(
        "grace", days.ago(43, "10:00"), agreed_with="Ivy, at her kitchen table", due=SECOND,
        talk_at=days.ago(15, "10:30"), place="At home",
    )  # fmt: skip
    at = days.ago(33, "15:00")
    ivy.write(
        me, at, "what_matters", text="Out of this chair. The towpath, and the ducks that know me."
    )
    ivy.write(me, at, "talk_about", text="Walking further than the gate", order="1")
    ivy.hand_in(me, at, mode="paper", helped_by="Peggy Crowther")
    ivy.go_to(Step.DISCUSS, "grace", days.ago(29, "09:00"))
    at = days.ago(15, "10:45")
    goal = ivy.write(
        grace, at, "goal", text="Feed the ducks by the lock", importance=9, confidence=7,
        status="going", worse="In the chair", now="To the gate", hoped_for="To the lock, with help",
        better="To the lock with Peggy", much_better="To the lock alone",
    )  # fmt: skip
    ivy.write(
        grace, at, "action", what="Walk to the lock, on the towpath", goal=goal,
        who="Ivy and Dee Sutcliffe", who_team="Steady Steps Walking Group",
        when="Tuesdays at eleven", status="to_do", confidence=7,
    )  # fmt: skip
    ivy.go_to(Step.DOCUMENT, "grace", days.ago(15, "11:15"))
    version = ivy.freeze(
        "grace", days.ago(12, "11:00"), review_in=170, review_by="Grace Okafor",
        how="A visit at home", where="At home", said=ivy.yes(), asking=Choices(),
    )  # fmt: skip
    no = Reply(
        Answer.NOT_AGREED,
        "The towpath is all cobbles from the bridge to the lock. We cannot keep Ivy safe on a"
        " frame there.",
        "Put the park pond in place of the lock, until she walks with a stick. It has ducks too.",
    )
    sign(ivy, version, "dee", days.ago(9, "15:20"), no)
