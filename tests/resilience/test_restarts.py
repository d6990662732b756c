"""E13: the worker is killed and stopped again and again, and the provider hangs and breaks.

No message is lost, and no letter or text is doubled. An e-mail may be repeated when a worker dies
between the mail server's yes and its own note of it: then with the same Message-ID, so that
mailboxes keep one.
"""

import os
import random
import signal
import time

import pytest
from django.db.models import F
from django.utils import timezone

from hearth.core.messages import Audience, MessageKind, MessageWay, Outcome, Recipient, State, state
from hearth.records.outbox.changes import post
from hearth.records.outbox.models import Message
from tests import mail_server, notify_provider
from tests.journeys.walking import eventually
from tests.notify_provider import (
    BROKEN,
    BROKEN_AFTER,
    BUSY,
    DROP,
    DROP_AFTER,
    HANG,
    HANG_AFTER,
    WELL,
)
from tests.resilience.workers import on_the_same_database, started, stop

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
MESSAGES, RESTARTS = (1_000, 100) if LONG else (48, 4)
FAULTS = (*[WELL] * 6, HANG, HANG_AFTER, BROKEN, BROKEN_AFTER, BUSY, DROP, DROP_AFTER)
HANGS_FOR = 0.1
ADDRESSES = {
    MessageWay.EMAIL: "bibi@example.org",
    MessageWay.TEXT: "07700 900123",
    MessageWay.LETTER: "12 Mill Lane\nHolmbeck",
}
pytestmark = pytest.mark.django_db(transaction=True)


def some_messages(count):
    for number in range(count):
        way = list(MessageWay)[number % 3]
        to = Recipient(way, ADDRESSES[way], "Bibi", Audience.PERSON)
        post(kind=MessageKind.PLAN_READY, to=to, by=None, at=timezone.now())


def time_goes_by(*, dead=False):
    """Hours pass for what waits; and, where the worker is dead, for what it held as well."""
    waiting = Message.objects.filter(next_at__isnull=False)
    if not dead:
        waiting = waiting.exclude(attempts__ended_at__isnull=True, attempts__isnull=False)
    waiting.update(next_at=F("posted_at"))


def everything_left(within):
    end = time.monotonic() + within
    while time.monotonic() < end:
        if not Message.objects.filter(next_at__isnull=False).exists():
            return True
        time_goes_by()
        time.sleep(0.05)
    return False


def where_it_stands(message):
    rows = message.attempts.order_by("pk").exclude(outcome="")
    return state([Outcome(row.outcome) for row in rows])


def test_no_message_is_lost_and_no_letter_doubled_however_often_the_worker_dies():
    chance, codes = random.Random(5), []
    with (
        notify_provider.running(faults=FAULTS, hangs_for=HANGS_FOR) as notify,
        mail_server.running() as mail,
    ):
        hearth = on_the_same_database(
            HEARTH_NOTIFY_KEY=notify_provider.KEY, HEARTH_NOTIFY_URL=notify.address,
            HEARTH_NOTIFY_TEXT_TEMPLATE="t", HEARTH_NOTIFY_LETTER_TEMPLATE="t",
            HEARTH_EMAIL_HOST=mail.host, HEARTH_EMAIL_PORT=str(mail.port),
        )  # fmt: skip
        for number in range(RESTARTS):
            some_messages(MESSAGES // RESTARTS)
            worker = started(hearth)
            time.sleep(chance.uniform(0, 0.4))
            codes.append(stop(worker, signal.SIGTERM if number % 2 else signal.SIGKILL))
            time.sleep(2 * HANGS_FOR)  # what the provider was at comes to its end
            assert eventually(lambda: notify.at_work == 0)
            time_goes_by(dead=True)
        worker = started(hearth)
        left = everything_left(within=60 + MESSAGES / 5)
        codes.append(stop(worker, signal.SIGTERM))
    sent = Message.objects.all()
    by_notify = notify.counts()
    doubled = [reference for reference, count in by_notify.items() if count > 1]
    repeated = sum(count - 1 for count in mail.counts().values())
    print(  # noqa: T201
        f"E13: {sent.count()} messages, {RESTARTS} restarts, {notify.asked} questions asked, "
        f"{len(doubled)} doubled, {repeated} e-mails repeated with the same Message-ID"
    )
    assert left
    assert doubled == []
    assert {str(m.reference) for m in sent.exclude(way="email")} == set(by_notify)
    names = {f"<{m.reference}@localhost>" for m in sent.filter(way="email")}
    assert names == set(mail.counts())
    assert {where_it_stands(message) for message in sent} == {State.HANDED_OVER}
    assert [code for code in codes if code not in (0, -signal.SIGKILL)] == []
