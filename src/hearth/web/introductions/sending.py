"""What leaves for a group, in the transaction of the change that it follows."""

from datetime import datetime
from typing import Any

from hearth.core.introductions.states import State
from hearth.records.introductions.queries import standing_of
from hearth.records.replies.changes.asking import ask_group, close_links
from hearth.records.replies.queries import group_has_heard


def ask(introduction: Any, *, by: Any, at: datetime) -> bool:
    """Ask the group by a link. False: no message reaches it, so somebody has to call."""
    if standing_of(introduction).state is not State.REQUESTED:
        return False
    return ask_group(introduction=introduction, by=by, at=at) is not None


def close(introduction: Any, *, by: Any, at: datetime) -> bool:
    """Let no link about this open anything any more. Say whether the group may know of it."""
    close_links(introduction=introduction, by=by, at=at)
    return group_has_heard(introduction)
