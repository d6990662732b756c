"""What was said in an assessment: the newest answer of each member, as the core takes it.

Members see how many of each voice chose which step, and what the answers rest on. Who said it is
told for staff, and for those of the people who use services who chose to be named. For the others
words stand without a name and without the rating, in an order that says nothing of when.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from hearth.core.house.assessing import Answer, Evidence, Question, Rating, Settled, Voice
from hearth.records.house.models import Assessment, AssessmentAnswer, Settlement
from hearth.records.people.models import Account


@dataclass(frozen=True)
class Given:
    """All that counts of one assessment."""

    answers: tuple[Answer, ...]
    settled: tuple[Settled, ...]


def given_in(
    assessments: Iterable[Assessment], *, before: datetime | None = None
) -> dict[int, Given]:
    """Return what was said in each of these, until a moment. Two queries, however many."""
    keys = [each.pk for each in assessments]
    answers, settled = defaultdict(list), defaultdict(list)
    for row in _newest(keys, before):
        answers[row.assessment_id].append(_answer(row))
    for each in _newest_settled(keys, before):
        settled[each.assessment_id].append(_settled(each))
    return {key: Given(tuple(answers[key]), tuple(settled[key])) for key in keys}


def _newest(keys: list[int], before: datetime | None) -> list[AssessmentAnswer]:
    rows = AssessmentAnswer.objects.filter(assessment__in=keys)
    rows = rows if before is None else rows.filter(at__lt=before)
    return list(
        {
            (row.assessment_id, row.by_id, row.element, row.question): row
            for row in rows.order_by("pk")
        }.values()
    )


def _newest_settled(keys: list[int], before: datetime | None) -> list[Settlement]:
    rows = Settlement.objects.filter(assessment__in=keys)
    rows = rows if before is None else rows.filter(at__lt=before)
    return list(
        {
            (row.assessment_id, row.element, row.question, row.voice): row
            for row in rows.order_by("pk")
        }.values()
    )


def _answer(row: AssessmentAnswer) -> Answer:
    rating = None if row.rating is None else Rating(row.rating)
    question, voice = Question(row.question), Voice(row.voice)
    return Answer(row.element, question, voice, rating, str(row.by_id), row.evidence)


def _settled(row: Settlement) -> Settled:
    question, voice = Question(row.question), Voice(row.voice)
    return Settled(row.element, question, voice, Rating(row.rating), row.why)


def own_answers(assessment: Assessment, account: Account) -> dict[tuple[str, Question], Answer]:
    """Return what a member said themselves: by element and question."""
    rows = assessment.answers.filter(by=account).order_by("pk")
    return {(row.element, Question(row.question)): _answer(row) for row in rows}


def named_by(assessment: Assessment, account: Account) -> frozenset[str]:
    """Return the elements beside which a member shows their name, by what they said last."""
    rows = assessment.answers.filter(by=account).order_by("pk").values_list("element", "named")
    return frozenset(element for element, named in dict(rows).items() if named)


@dataclass(frozen=True)
class Said:
    """What an answer rests on, as the group may see it. `who` and `rating` can be untold."""

    element: str
    question: Question
    voice: Voice
    evidence: Evidence
    who: str = ""
    rating: Rating | None = None


def said_in(assessment: Assessment, element: str = "") -> list[Said]:
    """Return the evidence given in an assessment, or for one element. Two queries at most."""
    rows = [row for row in _newest([assessment.pk], None) if row.evidence != Evidence()]
    rows = [row for row in rows if not element or row.element == element]
    accounts = Account.objects.in_bulk({row.by_id for row in rows if _may_be_named(row)})
    return [_said(row, accounts) for row in sorted(rows, key=_shuffled)]


def _may_be_named(row: AssessmentAnswer) -> bool:
    return row.voice == Voice.STAFF or row.named


def _said(row: AssessmentAnswer, accounts: dict[int, Account]) -> Said:
    told = _answer(row)
    said = Said(row.element, told.question, told.voice, told.evidence)
    if not _may_be_named(row):
        return said
    return Said(
        row.element, told.question, told.voice, told.evidence,
        accounts[row.by_id].full_name, told.rating,
    )  # fmt: skip


def _shuffled(row: AssessmentAnswer) -> tuple[str, str, str]:
    """By voice and question, and then in an order that tells neither who nor when."""
    return row.voice, row.question, sha256(f"{row.words}{row.link}".encode()).hexdigest()


def heard_from(assessment: Assessment) -> dict[Voice, int]:
    """Return how many members of each voice have answered anything. One query."""
    rows = assessment.answers.order_by().values_list("voice", "by").distinct()
    voices = [Voice(voice) for voice, _ in rows]
    return {voice: voices.count(voice) for voice in Voice}
