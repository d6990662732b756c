"""A process that freezes a plan for ever, to be killed in the middle.

Whoever freezes is forked from here, and not from the tests: a fork of a process with threads or
open connections takes their locks with it, and waits for ever on what nobody holds.

It is told to start one writer by a line, and answers in lines: the writer's number as a process,
then each version that was written down, then the signal that ended the writer.
"""

import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import django

HERE = "tests.resilience.freezing"


@contextmanager
def starting_writers(environment: dict[str, str], *words: object) -> Iterator[subprocess.Popen]:
    """Start the process, which has no thread and no connection; stop it in the end."""
    settings = {"DJANGO_SETTINGS_MODULE": "hearth.site.settings"}
    process = subprocess.Popen(
        [sys.executable, "-m", HERE, *map(str, words)], text=True, env=environment | settings,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with process:
        yield process
        process.stdin.close()


def say(words: object) -> None:
    """Write a line at once: who is killed sends nothing that waits."""
    os.write(1, f"{words}\n".encode())


def freeze_for_ever(person: str, account: str) -> None:
    """Freeze version after version; acknowledge each by its number once it has committed."""
    from hearth.core.agreement import CannotAgree
    from hearth.core.plan import Review
    from hearth.records.access.door import open_record
    from hearth.records.people.models import Account
    from hearth.records.plans.changes.versions import freeze
    from tests.world import NOW

    by = Account.objects.get(pk=account)
    record = open_record(person, by=by, at=NOW, why="a test")
    review = Review(NOW.date() + timedelta(days=180), "Ruth Adeyemi", "A visit at home")
    while True:
        try:
            version = freeze(
                record=record, round=None, review=review, location="At home", by=by,
                at=NOW, identifiers={},
            )  # fmt: skip
        except CannotAgree:
            continue  # PostgreSQL may still be ending the version of the writer before.
        say(version.number)


def one_writer(*words: str) -> None:
    """Fork one that freezes, and say how it came to its end: only a signal ends it well."""
    if writer := os.fork():
        say(writer)
        _, status = os.waitpid(writer, 0)
        say(f"ended {os.WTERMSIG(status)}")
        return
    try:
        freeze_for_ever(*words)
    finally:  # only when it was not killed
        traceback.print_exc()
        os._exit(1)


if __name__ == "__main__":
    django.setup()
    for _ in sys.stdin:
        one_writer(*sys.argv[1:])
