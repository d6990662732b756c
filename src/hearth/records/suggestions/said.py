"""What the person said, drawn from the entries that a viewer may see: wants, and how they live."""

from collections.abc import Iterable, Iterator

from django.conf import settings

from hearth.core.directory.wanting import Said, Want, wants_of
from hearth.core.plan import Entry, Words

SPEAKS_OF_WANTS: dict[str, tuple[str, ...]] = {
    "goal": ("text", "why", "hoped_for"),
    "what_matters": ("text",),
    "my_wellness": ("text",),
    "also_worth_knowing": ("text",),
    "how_things_are": ("text",),
    "talk_about": ("text",),
    "help_needed": ("text",),
    "story": ("text",),
    "strength": ("text",),
    "need": ("text",),
    "life_event": ("wanted",),
    "option": ("what",),
    "community": ("what",),
}
"""Kinds of entry in which people say what they want, and the fields that hold their words."""
SPEAKS_OF_LIFE = frozenset({
    "how_to_support_me", "please_do", "how_i_communicate", "also_worth_knowing", "my_wellness",
    "how_things_are", "help_needed", "need", "story", "what_matters",
})  # fmt: skip
"""Kinds in which they say how they get about, and which days do not suit."""
STOPPED = frozenset({"stopped", "introduced", "started"})
"""A goal that is no longer theirs, or a place where they go already, is no wish."""


def wants_in(entries: Iterable[Entry]) -> list[Want]:
    """Return what the person asks for, the newest first."""
    said = sorted(_said(entries), key=lambda each: each.at, reverse=True)
    return wants_of(said, settings.INTERESTS)


def _said(entries: Iterable[Entry]) -> Iterator[Said]:
    for entry in entries:
        if entry.authorship.words is not Words.PERSON or entry.content.get("status") in STOPPED:
            continue
        refused = entry.content.get("chosen") == "no"
        for name in SPEAKS_OF_WANTS.get(entry.kind, ()):
            if words := str(entry.content.get(name, "")):
                yield Said(words, entry.authorship.at, entry.thread, entry.kind, refused)


def life_in(entries: Iterable[Entry]) -> list[str]:
    """Return the words that tell how they get about, whoever wrote them."""
    return [
        str(entry.content["text"])
        for entry in entries
        if entry.kind in SPEAKS_OF_LIFE and "text" in entry.content
    ]
