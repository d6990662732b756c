"""Who may see and do what, and why: one decision from facts.

Deny by default. A viewer holds *ties* to a person (it is me; she is my daughter; I am a nurse at
their practice; they shared it with me). Each live tie opens sections and actions; without one, the
record does not exist. Seals close sections and entries again, and always win.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from hearth.core.sharing import Seal, SealKind
from hearth.core.words import Period, Section


class Role(StrEnum):
    """As what somebody acts. The person first; supporters next; then staff."""

    PERSON = "person"
    SUPPORTER = "supporter"
    PRACTITIONER = "practitioner"
    LINK_WORKER = "link worker"
    ADMINISTRATOR = "administrator"
    HOUSE_LEAD = "House lead"
    COMMISSIONER = "commissioner"
    AUDITOR = "records auditor"
    LINK_HOLDER = "holder of a link"


class Footing(StrEnum):
    """What a tie rests on. It says how far the tie reaches."""

    OWN = "their own record"
    SUPPORT = "the person chose them"
    INVOLVED = "their service has a part in the care"
    SHARED = "the person shared it with them"
    LINK = "the person made a link"
    QUALITY = "this plan was drawn for a quality look"
    BROKEN_GLASS = "they broke the glass"


class Life(StrEnum):
    """How it stands with the person's own sign-in, and with their life."""

    SIGNS_IN = "signs in"
    NO_SIGN_IN = "has no sign-in"
    DEATH_REPORTED = "a death was reported, and is not confirmed"
    DIED = "has died"


class Action(StrEnum):
    """What can be done to a person's record; each page and each change names exactly one."""

    READ = "read the record"
    PREPARE = "answer the questions before the conversation"
    ADD_VIEW = "add their own view"
    WRITE = "write in the plan"
    DECIDE = "accept or decline a suggestion"
    AGREE = "agree the plan"
    ASK_REVIEW = "ask for a review"
    CHOOSE_SUPPORTERS = "choose who helps"
    EDIT_DETAILS = "change name and contact details"
    ENTER_PAPER = "enter a paper form"
    REFER = "ask for a conversation for someone"
    INTRODUCE = "put them in touch with a group"
    PLAN_ROUND = "start a round and set its dates"
    SEND_LETTER = "make the letter"
    CONVERSE = "lead the conversation"
    RESOLVE_URGENT = "deal with an urgent result"
    HAND_OVER = "hand over the key worker role"
    RECORD_DEATH = "record that the person has died"
    SEE_WHO_LOOKED = "see who looked"
    EXPORT = "take a copy of the whole record"
    CHECK_COPY = "check a copy of the record"
    SHARE = "choose who sees the plan"
    SEAL = "seal a part of the plan"
    SIGN = "sign the plan for a service"
    APPEAL = "say that they do not agree"
    ANSWER_APPEAL = "answer a disagreement"


ALL_SECTIONS = frozenset(Section)
PRACTICAL_SECTIONS = frozenset({Section.PEOPLE_AND_PLANS})

PERSON_MAY = frozenset(
    {
        Action.READ,
        Action.PREPARE,
        Action.WRITE,
        Action.DECIDE,
        Action.AGREE,
        Action.ASK_REVIEW,
        Action.INTRODUCE,
        Action.CHOOSE_SUPPORTERS,
        Action.EDIT_DETAILS,
        Action.SEE_WHO_LOOKED,
        Action.EXPORT,
        Action.SHARE,
        Action.SEAL,
        Action.APPEAL,
    }
)

SUPPORTER_MAY_BE_ALLOWED = frozenset(
    {
        Action.READ,
        Action.PREPARE,
        Action.ADD_VIEW,
        Action.WRITE,
        Action.ASK_REVIEW,
        Action.APPEAL,
    }
)
"""The most that a person can allow a supporter. Deciding and agreeing stay the person's."""

LEGAL_AUTHORITY_MAY = frozenset({Action.AGREE})
"""What the law adds for an attorney, a deputy or a parent: to agree where the person cannot."""

STAFF_MAY: dict[Role, frozenset[Action]] = {
    Role.PRACTITIONER: frozenset(
        {
            Action.READ,
            Action.WRITE,
            Action.CONVERSE,
            Action.REFER,
            Action.INTRODUCE,
            Action.PLAN_ROUND,
            Action.SEND_LETTER,
            Action.ENTER_PAPER,
            Action.RESOLVE_URGENT,
            Action.HAND_OVER,
            Action.EDIT_DETAILS,
            Action.RECORD_DEATH,
            Action.SEAL,
            Action.SIGN,
            Action.APPEAL,
            Action.ANSWER_APPEAL,
            Action.CHECK_COPY,
        }
    ),
    Role.LINK_WORKER: frozenset(
        {
            Action.READ,
            Action.WRITE,
            Action.REFER,
            Action.INTRODUCE,
            Action.HAND_OVER,
            Action.SIGN,
            Action.APPEAL,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Action.READ,
            Action.REFER,
            Action.PLAN_ROUND,
            Action.SEND_LETTER,
            Action.ENTER_PAPER,
            Action.EDIT_DETAILS,
            Action.RECORD_DEATH,
            Action.ANSWER_APPEAL,
        }
    ),
    Role.HOUSE_LEAD: frozenset(),
    Role.COMMISSIONER: frozenset(),
    Role.AUDITOR: frozenset(),
}

