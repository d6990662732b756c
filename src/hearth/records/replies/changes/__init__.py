"""Ask by a link, take the answer, and close links."""

from hearth.records.replies.changes.answering import answer
from hearth.records.replies.changes.asking import ask_group, ask_person, close_links

__all__ = ["answer", "ask_group", "ask_person", "close_links"]
