"""What leaves for a group, in the transaction of the change that it follows."""

from datetime import datetime
from typing import Any

from hearth.core.introductions.states import State
from hearth.records.introductions.queries import standing_of
from hearth.records.replies.changes.asking import ask_group, close_links


def ask(introduction: Any, *, by: Any, at: datetime) -> bool:
    """Ask the group by a link. False: no message reaches it, so somebody has to call."""
    if standing_of(introduction).state is not State.REQUESTED:
        return False
    return ask_group(introduction=introduction, by=by, at=at) is not None


def close(introduction: Any, *, by: Any, at: datetime) -> None:
    """Let no link about this open anything any more."""
    close_links(introduction=introduction, by=by, at=at)
