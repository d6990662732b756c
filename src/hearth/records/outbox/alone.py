"""One at a time with one person's messages: handing over and recording a death never overlap.

A sender holds the lock while it looks at whether the person lives, and hands over. Whoever records
a death holds it until that has committed. So nothing is handed over after the flag has committed.
"""

import fcntl
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from uuid import UUID
from weakref import WeakValueDictionary

from django.conf import settings
from django.db import connection, transaction

LOCKS = 256
OURS = 0x48454152  # so that another program's advisory locks are not ours


class Busy(Exception):
    """Somebody else holds this person's lock."""


def hold_until_committed(person_id: UUID) -> None:
    """Take the lock, waiting for it, and keep it until the outermost transaction has ended."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [OURS, _number(person_id)])
        return
    key = (get_ident(), _number(person_id) % LOCKS)
    lock = _held.get(key)
    if lock is None or not lock.is_open:
        lock = _Lock(person_id)
        fcntl.flock(lock.file, fcntl.LOCK_EX)
        _held[key] = lock
    # The hook holds the lock: Django runs it after a commit, and drops it at a rollback.
    transaction.on_commit(lock.close)


@contextmanager
def alone_with(key: UUID) -> Iterator[None]:
    """Hold the lock within the block, if it is free. Raises Busy when it is not.

    Nothing may be written inside: who records a death may hold the database while they wait here.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [OURS, _number(key)])
            if cursor.fetchone() != (True,):
                raise Busy
            yield
        return
    lock = _Lock(key)
    try:
        lock.take_if_free()
        yield
    finally:
        lock.close()


_held: WeakValueDictionary[tuple[int, int], "_Lock"] = WeakValueDictionary()
"""What each thread holds for its transaction: an import may record many deaths in one."""


class _Lock:
    """A file that is locked as long as it is open; closed when nobody holds it any more."""

    def __init__(self, key: UUID) -> None:
        folder = settings.HOME / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{_number(key) % LOCKS:02x}"
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    @property
    def is_open(self) -> bool:
        return self.file >= 0

    def take_if_free(self) -> None:
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None

    def close(self) -> None:
        if self.is_open:
            os.close(self.file)
            self.file = -1

    __del__ = close


def _number(key: UUID) -> int:
    return zlib.crc32(key.bytes) & 0x7FFFFFFF