STAFF_SEES: dict[Role, frozenset[Section]] = {
    Role.PRACTITIONER: ALL_SECTIONS,
    Role.LINK_WORKER: ALL_SECTIONS - {Section.RESULTS, Section.RISKS},
    Role.ADMINISTRATOR: PRACTICAL_SECTIONS,
    Role.HOUSE_LEAD: frozenset(),
    Role.COMMISSIONER: frozenset(),
    Role.AUDITOR: frozenset(),
}


SHARED_WITH = frozenset({Role.PRACTITIONER, Role.LINK_WORKER})
"""The staff who may read what a person shares with them by name, or with their service."""

MAY_BREAK_GLASS = frozenset({Role.PRACTITIONER})
"""The roles that may open a record in an emergency, for hours, with a reason, seals kept shut."""

QUALITY_SECTIONS = ALL_SECTIONS - {Section.RESULTS, Section.CONVERSATION}
"""A quality look reads the plan: not the results, and not what was said in the room."""

AFTER_DEATH_MAY = frozenset({Action.READ, Action.RECORD_DEATH, Action.EXPORT})

MAY_SEAL: dict[Role, frozenset[SealKind]] = {
    Role.PERSON: frozenset({SealKind.OWN_WISH}),
    Role.PRACTITIONER: frozenset({SealKind.SAFEGUARDING, SealKind.THIRD_PARTY}),
}
"""Which seals each role may put on and lift."""


@dataclass(frozen=True)
class Hours:
    """A time from a moment until a moment, the end not included."""

    start: datetime
    end: datetime

    def covers(self, at: datetime) -> bool:
        """Say whether `at` falls inside."""
        return self.start <= at < self.end


@dataclass(frozen=True)
class Tie:
    """One live or past connection between a viewer and a person.

    For a supporter, a share or a link, `sections` and `actions` are what the person allowed.
    For staff they come from the tables above, and are left empty here. `organisation` is the id of
    the service through which staff are tied. `in_law`: a supporter with an authority in law.
    `hours` bounds a tie that lasts less than days.
    """

    role: Role
    period: Period
    through: str
    sections: frozenset[Section] = frozenset()
    actions: frozenset[Action] = frozenset()
    footing: Footing = Footing.INVOLVED
    organisation: str = ""
    in_law: bool = False
    hours: Hours | None = None

    def runs(self, *, today: date, at: datetime | None) -> bool:
        """Say whether it is live. A tie by the hour is closed when no moment is given."""
        if self.hours and not (at and self.hours.covers(at)):
            return False
        return self.period.covers(today)


@dataclass(frozen=True)
class View:
    """What one tie shows: its open sections, without the single entries that are sealed in them."""

    sections: frozenset[Section]
    closed: frozenset[tuple[Section, str]] = frozenset()

    def shows(self, section: Section, thread: str = "") -> bool:
        """Say whether this tie shows a section, or one entry in it."""
        return section in self.sections and (section, thread) not in self.closed


@dataclass(frozen=True)
class Grant:
    """What a viewer may do with one person's record today, and on what footing."""

    role: Role | None = None
    through: str = ""
    footing: Footing | None = None
    views: tuple[View, ...] = ()
    actions: frozenset[Action] = frozenset()
    obstacles: tuple[str, ...] = field(default=())
    passed: tuple[Seal, ...] = field(default=())
    """The seals that let this viewer through: a page marks what they close."""

    @property
    def sections(self) -> frozenset[Section]:
        """The sections of which this viewer may see anything."""
        return frozenset[Section]().union(*(view.sections for view in self.views))

    @property
    def hidden(self) -> frozenset[str]:
        """The threads of sealed entries that no tie of this viewer shows."""
        closed = {pair for view in self.views for pair in view.closed}
        return frozenset(thread for section, thread in closed if not self.shows(section, thread))

    @property
    def reason(self) -> str:
        """Why this was opened, for the audit row."""
        return f"{self.footing.value}: {self.through}" if self.footing else "no tie to this person"

    def shows(self, section: Section, thread: str = "") -> bool:
        """Say whether this viewer may see a section, or one entry in it."""
        return any(view.shows(section, thread) for view in self.views)

    def refusals(
        self, action: Action, section: Section | None = None, thread: str = ""
    ) -> list[str]:
        """List, in plain words, why not. An empty list means yes."""
        if self.obstacles and action not in AFTER_DEATH_MAY:
            return list(self.obstacles)
        if action not in self.actions:
            return [f"You do not have permission to {action.value}."]
        if section is not None and not self.shows(section, thread):
            return ["This part of the plan is not shared with you."]
        return []


