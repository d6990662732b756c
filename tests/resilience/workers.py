"""Workers in processes of their own, on the database of the test, to be killed at any moment."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.command_line import CommandLine


def on_the_same_database(**more: str) -> CommandLine:
    """The command line, with the database that this test writes to."""
    held = connection.settings_dict
    if connection.vendor == "postgresql":
        who = f"{held['USER']}:{held['PASSWORD']}@{held['HOST']}:{held['PORT']}"
        more["HEARTH_DATABASE_URL"] = f"postgresql://{who}/{held['NAME']}"
    else:
        link = Path(settings.HOME) / "hearth.sqlite3"
        with suppress(FileExistsError):
            link.symlink_to(held["NAME"])
    return CommandLine(Path(settings.HOME), {"HEARTH_DEMO": "1", **more})


def started(hearth: CommandLine) -> subprocess.Popen[str]:
    """Start a worker that looks for messages all the time, and wait until it is at work."""
    worker = hearth.start("worker", "--every", "0.02")
    assert worker.stdout is not None
    first = worker.stdout.readline()
    assert "at work" in first, first
    return worker


def stop(worker: subprocess.Popen[str], sign: int) -> int:
    """Send a signal, and wait for the end; return the exit code."""
    os.kill(worker.pid, sign)
    worker.communicate(timeout=30)
    return worker.returncode
