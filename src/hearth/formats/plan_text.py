"""A frozen plan as plain text: for a screen reader, an email or a braille display."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from hearth.core.agreement import Asked, Signature, Standing
from hearth.formats.plan_copy import EntryCopy, Part, PlanCopy, Said, lay_out


def plan_text(
    document: Mapping[str, object],
    *,
    standing: Standing,
    signatures: Sequence[Signature],
    sha256: str,
    frozen_on: date | None,
    today: date,
    asked: Sequence[Asked] = (),
) -> str:
    """Write a plan document (`core.plan.document`) as text, with the same facts as the print."""
    plan = lay_out(
        document,
        standing=standing,
        signatures=signatures,
        sha256=sha256,
        frozen_on=frozen_on,
        today=today,
        asked=asked,
    )
    return "\n".join([*_front(plan), *_alerts(plan), *_parts(plan.parts), *_back(plan)]) + "\n"


def _front(plan: PlanCopy) -> Iterator[str]:
    yield "My plan"
    yield plan.name
    yield from (f"{what} {value}" for what, value in plan.banner)
    yield ""
    yield plan.standing_words
    yield plan.age
    yield plan.review
    yield from _lines(plan.looked_after)


def _alerts(plan: PlanCopy) -> Iterator[str]:
    if plan.alerts:
        yield from ("", "", "Important to know at once")
    for entry in plan.alerts:
        yield from _entry(entry)


def _parts(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield from ("", "", part.title)
        for group in part.groups:
            if group.title:
                yield from ("", group.title)
            for entry in group.entries:
                yield from _entry(entry)


def _entry(entry: EntryCopy) -> Iterator[str]:
    yield ""
    if entry.lead:
        yield entry.lead
    yield from _lines(entry.facts)
    yield f"({entry.whose})"


def _lines(said: Iterable[Said]) -> Iterator[str]:
    return (f"{each.label}: {each.words}" for each in said)


def _back(plan: PlanCopy) -> Iterator[str]:
    yield from ("", "", "Who has signed", "")
    yield from plan.signed or ["Nobody has signed this yet."]
    yield ""
    if plan.mark:
        yield plan.mark
    if plan.check_code:
        yield f"Version {plan.number}. Check code {plan.check_code}."
