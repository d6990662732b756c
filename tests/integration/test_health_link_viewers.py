"""A viewer that we did not write the cryptography of opens our links, over a real connection."""

import json
import subprocess
from pathlib import Path

import pytest

from hearth.core.health_links import HealthLink
from tests.health_linking import PASSCODE, a_health_link
from tests.linking import agree
from tests.world import a_world

SCRIPT = Path(__file__).parents[1] / "clients" / "health-link.mjs"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_engine]


def test_a_viewer_with_another_library_opens_what_we_encrypt(live_server):
    world = a_world()
    agree(world)
    row, secrets = a_health_link(world)
    said = HealthLink(
        f"{live_server.url}/shl/{secrets.id}", secrets.key, row.label, row.ends_at, secrets.flag
    )
    given = {
        "link": f"{live_server.url}/shl/#{said}", "passcode": PASSCODE, "recipient": "A clinic",
    }  # fmt: skip

    done = subprocess.run(
        ["node", str(SCRIPT), json.dumps(given)],
        cwd=SCRIPT.parents[2], capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]
    seen = json.loads(done.stdout)
    assert seen["header"]["enc"] == "A256GCM"
    assert (seen["type"], seen["first"]) == ("document", "Composition")
    assert seen["contentType"] == "application/fhir+json"
    assert "This plan is agreed." in seen["stands"]
