"""A version with only what its reader may know of who was asked, and of what they answered."""

from collections.abc import Sequence
from dataclasses import replace

from hearth.core.agreement import THEIRS, Asked, Decision, Signature
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.plans.queries.answers import VersionStanding


def to_show(held: Sequence[VersionStanding]) -> VersionStanding | None:
    """The version to read first: the one in force, else the newest."""
    return next((each for each in held if each.is_in_force), held[0] if held else None)


def asked_seen(record: Record, held: VersionStanding) -> tuple[Asked, ...]:
    """Who was asked to sign. Why one was left out is part of the conversation, as a no is."""
    if not record.sees(Section.PEOPLE_AND_PLANS):
        return tuple(each for each in held.asked if each.party in THEIRS)
    if record.sees(Section.CONVERSATION):
        return held.asked
    return tuple(
        replace(each, left_out="It says why.") if each.left_out else each for each in held.asked
    )


def signatures_seen(record: Record, held: VersionStanding) -> tuple[Signature, ...]:
    """Who answered. Their reasons are part of the conversation, and shown to those who see that."""
    if record.sees(Section.CONVERSATION):
        return held.signatures
    return tuple(
        replace(each, reason="", would_sign="", decisions=_without_words(each.decisions))
        for each in held.signatures
    )


def _without_words(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    return tuple(replace(each, words="") for each in decisions)
