"""Who must sign a plan, each for which part of it, by when; and how the list of them stands."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from hearth.core import plan
from hearth.core.agreement import (
    THEIRS,
    YES,
    Answer,
    Asked,
    Decision,
    Party,
    Signature,
    Way,
    last_of,
)
from hearth.core.kinds import PLAN_KINDS
from hearth.core.words import Refusal, Section


@dataclass(frozen=True)
class SigningRule:
    """Who must sign, as the jurisdiction pack says it.

    `words`: the rule in plain words. `days`: usual days to sign, from the day of asking, by party.
    `least_days`: nobody is late sooner. `key_worker_sections`: the key worker's part of the plan.
    `funders`: kinds of organisation that stand behind a funder named in a line of support.
    """

    words: tuple[str, ...]
    days: Mapping[Party, int]
    least_days: int
    key_worker_sections: frozenset[Section]
    funders: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Service:
    """An organisation with a part in the care: its key, name and kind, and who works there."""

    key: str
    name: str
    kind: str
    staff: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SigningFacts:
    """What decides who signs. `services`: those with a part in the care now.

    `key_worker` and `professional` are (key, name, key of their service); the professional is
    who reads the plan back, and signs as they freeze it. `key_worker` is None where there is none.
    """

    person: str
    professional: tuple[str, str, str]
    key_worker: tuple[str, str, str] | None
    services: Sequence[Service]
    entries: Sequence[plan.Entry]


@dataclass(frozen=True)
class Required:
    """One who must sign: why, and for which entries (by thread) beside their sections."""

    key: str
    party: Party
    name: str
    why: str
    threads: frozenset[str] = frozenset()


PERSON_KEY = "person"
WHY_PERSON = "It is their plan."
WHY_KEY_WORKER = "They are the key worker."


class Reason(StrEnum):
    """Why a service must sign, in the words of a page."""

    WROTE = "They wrote a part of the plan."
    JOINED = "A part of their own plan is in it."
    DOES = "They will do something in the plan."
    GIVES = "They give or pay for support."


def who_must_sign(facts: SigningFacts, rule: SigningRule) -> list[Required]:
    """List who must sign beside the professional who reads it back, the person first.

    Nobody is asked twice: the services of the professional and of the key worker sign through
    them.
    """
    found = [Required(PERSON_KEY, Party.PERSON, facts.person, WHY_PERSON)]
    contributed = {service.key: _part_of(service, facts, rule) for service in facts.services}
    key_worker_service = ""
    if facts.key_worker and facts.key_worker[0] != facts.professional[0]:
        key, name, key_worker_service = facts.key_worker
        _, threads = contributed.get(key_worker_service, ("", frozenset()))
        found.append(Required(key, Party.KEY_WORKER, name, WHY_KEY_WORKER, threads))
    signed_for = {facts.professional[2], key_worker_service}
    for service in facts.services:
        why, threads = contributed[service.key]
        if threads and service.key not in signed_for:
            found.append(Required(service.key, Party.SERVICE, service.name, why, threads))
    return found


def _part_of(
    service: Service, facts: SigningFacts, rule: SigningRule
) -> tuple[str, frozenset[str]]:
    """Return why a service contributes, and through which entries; no entries where it does not."""
    held = [(entry.thread, _contribution(service, entry, rule)) for entry in facts.entries]
    reasons = {why for _, why in held if why}
    first = next((why.value for why in Reason if why in reasons), "")
    return first, frozenset(thread for thread, why in held if why)


OPEN = frozenset({"", "to_do", "doing"})


def _contribution(service: Service, entry: plan.Entry, rule: SigningRule) -> Reason | None:
    said, who = entry.content, entry.authorship
    if entry.kind not in PLAN_KINDS:
        return None
    if who.words is plan.Words.PROFESSIONAL and who.said_by in service.staff:
        return Reason.WROTE
    if who.words is plan.Words.SERVICE and _names(service, who.said_by):
        return Reason.JOINED
    doers = f"{said.get('who', '')}\n{said.get('who_team', '')}"
    if entry.kind in ("action", "risk") and str(said.get("status", "")) in OPEN:
        return Reason.DOES if _names(service, doers) else None
    if entry.kind == "resource":
        pays = service.kind in rule.funders.get(str(said.get("funder", "")), frozenset())
        return Reason.GIVES if pays or _names(service, str(said.get("supplier", ""))) else None
    return None


def _names(service: Service, words: str) -> bool:
    """Say whether words name a service, or one of its staff by their whole name."""
    return any(
        re.search(rf"\b{re.escape(name.casefold())}\b", words.casefold())
        for name in (service.name, *service.staff)
        if name
    )


def in_part(required: Required, rule: SigningRule, kept: Mapping[str, object]) -> str:
    """Mark the part of a frozen document that somebody signs for: 64 hexadecimal digits.

    It differs only when that part does. The person's part is all that they are shown, so give it
    their narrowed document; who signs for no entry in particular signs for every one.
    """
    entries = plan.entries_of(kept)
    if required.party is Party.KEY_WORKER:
        sections = rule.key_worker_sections
        entries = [e for e in entries if e.section in sections or e.thread in required.threads]
    elif required.threads:
        entries = [entry for entry in entries if entry.thread in required.threads]
    front = {"review": kept["review"], "key_worker": kept["key_worker"]}
    whole = front if required.party in THEIRS else {}
    return plan.fingerprint(plan.canonical({**whole, "entries": sorted(map(_said, entries))}))


def _said(entry: plan.Entry) -> list[str]:
    """What an entry says, whatever its number: written again in the same words, it is the same."""
    who = entry.authorship
    return [entry.thread, entry.kind, plan.canonical(entry.content), who.words.value, who.said_by]


def due_on(agreed: date | None, *, asked_on: date, days: int, least_days: int) -> date:
    """Return the last day to sign: the day agreed at the start, but never too soon to read it."""
    usual = agreed or asked_on + timedelta(days=days)
    return max(usual, asked_on + timedelta(days=least_days))


@dataclass(frozen=True)
class Choices:
    """What the professional changed in the list of who must sign, each with a reason in words.

    `left_out`: keys of the list. `added`: keys of other services with a part in the care.
    """

    left_out: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)


def choice_problems(
    choices: Choices, required: Iterable[Required], services: Iterable[str]
) -> list[Refusal]:
    """List what is wrong with a changed list: only services can be left out, with a reason.

    `services` are the keys of those with a part in the care.
    """
    held = {each.key: each for each in required}
    known = set(services) - set(held)
    found = []
    for key, why in choices.left_out.items():
        if key not in held or held[key].party is not Party.SERVICE:
            found.append(Refusal("Only a service can be left out.", f"keep_{key}"))
        elif not why.strip():
            found.append(Refusal(f"Say why {held[key].name} need not sign.", f"why_{key}"))
    for key, why in choices.added.items():
        if key not in known:
            found.append(Refusal("Choose a service that has a part in the care.", "add"))
        elif not why.strip():
            found.append(Refusal("Say why they should sign too.", "add_why"))
    return found


class Stance(StrEnum):
    """How it stands with one who was asked to sign."""

    SIGNED = "signed"
    DIFFERS = "signed, and sees a part in another way"
    NO_ANSWER = "did not answer"
    WAITING = "has not signed yet"
    LATE = "is late to sign"
    REFUSED = "has not signed"
    WENT_ON = "has not signed, and it goes on without them"
    LEFT_OUT = "was not asked"


@dataclass(frozen=True)
class Signer:
    """One line of who has signed. `on`: the day of the answer; `reason` and the rest: their words.

    `due` and `escalate_to`: by when, and who is told when they are late.
    """

    key: str
    party: Party
    name: str
    stance: Stance
    on: date | None = None
    way: Way | None = None
    due: date | None = None
    escalate_to: str = ""
    reason: str = ""
    would_sign: str = ""
    carried_from: int | None = None
    decisions: tuple[Decision, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something has still to happen."""
        return self.stance in (Stance.WAITING, Stance.LATE, Stance.REFUSED)


