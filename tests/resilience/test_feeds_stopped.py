"""A reading is killed while it writes: nothing of it is there, and the next one is whole."""

import json
import signal
import subprocess
import sys

import pytest

from tests.near import a_document

KILLED_WHILE_KEEPING = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from hearth.site.commands.start import start
start()
from hearth.jobs.directory import sync
from hearth.records.feeds.queries import feeds

def progress(stage, done, total):
    if stage == "Keeping" and done >= 500:
        os.kill(os.getpid(), signal.SIGKILL)

sync(feeds().get(), by=None, at=datetime.now(UTC), files=[Path(sys.argv[1])], progress=progress)
"""
A_FEED = """
from datetime import UTC, datetime
from hearth.site.commands.start import start
start()
from hearth.records.community.changes import add_organisation
from hearth.records.feeds.changes import add
about = {"by": None, "at": datetime.now(UTC)}
add_organisation(community="Calderwick", name="Mill Lane", kind="practice", **about)
add(community="Calderwick", name="Council", **about)
"""
WHAT_IS_THERE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from hearth.site.commands.start import start
start()
from hearth.jobs.directory import sync
from hearth.records.directory.queries import listed
from hearth.records.feeds.queries import feeds, runs_of

feed = feeds().get()
before = listed().count(), runs_of(feed).count()
sync(feed, by=None, at=datetime.now(UTC), files=[Path(sys.argv[1])])
print(*before, listed().count(), runs_of(feed).get().counts["kept"])
"""


def run(hearth, script, *words):
    return subprocess.run(
        [sys.executable, "-c", script, *words], env=hearth.environment(), timeout=300,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.any_engine
def test_a_reading_that_is_killed_keeps_nothing_and_the_next_keeps_all(hearth_made, tmp_path):
    demo = hearth_made.having(HEARTH_DEMO="1")
    assert run(demo, A_FEED).returncode == 0
    page = tmp_path / "services.json"
    page.write_text(json.dumps([a_document(f"Group {place}") for place in range(600)]))

    assert run(demo, KILLED_WHILE_KEEPING, str(page)).returncode == -signal.SIGKILL

    assert run(demo, WHAT_IS_THERE, str(page)).stdout.split() == ["0", "0", "600", "600"]
