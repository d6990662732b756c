"""What a mapper makes of a record: one resource, and the labels that decide who may know of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hearth.core.access import Action
from hearth.core.words import Section
from hearth.fhir.caller import Caller
from hearth.records.access.door import Record

Body = dict[str, Any]
"""A resource as plain JSON values, without `meta.versionId` and `meta.lastUpdated`."""


@dataclass(frozen=True)
class Part:
    """A reference in a composite that a seal may cut out: CarePlan.goal to a sealed goal.

    `path` is the name of the list in the body ("goal", "activity", "supportingInfo",
    "participant"); every item of it whose JSON holds `reference` goes, or every one for "*".
    """

    path: str
    reference: str
    section: Section
    thread: str = ""


@dataclass(frozen=True)
class Version:
    """One version of a resource: what it said, since when, and who made it so."""

    body: Body
    at: datetime
    by: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Made:
    """One resource drawn from Hearth's record, with all its versions, oldest first.

    `section` None: whoever may know of the person may see it. `thread` is that of the entry it
    stands for. `needs`: what the viewer must be allowed to do besides. A composite (one whose
    versions can have `parts`) has no version number that all viewers share: it is made at the door.
    Its versions must follow from the record alone, one for each moment at which it changed.
    """

    type: str
    id: str
    versions: tuple[Version, ...]
    section: Section | None = None
    thread: str = ""
    needs: Action = Action.READ
    is_composite: bool = False

    @property
    def body(self) -> Body:
        """The newest version."""
        return self.versions[-1].body


@dataclass(frozen=True)
class Whole:
    """One person's whole record, from which mappers draw. Never shown to anybody as it is."""

    record: Record
    at: datetime

    @property
    def patient(self) -> str:
        """The reference to the person."""
        return f"Patient/{self.record.person.pk}"


@dataclass(frozen=True)
class Common:
    """Resources that are nobody's, drawn since `stamp`. `all`: those not among them are gone."""

    stamp: str
    made: Iterable[Made]
    all: bool = True


@dataclass(frozen=True)
class Incoming:
    """What another system sent, valid R4, from a caller who may write it. `id` is empty for new.

    `record` is the person's record as the caller may write it; none for what is nobody's.
    `before` is the resource as the caller sees it now; none for new.
    """

    body: Body
    caller: Caller
    at: datetime
    record: Record | None = None
    id: str = ""
    before: Body | None = None


@dataclass(frozen=True)
class Taken:
    """What became of it. The resource is kept under `id` with these labels.

    `is_ours`: it is now part of Hearth's own record (an entry), and is drawn from there.
    `says` are plain words for the answer's OperationOutcome: "This waits for Mo to say yes."
    `waits`: nothing was changed yet, it is a suggestion (202). `parts`: as `Made` has them, for
    what is ours and a composite; None for what has a version number that all viewers share.
    """

    id: str
    body: Body
    section: Section | None = None
    thread: str = ""
    needs: Action = Action.READ
    is_ours: bool = False
    waits: bool = False
    person_id: str = ""
    says: tuple[str, ...] = ()
    parts: tuple[Part, ...] | None = None


@dataclass(frozen=True)
class Mapper:
    """All that Hearth knows about one type of resource, in one file.

    `draws` makes one person's resources; `common` those of nobody, given the last stamp; `takes`
    accepts a write (and raises `Refused` with reasons whose `where` is a FHIR path such as
    "Goal.description"). `why` says to the person, in "who looked", what was looked at.
    `action` is what a writer must be allowed to do.
    """

    type: str
    why: str
    draws: Callable[[Whole], Iterable[Made]] | None = None
    common: Callable[[str], Common] | None = None
    takes: Callable[[Incoming], Taken] | None = None
    action: Action = Action.WRITE
    profiles: tuple[str, ...] = ()
    searches: Mapping[str, str] = field(default_factory=dict)
