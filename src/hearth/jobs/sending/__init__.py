"""Hand over the messages that are due: none lost, none doubled, none to somebody who died."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from hearth.core.messages import MessageWay, Outcome, Silence
from hearth.jobs.sending.letters import paper_for, written_of
from hearth.jobs.sending.providers import providers as providers_of_this_site
from hearth.outside.handing_over import NotNow, NotTaken, Parcel, Provider, Unsure
from hearth.records.audit import changes as audit
from hearth.records.outbox.alone import Busy, alone_with
from hearth.records.outbox.changes import must_stop
from hearth.records.outbox.claims import Claim, claim, finish, put_back, still_holds
from hearth.records.people.queries import silence_about

MOST = 200
log = logging.getLogger(__name__)


@dataclass
class Tally:
    """How many messages were tried, and how each try ended."""

    ended: dict[Outcome, int] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        self.ended[outcome] = self.ended.get(outcome, 0) + 1

    def __str__(self) -> str:
        parts = (f"{count} {outcome.value}" for outcome, count in self.ended.items())
        return ", ".join(parts) or "nothing to send"


def send_due(
    *,
    at: datetime,
    most: int = MOST,
    providers: Mapping[MessageWay, Provider] | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> Tally:
    """Try each message that is due at `at`, one by one; stop early once `go_on` says no."""
    told, ways = Tally(), providers_of_this_site() if providers is None else providers
    for _ in range(most):
        if not go_on() or (taken := claim(ways=ways, at=at)) is None:
            break
        if (ended := send(taken, ways[MessageWay(taken.message.way)])) is not None:
            told.add(ended)
    return told


def send(taken: Claim, provider: Provider) -> Outcome | None:
    """Hand one message over, alone with the person whom it is about. None: it was taken from us."""
    try:
        with alone_with(_key(taken)):
            if not still_holds(taken):
                return None
            outcome, why = _hand_over(taken, provider)
    except Busy:
        put_back(claim=taken, at=timezone.now())
        return None
    if not finish(claim=taken, outcome=outcome, why=why, at=timezone.now()):
        return None
    _tell(taken, outcome, why)
    return outcome


def _key(taken: Claim) -> UUID:
    key: UUID = taken.message.person_id or taken.message.reference
    return key


def _hand_over(taken: Claim, provider: Provider) -> tuple[Outcome, str]:
    """The last look at whether the person lives, and then the provider. At most ten seconds."""
    if must_stop(taken.message):
        match silence_about(taken.message.person_id):
            case Silence.STOPPED:
                return Outcome.STOPPED, "The person has died."
            case Silence.HELD:
                return Outcome.HELD, "Someone told us that the person died."
    try:
        if taken.ask_first and provider.has(taken.message.reference):
            return Outcome.HANDED_OVER, "The provider has it from an earlier try."
        provider.hand_over(_parcel(taken))
    except NotNow as error:
        return Outcome.NOT_NOW, str(error)
    except Unsure as error:
        return Outcome.UNSURE, str(error)
    except NotTaken as error:
        return Outcome.REFUSED, str(error)
    return Outcome.HANDED_OVER, ""


def _parcel(taken: Claim) -> Parcel:
    row = taken.message
    written = written_of(row)
    paper = paper_for(row, written, on=timezone.localdate(row.posted_at))
    return Parcel(row.reference, row.address, row.name, written, paper)


def _tell(taken: Claim, outcome: Outcome, why: str) -> None:
    """Leave an audit row of what left, and a line in the log of what could not, without names."""
    row = taken.message
    if outcome is Outcome.HANDED_OVER:
        what = f"{row.kind}, by {row.way}"
        audit.note(
            did="sent a message", by=None, at=timezone.now(), person_id=row.person_id, what=what
        )
    elif outcome in (Outcome.NOT_NOW, Outcome.UNSURE, Outcome.REFUSED):
        log.warning("message %s: %s. %s", row.reference, outcome.value, why)
