"""Tell other systems what happened: in order, signed, tried again, and never past the door.

At least once: a receiver that took something, and whose answer was lost, hears it again under the
same number. One worker at a time tells one subscription; each may be killed at any moment.
"""

import hmac
import logging
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from hearth.core.messages import MessageWay, Written
from hearth.core.subscriptions import Channel, Status
from hearth.fhir.caller import Caller
from hearth.fhir.negotiating import CONTENT_TYPE
from hearth.fhir.subscriptions.asker import caller_now
from hearth.fhir.subscriptions.bundles import Event, notification
from hearth.fhir.subscriptions.happening import take_down_all
from hearth.fhir.subscriptions.telling import Decided, Fate, alive, decide, event_for
from hearth.jobs.sending.providers import providers
from hearth.outside.handing_over import NotNow, NotTaken, Parcel, Unsure
from hearth.outside.rest_hooks import RestHook
from hearth.records.audit import changes as audit
from hearth.records.outbox.alone import Busy, alone_with
from hearth.records.subscriptions import changes, claims
from hearth.records.subscriptions.claims import Held
from hearth.records.subscriptions.queries import Notice, Subscription
from hearth.records.subscriptions.secrets import headers_of, secret_of

MOST_IN_A_ROW = 50
MOST_SUBSCRIPTIONS = 200
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Word:
    """One thing to send: its kind, and of an event its notice and what may be said of it."""

    kind: str
    notice: Notice | None = None
    event: Event | None = None


def tell_due(*, at: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Take down what happened, and tell each subscription what waits. Say how much was told."""
    try:
        take_down_all(at=at)
    except Exception:  # the edge: what waits is told although nothing new can be found
        log.exception("What happened could not be taken down.")
    claims.wake(at=at)
    told = 0
    for _ in range(MOST_SUBSCRIPTIONS):
        if not go_on() or (held := claims.claim(at=at)) is None:
            break
        told += _serve(held, at, go_on)
    return told


def _serve(held: Held, at: datetime, go_on: Callable[[], bool]) -> int:
    """Tell one subscription what waits, until there is no more or its receiver fails."""
    row, caller = held.subscription, caller_now(held.subscription)
    if why := _over(row, caller, at):
        changes.stop(subscription=row, why=why, by=None, at=at)
        return 0
    assert caller is not None
    if row.status == Status.REQUESTED.value and not _send(held, Word("handshake")):
        return 0
    told, waits = 0, set[int]()
    for _ in range(MOST_IN_A_ROW):
        notice = claims.next_notice(held, leave=waits) if go_on() else None
        if notice is None:
            break
        fate = _tell(held, caller, notice)
        if fate is None:
            return told
        waits |= {notice.pk} if fate is Fate.WAIT else set()
        told += fate is Fate.TELL
    else:
        claims.let_go(held=held, at=timezone.now(), soon=True)
        return told
    if told == 0 and _is_silent(row, at) and not _send(held, Word("heartbeat")):
        return told
    claims.let_go(held=held, at=timezone.now())
    return told


def _over(row: Subscription, caller: Caller | None, at: datetime) -> str:
    """Say why a subscription has come to its end; empty where it goes on."""
    if caller is None:
        return "The app may no longer ask."
    return "Its end has come." if row.ends_at is not None and row.ends_at <= at else ""


def _is_silent(row: Subscription, at: datetime) -> bool:
    if row.heartbeat is None or row.status != Status.ACTIVE.value or row.told_at is None:
        return False
    return at >= row.told_at + timedelta(seconds=row.heartbeat)


def _tell(held: Held, caller: Caller, notice: Notice) -> Fate | None:
    """Ask the door, and tell. None: it failed, and the subscription is no longer in our hands."""
    try:
        decided = decide(caller, notice, at=timezone.now())
    except Exception:  # the edge: a fault of ours must not lose what there is to tell
        log.exception("subscription %s: a notice cannot be made ready.", held.subscription.pk)
        why = "It could not be made ready."
        claims.fail(held=held, kind="event-notification", notice=notice, why=why, at=timezone.now())
        return None
    if decided.fate is Fate.WITHHOLD:
        return (
            decided.fate if claims.withhold(held=held, notice=notice, at=timezone.now()) else None
        )
    if decided.fate is Fate.WAIT:
        return decided.fate
    return Fate.TELL if _tell_now(held, notice, decided) else None


def _tell_now(held: Held, notice: Notice, decided: Decided) -> bool:
    if not claims.give_number(held=held, notice=notice):
        return False
    event = event_for(held.subscription, notice, decided)
    if not _send(held, Word("event-notification", notice, event)):
        return False
    happened = notice.happening
    audit.note(
        did="told another system", by=held.subscription.account, at=timezone.now(),
        through=held.subscription.app, person_id=happened.person_id, what=happened.topic,
        is_change=False,
    )  # fmt: skip
    return True


def _send(held: Held, word: Word) -> bool:
    """Send, and keep how it went. False: the subscription is out of our hands."""
    at, why = timezone.now(), ""
    try:
        with _alone(word):
            if word.notice and alive(word.notice.happening.person_id) is not Fate.TELL:
                raise Busy  # who died meanwhile is looked at anew
            _hand_over(held.subscription, word, at)
    except Busy:
        claims.let_go(held=held, at=at, soon=True)
        return False
    except (NotNow, NotTaken, Unsure) as error:
        why = str(error)
    now, facts = timezone.now(), {"held": held, "kind": word.kind, "notice": word.notice}
    if why:
        log.warning("subscription %s: %s", held.subscription.pk, why)
        claims.fail(**facts, why=why, at=now)  # type: ignore[arg-type]
        return False
    return claims.succeed(**facts, at=now)  # type: ignore[arg-type]


def _alone(word: Word) -> "alone_with | nullcontext[None]":  # type: ignore[valid-type]
    """Nothing leaves about somebody whose death is just being recorded."""
    return alone_with(word.notice.happening.person_id) if word.notice else nullcontext()


def _hand_over(row: Subscription, word: Word, at: datetime) -> None:
    if row.channel == Channel.EMAIL.value:
        _mail(row, word)
        return
    events = (word.event,) if word.event else ()
    body = notification(row, word.kind, f"{settings.ADDRESS}/fhir", at=at, events=events)
    number = str(word.event.number) if word.event else ""
    headers = {**headers_of(row), **signed(secret_of(row), body, at), "Content-Type": CONTENT_TYPE}
    if number:
        headers["X-Hearth-Event"] = f"{row.pk} {number}"
    RestHook(inside=settings.FEEDS_INSIDE).tell(row.endpoint, body, headers)


def signed(secret: str, body: bytes, at: datetime) -> Mapping[str, str]:
    """Sign what leaves: the moment and the bytes, so that it cannot be kept and sent again."""
    moment = str(int(at.timestamp()))
    mark = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return {"X-Hearth-Signature": f"t={moment},v1={mark}"}


SUBJECT = "Something is there for your system in Hearth"
WORDS = (
    "Your system asked Hearth to tell it when something happens.\nAsk Hearth's interface for it.\n"
)


def _mail(row: Subscription, word: Word) -> None:
    """Say that something is there, and nothing else."""
    server = providers().get(MessageWay.EMAIL)
    if server is None:
        raise NotNow("This site sends no e-mail.")
    name = f"{row.pk} {word.notice.pk if word.notice else word.kind}"
    key = UUID(bytes=sha256(name.encode()).digest()[:16])
    written = Written(SUBJECT, WORDS)
    address = row.endpoint.removeprefix("mailto:")
    server.hand_over(Parcel(key, address, row.app, written, lambda: b""))
