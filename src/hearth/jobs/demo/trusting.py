"""What stories tell of trust: who signs, who is shown what, what is closed, who does not agree."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hearth.core.agreement import Answer, Party, Way
from hearth.core.appeal import About, State, StepTaken
from hearth.core.sharing import LinkKind, SealKind
from hearth.core.words import Section
from hearth.jobs.demo.telling import Telling, Who, account_of
from hearth.records.access import links, sealing, shares
from hearth.records.access.door import open_record
from hearth.records.access.emergency import Named, open_in_emergency
from hearth.records.access.opening import open_link
from hearth.records.appeals import changes as appeals
from hearth.records.plans.changes import signing
from hearth.records.plans.changes.signing import Reply
from hearth.records.plans.changes.versions import Said
from hearth.records.plans.queries.versions import shown_code

YES = Reply(Answer.AGREED)


def sign(telling: Telling, version: Any, by: str, at: datetime, reply: Reply = YES) -> None:
    """A key worker, or somebody for their service, signs as they were asked to; or says no."""
    giver = telling.staff(by)
    record = telling.record(giver, at)
    signing.sign_as_asked(
        record=record, version=version, code=shown_code(record, version), reply=reply,
        by=giver.account, at=at,
    )  # fmt: skip


def said(telling: Telling, answer: Answer, reason: str, way: Way = Way.IN_THE_ROOM) -> Said:
    """The person's answer when it is not a plain yes, taken down by who froze the plan."""
    return Said(Party.PERSON, telling.person.name.called, answer, way, reason=reason)


def show(
    telling: Telling, at: datetime, *, to: str = "", service: str = "",
    sections: Iterable[Section], why: str, until: int,
) -> Any:  # fmt: skip
    """The person shows some parts to a member of staff (`to`), or to a `service`."""
    return shares.share(
        record=telling.record(telling.me, at), sections=set(sections), purpose=why,
        until=telling.days.due(until), post=telling.staff(to).post if to else None,
        organisation=telling.town.organisations[service] if service else None,
        by=telling.me, at=at,
    )  # fmt: skip


def stop_showing(telling: Telling, share: Any, at: datetime) -> None:
    """The person ends a share."""
    record = telling.record(telling.me, at)
    shares.end_share(record=record, share=share, by=telling.me, at=at)


def make_link(
    telling: Telling, at: datetime, label: str, *, sections: Iterable[Section], passcode: str,
    uses: int, ends: datetime,
) -> str:  # fmt: skip
    """The person makes a link. Returns its token, which nothing else keeps."""
    _, token = links.make_link(
        record=telling.record(telling.me, at), kind=LinkKind.SHARE, label=label,
        sections=set(sections), ends_at=ends, passcode=passcode, most_uses=uses,
        by=telling.me, at=at,
    )  # fmt: skip
    return token


def carry_a_card(telling: Telling, at: datetime, *sections: Section) -> str:
    """The person switches their emergency page on, and prints the card."""
    record = telling.record(telling.me, at)
    return links.switch_on_emergency(
        record=record, sections=sections, by=telling.me, at=at
    )[1]  # fmt: skip


def scan(token: str, at: datetime) -> None:
    """Somebody reads the emergency page from the card."""
    open_link(token, at=at, why="opened the emergency page", kind=LinkKind.EMERGENCY)


def follow(token: str, passcode: str, at: datetime) -> None:
    """Somebody opens a link, with its passcode."""
    open_link(token, at=at, why="read the plan through a link", passcode=passcode)


def close(
    telling: Telling, who: Who, at: datetime, kind: SealKind, section: Section, thread: str, *,
    why: str = "", named: Iterable[str] = (),
) -> None:  # fmt: skip
    """Seal one line of the plan."""
    sealing.seal(
        record=telling.record(who, at), kind=kind, section=section, thread=thread, why=why,
        named=[telling.staff(key).account for key in named], by=account_of(who), at=at,
    )  # fmt: skip


def break_glass(telling: Telling, by: str, at: datetime, reason: str) -> None:
    """Somebody whom nothing ties to the person opens their plan in an emergency, and reads it."""
    giver, person = telling.staff(by), telling.person
    named = Named(person.name.family, person.born, number=telling.number)
    open_in_emergency(named=named, post=giver.post, reason=reason, by=giver.account, at=at)
    open_record(person.pk, by=giver.account, at=at, why="read the plan")


def disagree(
    telling: Telling, who: Who, at: datetime, about: About, words: str, remedy: str
) -> Any:
    """Somebody says what they do not agree with, and what would put it right."""
    return appeals.raise_appeal(
        record=telling.record(who, at), about=about, words=words, remedy=remedy,
        by=account_of(who), at=at,
    )  # fmt: skip


def go_on(
    telling: Telling, appeal: Any, after: int, who: Who, at: datetime, step: State, *,
    words: str = "", remedy: str = "", next_one: str = "", on: int | None = None,
) -> None:  # fmt: skip
    """Take the next step with a disagreement. `next_one` owes what comes after it."""
    actor = telling.staff(next_one).post if next_one else None
    day = None if on is None else telling.days.due(on)
    taken = StepTaken(step, words, remedy, day, actor=str(actor or ""))
    appeals.take_step(
        record=telling.record(who, at), appeal=appeal, after=after, step=taken, actor=actor,
        by=account_of(who), at=at,
    )  # fmt: skip
