"""The recall of the town: lists, what was sent in the last weeks, and who said “not now”."""

from datetime import date
from typing import Any

from django.utils import timezone

from hearth.core.recall.facts import Answer, Letter, ListKind, WhyNot
from hearth.core.words import Refused
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.telling import Telling
from hearth.jobs.demo.town import Town
from hearth.jobs.recall.keeping import keep_all
from hearth.records.access.door import open_record
from hearth.records.recall.changes import answers
from hearth.records.recall.changes.lists import ToList, put_on_register
from hearth.records.recall.changes.sending import send_batch
from hearth.records.recall.queries.conditions import with_conditions
from hearth.records.recall.queries.lines import letters_due

LONG_TERM = "Two or more long-term conditions"
FROM = "The practice’s record"
MOST = 40  # letters of the past, so that a large town is made as fast as a small one


def list_the_crowd(days: Calendar) -> None:
    """Put everyone with two or more conditions on a list, and open all recalls."""
    _list_all(days)
    keep_all(at=days.ago(1, "05:30"))


def _list_all(days: Calendar) -> None:
    people = [ToList(pk, why) for pk, why in with_conditions(at_least=2).items()]
    put_on_register(people, register=LONG_TERM, source=FROM, by=None, at=days.ago(40, "06:00"))


def tell_recall(town: Town, told: dict[str, Telling], days: Calendar) -> None:
    """The lists of the stories; invitations a month ago, reminders last week; some answers."""
    _owed(told["danny"], "Personal budgets", ListKind.BUDGET, days.due(90), days)
    _owed(told["betty"], "Social care reviews", ListKind.SOCIAL_CARE, days.due(20), days)
    _owed(told["tomasz"], "Asked for it", ListKind.ASKED, None, days)
    _list_all(days)
    send(town, "jan", Letter.INVITATION, days.ago(32, "09:30"))
    send(town, "jan", Letter.REMINDER, days.ago(8, "09:30"))
    _some_answers(told, days)
    keep_all(at=days.ago(1, "05:30"))


def _owed(telling: Telling, name: str, kind: ListKind, due: date | None, days: Calendar) -> None:
    put_on_register(
        [ToList(telling.person.pk, due=due)], register=name, kind=kind, source="The council"
        if due else "Said at the desk", by=None, at=days.ago(40, "11:00"),
    )  # fmt: skip


def send(town: Town, by: str, letter: Letter, at: Any) -> None:
    """Send what was due on that day."""
    staff = town.staff[by]
    here = staff.post.organisation
    due = letters_due([here.pk], today=timezone.localdate(at), letter=letter)
    try:
        send_batch(
            organisation=here, letter=letter, by=staff.account, at=at,
            recalls=[each.recall.pk for each in due[:MOST]],
        )  # fmt: skip
    except Refused:
        return  # On this day of the year there was nobody to write to.


def _some_answers(told: dict[str, Telling], days: Calendar) -> None:
    jan = told["george"].staff("jan").account
    at = days.ago(5, "11:40")
    george = open_record(told["george"].person.pk, by=jan, at=at, why="took a telephone call")
    answers.reply(
        record=george, answer=Answer.LATER, until=days.due(40), by=jan, at=at,
        words="After the model railway show. He will ring.",
    )  # fmt: skip
    joseph = open_record(told["joseph"].person.pk, by=jan, at=at, why="took a telephone call")
    answers.leave_out(
        record=joseph, why=WhyNot.NOT_NOW, until=days.due(60), by=jan, at=at,
        words="He is on a stroke rehabilitation ward until then.",
    )  # fmt: skip