def signers(
    signatures: Sequence[Signature], asked: Sequence[Asked], *, person: str, today: date
) -> list[Signer]:
    """List who signed and who has still to sign: the person, the professional, then the others."""
    rows = {each.key: each for each in asked}
    theirs = [each for each in signatures if each.party in THEIRS]
    ours = [each for each in signatures if each.party is Party.PROFESSIONAL]
    found = [_signer(rows.get(PERSON_KEY) or _nobody(person), theirs[-1:], today)]
    found += [_signer(_nobody(each.name), [each], today) for each in ours[-1:]]
    for each in asked:
        if each.party not in THEIRS:
            last = last_of(signatures, each.key)
            found.append(_signer(each, [last] if last else [], today))
    return found


def _nobody(name: str) -> Asked:
    """One who signs without having been asked on paper has no day to be late on."""
    return Asked("", Party.PERSON, name, date.min, date.max)


def _signer(asked: Asked, last: Sequence[Signature], today: date) -> Signer:
    due = None if asked.due == date.max else asked.due
    if not last:
        stance = _stance_without(asked, today)
        return Signer(
            asked.key,
            asked.party,
            asked.name,
            stance,
            due=due,
            escalate_to=asked.escalate_to,
            reason=asked.left_out,
        )
    [each] = last
    return Signer(
        key=asked.key,
        party=each.party,
        name=_named(asked, each),
        stance=_stance_of(each),
        on=each.on,
        way=each.way,
        due=due,
        reason=each.reason,
        would_sign=each.would_sign,
        carried_from=each.carried_from,
        decisions=each.decisions,
    )


def _named(asked: Asked, each: Signature) -> str:
    """A service signs through somebody, who is named beside it."""
    if each.party is Party.SERVICE:
        return f"{asked.name} ({each.name})"
    return f"{each.name} ({each.role})" if each.role else each.name


def _stance_without(asked: Asked, today: date) -> Stance:
    if asked.left_out:
        return Stance.LEFT_OUT
    return Stance.LATE if asked.due < today else Stance.WAITING


def _stance_of(each: Signature) -> Stance:
    if each.answer in YES:
        return Stance.SIGNED if each.answer is Answer.AGREED else Stance.DIFFERS
    if each.answer is Answer.NOT_AGREED:
        return Stance.WENT_ON if each.is_settled else Stance.REFUSED
    return Stance.NO_ANSWER
