"""What the person is asked before the conversation: one question a page, from a list of tasks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    THREE = "three"  # up to three things, in order
    PEOPLE = "people"  # rows of who and what
    MEASURE = "measure"  # optional numbers


@dataclass(frozen=True)
class Question:
    """One page. `kind` is the kind of entry that the answer becomes; none for a measure."""

    code: str
    title: str
    ask: str
    prompts: tuple[str, ...]
    form: Form
    kind: str = ""
    optional: bool = False


QUESTIONS: tuple[Question, ...] = (
    Question(
        "results",
        "Your results",
        "Your results, in plain words",
        ("Is there a result that you want to ask about?",),
        Form.TEXT,
        "about_results",
        optional=True,
    ),
    Question(
        "what_matters",
        "What matters to me",
        "What matters most to you?",
        ("Who or what makes a day good?", "What do you want to keep doing?", "What do you miss?"),
        Form.TEXT,
        "what_matters",
    ),
    Question(
        "how_things_are",
        "How things are",
        "How are things for you now?",
        ("How is your body? Your mood? Your sleep?", "What is hard? What goes well?"),
        Form.TEXT,
        "how_things_are",
    ),
    Question(
        "talk_about",
        "What I want to talk about",
        "What do you want to talk about?",
        ("Give up to three things. Put the one that matters most first.",),
        Form.THREE,
        "talk_about",
    ),
    Question(
        "people",
        "People who help me",
        "Who helps you?",
        ("Family, friends, neighbours, a club, a pet.",),
        Form.PEOPLE,
        "informal_support",
    ),
    Question(
        "help_needed",
        "Help I need",
        "What help do you need?",
        ("With the day, with your health, or with getting about.", "What have you tried?"),
        Form.TEXT,
        "help_needed",
    ),
    Question(
        "wellbeing",
        "Your wellbeing",
        "Four quick questions about how you feel",
        ("You can leave out any of them.",),
        Form.MEASURE,
        optional=True,
    ),
)

BY_CODE = {question.code: question for question in QUESTIONS}
PREPARE_KINDS = frozenset(question.kind for question in QUESTIONS if question.kind)
MOST_TO_TALK_ABOUT = 3


class Answered(StrEnum):
    """How a question stands in the list of tasks."""

    NOT_YET = "not yet"
    ANSWERED = "done"
    PASSED = "nothing to add"


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    question: Question
    state: Answered


def tasks(*, answered: Iterable[str], passed: Iterable[str]) -> list[Task]:
    """Lay out the list of tasks. `answered` and `passed` are codes of questions."""
    done, skipped = set(answered), set(passed)
    return [Task(question, _state(question.code, done, skipped)) for question in QUESTIONS]


def _state(code: str, done: set[str], skipped: set[str]) -> Answered:
    if code in done:
        return Answered.ANSWERED
    return Answered.PASSED if code in skipped else Answered.NOT_YET


def left_to_do(listed: Iterable[Task]) -> list[str]:
    """Name the questions that still wait, in order. Optional ones never wait."""
    return [
        task.question.title
        for task in listed
        if task.state is Answered.NOT_YET and not task.question.optional
    ]


def next_after(code: str) -> Question | None:
    """Return the question after this one, or None at the end."""
    codes = [question.code for question in QUESTIONS]
    at = codes.index(code) + 1
    return QUESTIONS[at] if at < len(QUESTIONS) else None
