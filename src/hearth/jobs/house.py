"""The framework of a community as a file: taken out, checked, and brought in as a new version."""

from datetime import datetime
from pathlib import Path
from typing import Any

from hearth.core.house.adapting import adaptation_obstacles
from hearth.core.house.framework import Difference, Framework, NotAFramework, differences, parse
from hearth.core.house.framework import write as text_of
from hearth.core.words import Refusal, Refused
from hearth.records.cohorts.queries import communities
from hearth.records.house import changes, queries

MOST_BYTES = 1_000_000


class NoSuchCommunity(Refused):
    """There is no such community, or it was not said which of several."""


def framework_text(community: str = "") -> str:
    """Return the text of a community's framework; without any community, what Hearth brings."""
    return text_of(_in_use(community).framework)


def read(path: Path) -> Framework:
    """Read a framework from a file. Raises NotAFramework with every reason."""
    try:
        with path.open("rb") as file:
            return parse(file.read(MOST_BYTES).decode("utf-8"))
    except OSError as error:
        raise NotAFramework(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise NotAFramework(f"{path} is not text in UTF-8.") from error


def check(path: Path, community: str = "") -> tuple[list[Refusal], list[str]]:
    """Return what is wrong with a file as the next version, and what it would change."""
    try:
        framework = read(path)
    except NotAFramework as refusal:
        return refusal.reasons, []
    now = _in_use(community).framework
    changed = [_said(each) for each in differences(now, framework)]
    return adaptation_obstacles(now, framework, queries.pack()), changed


def bring_in(path: Path, *, community: str = "", why: str, by: Any, at: datetime) -> str:
    """Use the framework of a file from now on, and say which version it is. Raises Refused."""
    place = _community(community)
    base = queries.framework_in_use(place).number
    row = changes.adapt(community=place, to=read(path), base_number=base, why=why, by=by, at=at)
    return str(row)


def _said(difference: Difference) -> str:
    return f"{difference.element.code}: {difference.did}"


def _in_use(community: str) -> queries.InUse:
    """Before there is any community, everything starts from what Hearth brings."""
    if not community and not communities():
        return queries.InUse(queries.pack())
    return queries.framework_in_use(_community(community))


def _community(name: str) -> Any:
    found = [each for each in communities() if name in ("", each.name)]
    if len(found) == 1:
        return found[0]
    if name:
        raise NoSuchCommunity(f"No community is called “{name}”.")
    raise NoSuchCommunity("Say which community, with --community.")
