"""The House of Calderwick: its steering group, and how it rated itself over fourteen months.

Staff are proud of the letters that they send; those who get them say that they come too late, or in
a form that they cannot read. For a year nobody answered for the left wall. Now Arthur does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearth.core.house import adapting
from hearth.core.house.assessing import Evidence, Question, Rating, Voice
from hearth.core.house.framework import Element, Framework, Proof
from hearth.core.house.parts import Part
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.house_story import ANSWERS_FOR, FIRST, LATELY, NOW, SECOND, THIRD, Round
from hearth.jobs.demo.town import Town
from hearth.records.audit.changes import together
from hearth.records.house import changes, queries
from hearth.records.people.queries import supporters_of

STAFF, PEOPLE = ("priya", "grace", "dee"), ("arthur", "rhys")
MEMBERS = {**dict.fromkeys(STAFF, Voice.STAFF), **dict.fromkeys(PEOPLE, Voice.PEOPLE)}
SEATED = 438
"""How many days ago the steering group first met."""


@dataclass(frozen=True)
class Group:
    """The community, and the accounts of who sits in its steering group, by first name."""

    community: Any
    accounts: Mapping[str, Any]
    days: Calendar

    @property
    def lead(self) -> Any:
        return self.accounts["priya"]


def build_house(town: Town, told: Mapping[str, Any], days: Calendar) -> None:
    """Seat the steering group, adapt its framework, and rate the house three times, and a bit."""
    accounts = {key: town.staff[key].account for key in STAFF}
    carers = supporters_of(told["betty"].person).select_related("account")
    accounts["arthur"] = next(each.account for each in carers if each.account)
    accounts["rhys"] = told["rhys"].me
    group = Group(town.organisations["trust"].community, accounts, days)
    with together():
        _sit_down(group)
        _name_who_answers(group, ANSWERS_FOR)
        _leave_out_one_thing(group)
        _rate(group, FIRST)
        _ask_about_the_internet(group)
        _rate(group, SECOND)
        _say_it_better(group)
        _rate(group, THIRD)
        _name_who_answers(group, LATELY)
        _rate(group, NOW)


def _sit_down(group: Group) -> None:
    at = group.days.ago(SEATED, "10:00")
    for key, voice in MEMBERS.items():
        changes.give_seat(
            community=group.community, to=group.accounts[key], voice=voice, by=group.lead, at=at
        )


def _name_who_answers(group: Group, parts: Mapping[Part, tuple[str, int]]) -> None:
    for part, (key, ago) in parts.items():
        changes.let_answer_for(
            community=group.community, part=part, account=group.accounts[key], by=group.lead,
            at=group.days.ago(ago, "11:00"),
        )  # fmt: skip


def _leave_out_one_thing(group: Group) -> None:
    framework = adapting.retire(queries.framework_of(group.community), "bought-together")
    _adapt(group, framework, 430, "Another group looks after the shared budget since April.")


def _ask_about_the_internet(group: Group) -> None:
    new = Element(
        code="without-the-internet",
        part=Part.LEFT_WALL,
        name="A way in without the internet",
        is_there="Can people do all of it by phone, by post or face to face?",
        does_it_work="Do people without the internet get as good a talk as the others?",
        look_for="How many asked for paper. What they say about it at the Mend Shed.",
        source="Our own. Rhys asked for it.",
    )
    framework = adapting.add(queries.framework_of(group.community), new)
    _adapt(group, framework, 232, "One in four of us in Calderwick is not online.")


def _say_it_better(group: Group) -> None:
    framework = queries.framework_of(group.community)
    framework = adapting.reword(
        framework, "own-agenda", is_there="Does each talk begin with: what would you like to bring?"
    )
    framework = adapting.reweigh(framework, "peer-support", matters=True, proof=Proof.WORDS)
    _adapt(group, framework, 64, "Meeting others is what got us through, say Arthur and Rhys.")


def _adapt(group: Group, to: Framework, ago: int, why: str) -> None:
    base = queries.framework_in_use(group.community).number
    changes.adapt(
        community=group.community, to=to, base_number=base, why=why, by=group.lead,
        at=group.days.ago(ago, "16:00"),
    )  # fmt: skip


def _rate(group: Group, round: Round) -> None:
    opened = group.days.ago(round.opened, "09:30")
    assessment = changes.open_assessment(
        community=group.community, title=f"{opened:%B %Y}", by=group.lead, at=opened
    )
    answering = Answering(group, round, assessment, group.days.ago(round.answered, "14:00"))
    answering.answer()
    answering.settle()
    if round.closed:
        at = group.days.ago(round.closed, "15:30")
        changes.close_assessment(assessment=assessment, by=group.lead, at=at)


@dataclass(frozen=True)
class Answering:
    """One assessment while it is answered."""

    group: Group
    round: Round
    assessment: Any
    at: datetime

    def answer(self) -> None:
        """Let each member say what they say, all at once."""
        replies: dict[str, list[changes.Reply]] = {}
        framework = queries.framework_at(self.assessment)
        for code in self.round.only or [each.code for each in framework.in_use]:
            for who, reply in self._replies(framework.element(code)):
                replies.setdefault(who, []).append(reply)
        for who, said in replies.items():
            by = self.group.accounts[who]
            changes.answer_many(assessment=self.assessment, replies=said, by=by, at=self.at)

    def _replies(self, element: Element) -> Iterator[tuple[str, changes.Reply]]:
        """One member of each voice answers both questions; where one differs, two."""
        for voice in Voice:
            who = self.round.who(element, voice)
            steps = self.round.ratings(element, voice)
            for question, rating in zip(Question, steps, strict=True):
                yield who, self._reply(element, question, rating, who)
        for key, (question, step, words) in self.round.differing.get(element.code, {}).items():
            yield key, self._reply(element, question, Rating(step), key, words)

    def _reply(
        self, element: Element, question: Question, rating: Rating, who: str, words: str = ""
    ) -> changes.Reply:
        evidence = self._evidence(element, question, rating, who, words)
        return changes.Reply(element.code, question, rating, evidence, named=who == "arthur")

    def _evidence(
        self, element: Element, question: Question, rating: Rating, who: str, words: str
    ) -> Evidence:
        metric, figure = self.round.figures.get(element.code, ("", ""))
        if metric and question is Question.THERE and MEMBERS[who] is Voice.STAFF:
            return Evidence(words, metric=metric, figure=figure)
        said = words or self.round.words.get((element.code, MEMBERS[who], question), "")
        if not said and rating is Rating.CRACKED_IT:
            said = "We looked at it together, and it holds."
        return Evidence(said, self.round.links.get(element.code, ""))

    def settle(self) -> None:
        """Record what the voices agreed on after they talked."""
        for code, (question, key, step, why) in self.round.settled.items():
            changes.settle(
                assessment=self.assessment, element=code, question=question, voice=MEMBERS[key],
                rating=Rating(step), why=why, by=self.group.accounts[key], at=self.at,
            )  # fmt: skip
