"""A home as `hearth init` leaves it: made once for all workers of a run, and copied.

Laying out the database takes seconds each time, and is the same each time.
"""

import fcntl
import shutil
from pathlib import Path

from tests.command_line import CommandLine

SAID = "said"


def made_home(shared: Path) -> Path:
    """Return the home below a folder that all workers share, with what init said beside it."""
    with (shared / "made.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / SAID).exists():
            made = CommandLine(home=shared / "made").run("init", "--json")
            assert made.returncode == 0, made.stderr
            (shared / SAID).write_text(made.stdout)
    return shared / "made"


def copy_home(made: Path, to: Path) -> None:
    """Copy a home that nobody has open."""
    shutil.copytree(made, to)


def copy_database(made: Path, to: Path) -> None:
    """Copy its database alone."""
    shutil.copyfile(made / "hearth.sqlite3", to)