def allowed_by(tie: Tie) -> tuple[frozenset[Action], frozenset[Section]]:
    """Say what one tie opens, before seals."""
    match tie.footing:
        case Footing.OWN:
            return PERSON_MAY, ALL_SECTIONS
        case Footing.SUPPORT:
            most = SUPPORTER_MAY_BE_ALLOWED | (LEGAL_AUTHORITY_MAY if tie.in_law else frozenset())
            return tie.actions & most, tie.sections
        case Footing.INVOLVED:
            return STAFF_MAY.get(tie.role, frozenset()), STAFF_SEES.get(tie.role, frozenset())
        case Footing.SHARED:
            return _reading(tie.role in SHARED_WITH, tie.sections)
        case Footing.LINK:
            return _reading(tie.role is Role.LINK_HOLDER, tie.sections)
        case Footing.QUALITY:
            return _reading(tie.role is Role.AUDITOR, QUALITY_SECTIONS)
        case Footing.BROKEN_GLASS:
            return _reading(tie.role in MAY_BREAK_GLASS, ALL_SECTIONS)


def _reading(
    is_open: bool, sections: frozenset[Section]
) -> tuple[frozenset[Action], frozenset[Section]]:
    return (frozenset({Action.READ}), sections) if is_open else (frozenset(), frozenset())


def opens(seal: Seal, tie: Tie, viewer: str) -> bool:
    """Say whether a seal lets a viewer through, on one tie. Breaking the glass opens no seal.

    `viewer` is the id of the account. Safeguarding opens to practitioners of the service that
    sealed it; what is about someone else, to practitioners who are involved; both also to involved
    staff who were named. The person's own wish opens to the person, and to those they named.
    """
    is_named = viewer in seal.named
    if seal.kind is SealKind.OWN_WISH:
        return tie.footing is Footing.OWN or (is_named and tie.footing is not Footing.BROKEN_GLASS)
    if tie.footing is not Footing.INVOLVED:
        return False
    if is_named:
        return True
    if tie.role is not Role.PRACTITIONER:
        return False
    return seal.kind is SealKind.THIRD_PARTY or tie.organisation == seal.organisation


def grant(
    ties: Iterable[Tie],
    *,
    today: date,
    at: datetime | None = None,
    seals: Iterable[Seal] = (),
    viewer: str = "",
    life: Life = Life.SIGNS_IN,
) -> Grant:
    """Decide what these ties open today. No live tie that may read: an empty grant.

    One hat at a time: nobody uses a post to open their own record, or that of someone they
    support. Otherwise all live ties add up, and the strongest names the role.
    After a death nothing is written any more, and only services that were involved still read.
    Where the person has no sign-in, who leads the conversation takes down their yes or no.
    """
    live = _one_hat([tie for tie in ties if tie.runs(today=today, at=at)], life)
    opened = [(tie, *allowed_by(tie)) for tie in live]
    opened = [row for row in opened if Action.READ in row[1]]
    if not opened:
        return Grant()
    actions = frozenset[Action]().union(*(actions for _, actions, _ in opened))
    first = min((tie for tie, _, _ in opened), key=_strength)
    closing = tuple(seals)
    return Grant(
        role=first.role,
        through=first.through,
        footing=first.footing,
        views=tuple(_view(tie, sections, closing, viewer) for tie, _, sections in opened),
        actions=actions | _taken_down(actions, life),
        obstacles=("This person has died. Nothing can be changed.",) if life is Life.DIED else (),
        passed=tuple(s for s in closing if any(opens(s, tie, viewer) for tie, _, _ in opened)),
    )


def _one_hat(live: list[Tie], life: Life) -> list[Tie]:
    if life is Life.DIED:
        personal = (Footing.OWN, Footing.SUPPORT)
        if any(tie.footing in personal for tie in live):
            return []
        return [tie for tie in live if tie.footing is Footing.INVOLVED]
    for hat in (Footing.OWN, Footing.SUPPORT):
        if worn := [tie for tie in live if tie.footing is hat]:
            return worn
    return live


def _strength(tie: Tie) -> tuple[int, int]:
    return list(Footing).index(tie.footing), list(Role).index(tie.role)


def _view(tie: Tie, sections: frozenset[Section], seals: tuple[Seal, ...], viewer: str) -> View:
    shut = [seal for seal in seals if not opens(seal, tie, viewer)]
    whole = frozenset(seal.section for seal in shut if not seal.thread)
    return View(
        sections - whole, frozenset((seal.section, seal.thread) for seal in shut if seal.thread)
    )


def _taken_down(actions: frozenset[Action], life: Life) -> frozenset[Action]:
    takes_down = life is Life.NO_SIGN_IN and Action.CONVERSE in actions
    return frozenset({Action.DECIDE}) if takes_down else frozenset()
