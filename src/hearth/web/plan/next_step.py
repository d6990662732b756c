"""The one thing that waits for the person now, said at the top of their plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from hearth.core.agreement import Answer, Standing
from hearth.core.rounds import Step
from hearth.records.preparation.glance import Glance

SOON = timedelta(days=30)


@dataclass(frozen=True)
class NextStep:
    """A card: what waits, why, and the page (its URL name) where it is done."""

    title: str
    words: str
    page: str = ""
    link: str = ""


ANSWER_FOR_THEM = NextStep(
    "The plan waits for an answer",
    "The law lets you answer for them. Ask them first what they think of it.",
    "answer-plan",
    "Read the plan",
)
"""For somebody with an authority in law, where the person cannot answer."""


@dataclass(frozen=True)
class PlanFacts:
    """How the plan stands. `newest`: of the last version; `review_on`: of the one in force.

    `is_written`: the round under way has brought a version forth already. `persons_answer` is to
    the last version; `refused_by` names one who was asked to sign it and has not. `is_invited`: we
    asked them to talk, and they have not answered.
    """

    newest: Standing | None
    review_on: date | None
    has_entries: bool
    is_written: bool = False
    persons_answer: Answer | None = None
    refused_by: str = ""
    is_invited: bool = False


def next_steps(now: Glance, plan: PlanFacts, *, today: date) -> list[NextStep]:
    """List what waits for the person, the most pressing first; never empty."""
    found = [*_answers(now, plan), *_invited(plan), *_round(now, plan, today)]
    found += _review(now, plan, today)
    return found or [_nothing_waits(plan)]


def supporters_steps(now: Glance, *, may_prepare: bool, today: date) -> list[NextStep]:
    """List what waits for somebody who helps; often nothing."""
    if now.step is not Step.PREPARE or now.handed_in or not may_prepare:
        return []
    words = "A few questions, one at a time. Write down what they say, in their words."
    title = f"Help to get ready for the conversation{_when(now.conversation_at, today)}"
    return [NextStep(title, words, "prepare", "Start, or go on")]


def _answers(now: Glance, plan: PlanFacts) -> Iterator[NextStep]:
    if _waits_for_the_person(plan):
        words = "Take your time. It is not agreed until you say so."
        yield NextStep(
            "Your plan is ready: read it, and say if it is right",
            words,
            "answer-plan",
            "Read my plan",
        )
    if plan.refused_by:
        words = "Look at “Who has signed” to see why, and what would make it right."
        yield NextStep(f"{plan.refused_by} has not signed your plan", words)
    elif plan.newest is Standing.NOT_AGREED:
        who = now.key_worker or "The people who help you"
        words = f"{who} will talk with you about it. Your words stay until you change them."
        yield NextStep("You said the plan is not right yet", words, "plan-draft", "Change my plan")
    if now.ideas:
        words = "Someone who helps you has an idea for your plan. You say yes or no."
        yield NextStep(_how_many(now.ideas), words, "suggestions", "Look at it")


def _waits_for_the_person(plan: PlanFacts) -> bool:
    others_first = plan.newest is Standing.PARTLY_AGREED or bool(plan.refused_by)
    return plan.newest is Standing.OFFERED or (others_first and plan.persons_answer is None)


def _invited(plan: PlanFacts) -> Iterator[NextStep]:
    if plan.is_invited:
        words = "It is about what matters to you. Say yes, not now, or no."
        yield NextStep("Would you like to talk with us?", words, "invitation", "Give my answer")


def _how_many(count: int) -> str:
    return "1 idea for you to look at" if count == 1 else f"{count} ideas for you to look at"


def _round(now: Glance, plan: PlanFacts, today: date) -> Iterator[NextStep]:
    when = _when(now.conversation_at, today)
    if now.step is Step.PREPARE and not now.handed_in:
        words = "A few questions, one at a time. Stop when you like. Your answers are kept."
        yield NextStep(
            f"Get ready for your conversation{when}", words, "prepare", "Start, or go on"
        )
    elif now.step in (Step.PREPARE, Step.DISCUSS) and now.conversation_at:
        place = f"We meet at {now.conversation_place}. " if now.conversation_place else ""
        words = f"{place}You can still change your answers until then."
        yield NextStep(f"Your conversation is{when}", words, "prepare", "Look at my answers")
    elif now.step is Step.DOCUMENT and not plan.is_written:
        words = "We are writing down what we agreed. You can read it, and change it."
        yield NextStep("Your plan is being written", words, "plan-draft", "Read it so far")


def _when(at: datetime | None, today: date) -> str:
    if at is None:
        return ""
    local = timezone.localtime(at)
    clock = f"{local:%I:%M%p}".lstrip("0").lower()
    if local.date() == today:
        return f" today at {clock}"
    return f" on {local.day} {local:%B %Y} at {clock}"


def _review(now: Glance, plan: PlanFacts, today: date) -> Iterator[NextStep]:
    if now.review_asked:
        who = now.key_worker or "Your key worker"
        yield NextStep("You asked for a review", f"{who} will get in touch to plan it.")
    elif plan.review_on and plan.review_on - today <= SOON and _is_between_rounds(now, plan):
        late = plan.review_on < today
        day = f"{plan.review_on.day} {plan.review_on:%B %Y}"
        title = f"Your review was due on {day}" if late else f"Your review is due on {day}"
        words = "How did it go? What do you want to keep, and what to change?"
        yield NextStep(title, words, "ask-review", "Ask for a review")


def _is_between_rounds(now: Glance, plan: PlanFacts) -> bool:
    return now.step in (None, Step.REVIEW) or (now.step is Step.DOCUMENT and plan.is_written)


def _nothing_waits(plan: PlanFacts) -> NextStep:
    if plan.has_entries:
        words = "You can change your plan, or ask for a review, at any time."
        return NextStep("Nothing waits for you now", words)
    words = "Start with what matters to you. A line or two is fine."
    return NextStep("Your plan starts with you", words, "entry-kinds", "Write the first line")
