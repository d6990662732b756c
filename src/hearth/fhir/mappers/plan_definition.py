"""PlanDefinition: templates of plans, of our own; $apply proposes a plan from one."""

import hashlib
import json
from functools import cache
from pathlib import Path

from hearth.fhir.made import Body, Common, Made, Mapper, Version
from hearth.fhir.mappers.forms import SINCE

PACK = Path(__file__).parents[2] / "packs" / "plan_definitions"


@cache
def templates() -> dict[str, Body]:
    """Every template, by its id, as its file says it."""
    read = (json.loads(path.read_text("utf-8")) for path in sorted(PACK.glob("*.json")))
    return {each["id"]: each for each in read}


def _common(stamp: str) -> Common:  # noqa: ARG001
    held = templates()
    said = json.dumps(held, sort_keys=True).encode()
    made = [Made("PlanDefinition", id, (Version(body, SINCE),)) for id, body in held.items()]
    return Common(hashlib.sha256(said).hexdigest(), made, all=False)


MAPPER = Mapper("PlanDefinition", why="templates of plans", common=_common)
