"""How an open recall stands, from what was sent and said; and which letter is next, and when."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hearth.core.messages import MessageWay
from hearth.core.recall.deciding import Standing, decide
from hearth.core.recall.facts import Answer, Facts, Letter, RecallRule, Said, Sent
from hearth.core.rounds import Step


class Stage(StrEnum):
    """Where a recall stands. Nothing stores it."""

    TO_INVITE = "to invite"
    INVITED = "invited"
    REMINDED = "reminded"
    LAST_LETTER = "last letter sent"
    LATER = "asked for later"
    SAID_YES = "said yes"
    PREPARING = "getting ready"
    NUDGED = "getting ready, asked again"
    READY = "ready to talk"
    MET = "met"
    SAID_NO = "said no"


ANSWERS = frozenset({Stage.SAID_YES, Stage.SAID_NO, Stage.LATER})
NEXT_STAGES: dict[Stage, frozenset[Stage]] = {
    Stage.TO_INVITE: ANSWERS | {Stage.INVITED},
    Stage.INVITED: ANSWERS | {Stage.REMINDED},
    Stage.REMINDED: ANSWERS | {Stage.LAST_LETTER},
    Stage.LAST_LETTER: ANSWERS,
    Stage.LATER: ANSWERS - {Stage.LATER} | {Stage.TO_INVITE},
    Stage.SAID_YES: frozenset(
        {Stage.PREPARING, Stage.READY, Stage.MET, Stage.SAID_NO, Stage.LATER}
    ),
    Stage.PREPARING: frozenset({Stage.NUDGED, Stage.READY, Stage.MET, Stage.SAID_NO, Stage.LATER}),
    Stage.NUDGED: frozenset({Stage.READY, Stage.MET, Stage.SAID_NO, Stage.LATER}),
    Stage.READY: frozenset({Stage.MET, Stage.SAID_NO, Stage.LATER}),
    Stage.MET: frozenset(),
    Stage.SAID_NO: frozenset(),
}
"""From each stage, where a recall may go. After the last three a new one is opened in its time."""

STAGE_WORDS: dict[Stage, str] = {
    Stage.TO_INVITE: "Not invited yet.",
    Stage.INVITED: "Invited. No answer yet.",
    Stage.REMINDED: "Reminded. No answer yet.",
    Stage.LAST_LETTER: "We wrote one last time. The door stays open.",
    Stage.LATER: "They want to be asked later.",
    Stage.SAID_YES: "They said yes.",
    Stage.PREPARING: "They are getting ready.",
    Stage.NUDGED: "They are getting ready. We asked how it goes.",
    Stage.READY: "They are ready to talk.",
    Stage.MET: "They had their talk.",
    Stage.SAID_NO: "They said no.",
}
GETTING_READY = frozenset({Stage.SAID_YES, Stage.PREPARING})
BEFORE_THE_TALK = frozenset({Step.PREPARE, Step.DISCUSS})


@dataclass(frozen=True)
class Next:
    """The letter that is next, and from which day. `used`: the ways that carried one before.

    `again`: the same letter did not arrive, so it goes another way.
    """

    letter: Letter
    from_day: date
    used: tuple[MessageWay, ...] = ()
    again: bool = False


def stage(facts: Facts, today: date) -> Stage:
    """Say where an open recall stands today."""
    if facts.met_on:
        return Stage.MET
    last = _last_answer(facts)
    if last and last.answer is Answer.NO:
        return Stage.SAID_NO
    if last and last.answer is Answer.LATER and last.until and today <= last.until:
        return Stage.LATER
    if (last and last.answer is Answer.YES) or facts.step in BEFORE_THE_TALK:
        return _getting_ready(facts)
    letters = {each.letter for each in this_time(facts)}
    if Letter.NO_REPLY in letters:
        return Stage.LAST_LETTER
    if Letter.REMINDER in letters:
        return Stage.REMINDED
    return Stage.INVITED if Letter.INVITATION in letters else Stage.TO_INVITE


def _getting_ready(facts: Facts) -> Stage:
    letters = {each.letter for each in facts.sent}
    if facts.handed_in:
        return Stage.READY
    if Letter.FOLLOW_UP in letters:
        return Stage.NUDGED
    return Stage.PREPARING if Letter.PREPARATION in letters else Stage.SAID_YES


def _last_answer(facts: Facts) -> Said | None:
    return max(facts.said, key=lambda each: each.at, default=None)


def this_time(facts: Facts) -> tuple[Sent, ...]:
    """The letters since they last asked for later: the count begins again there, oldest first."""
    later = [each.at for each in facts.said if each.answer is Answer.LATER]
    rows = (each for each in facts.sent if not later or each.at > max(later))
    return tuple(sorted(rows, key=lambda each: each.at))


FOLLOWS: dict[Stage, Letter] = {
    Stage.TO_INVITE: Letter.INVITATION,
    Stage.INVITED: Letter.REMINDER,
    Stage.REMINDED: Letter.NO_REPLY,
    Stage.SAID_YES: Letter.PREPARATION,
    Stage.PREPARING: Letter.FOLLOW_UP,
}
"""The letter that follows on each stage; from the others nothing is sent."""


def next_letter(facts: Facts, today: date, rule: RecallRule) -> Next | None:
    """Return the letter that is next and from which day; None when nothing may be sent.

    Nothing goes to somebody who died or is left out. The preparation letter waits for a round,
    and while a result must be told by a person. After the day of the talk it is too late for it.
    """
    decision, here = decide(facts, today, rule), stage(facts, today)
    if decision.standing in (Standing.LEFT_OUT, Standing.NOT_LISTED) or not decision.month:
        return None
    sent = this_time(facts)
    if any(each.waits for each in sent):
        return None
    if decision.standing is Standing.UNDER_WAY and here not in GETTING_READY:
        return None
    if here in GETTING_READY and _talk_went_by(facts, today):
        return None
    used = tuple(dict.fromkeys(each.way for each in sent if each.way))
    if sent and sent[-1].failed and not (facts.urgent and sent[-1].letter is Letter.PREPARATION):
        return Next(sent[-1].letter, today, used, again=True)
    if here not in FOLLOWS or not (day := _from_day(here, facts, decision.month, rule)):
        return None
    return Next(FOLLOWS[here], day, used)


def _talk_went_by(facts: Facts, today: date) -> bool:
    """Say whether the day of the talk is over, also where nobody has written of it yet."""
    talk = facts.conversation_on
    return facts.step in BEFORE_THE_TALK and talk is not None and talk < today


def _from_day(here: Stage, facts: Facts, month: date, rule: RecallRule) -> date | None:
    sent = this_time(facts)
    since = sent[-1].at.date() if sent else date.min
    match here:
        case Stage.TO_INVITE:
            return month - timedelta(days=rule.invite_before)
        case Stage.INVITED:
            return since + timedelta(days=rule.reminder_after)
        case Stage.REMINDED:
            return since + timedelta(days=rule.last_letter_after)
        case Stage.PREPARING:
            return since + timedelta(days=rule.follow_up_after)
        case _:
            return _preparation_from(facts, month, rule)


def _preparation_from(facts: Facts, month: date, rule: RecallRule) -> date | None:
    """When a round has begun, and no result waits to be told: some days before they talk."""
    if facts.step is None or facts.urgent:
        return None
    if facts.conversation_on:
        return facts.conversation_on - timedelta(days=rule.preparation_before)
    last = _last_answer(facts)
    return last.at.date() if last else month - timedelta(days=rule.invite_before)
