"""The mark on a closed entry, for those who see it: to whom it is closed."""

from collections.abc import Callable

from hearth.core.access import Action, Role
from hearth.core.plan import Entry, Words
from hearth.core.sharing import Seal, SealKind
from hearth.records.access.door import Record


def marks_of(record: Record) -> Callable[[Entry], str]:
    """Return what says, of an entry, to whom it is closed; "" where it is open."""
    called = record.person.name.called
    marks: dict[tuple[str, str], str] = {}
    for seal in record.grant.passed:
        marks.setdefault((seal.section.value, seal.thread), _mark(seal, record.role, called))

    def mark(entry: Entry) -> str:
        section = entry.section.value
        return marks.get((section, entry.thread)) or marks.get((section, "")) or ""

    return mark


def may_close(record: Record, entry: Entry) -> bool:
    """Say whether this viewer may close an entry that nobody has closed yet, as far as they know.

    Nobody closes to the person what the person said.
    """
    if not record.may(Action.SEAL, entry.section) or marks_of(record)(entry):
        return False
    return record.role is Role.PERSON or entry.authorship.words is not Words.PERSON


def _mark(seal: Seal, role: Role, called: str) -> str:
    if seal.kind is not SealKind.OWN_WISH:
        why = "safeguarding" if seal.kind is SealKind.SAFEGUARDING else "about someone else"
        return f"Closed: {why}. {called} does not see this."
    if role is Role.PERSON:
        return "Only you and those you named see this" if seal.named else "Only you see this"
    return f"Closed by {called}. You were named, so you see it."
