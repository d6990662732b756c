"""Conditions and columns as phrases: “has falls since 2024-01-01” and back, from one table."""

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from hearth.core.cohorts.operators import Operator, chosen
from hearth.core.cohorts.rules import NotARule
from hearth.core.cohorts.slots import SLOTS, Scope, Slot

GAP = re.compile(r"\{(\w+)\}")


def said(part: Any) -> str:
    """Write a condition or a column as its phrase. Raises NotARule where no words fit."""
    operator, values = chosen(part)
    held = {each.name for each in fields(part) if values[each.name] != each.default}
    for phrase in operator.phrases:
        written = {name: _slot(operator, name).write(values[name]) for name in GAP.findall(phrase)}
        if held <= written.keys() and None not in written.values():
            return _filled(phrase, written)
    raise NotARule(f"A part of “{operator.words}” is missing, or cannot be written.")


def heard(words: str, scope: Scope, among: tuple[Operator, ...]) -> Any:
    """Read a phrase as the condition or column that it names; None where no phrase fits."""
    for operator in among:
        for phrase in operator.phrases:
            if found := _pattern(operator, phrase).fullmatch(words):
                texts = {name: text for name, text in found.groupdict().items() if text is not None}
                return operator.makes(
                    **{name: _slot(operator, name).read(texts[name], scope) for name in texts}
                )
    return None


def _slot(operator: Operator, name: str) -> Slot:
    return SLOTS[operator.field(name).kind]


def _filled(phrase: str, written: Mapping[str, str | None]) -> str:
    return GAP.sub(lambda gap: written[gap[1]] or "", phrase)


@cache
def _pattern(operator: Operator, phrase: str) -> re.Pattern[str]:
    """Return what a phrase matches, with a named group for each of its gaps."""
    between, names = GAP.split(phrase)[::2], GAP.findall(phrase)
    slots = [(name, _slot(operator, name)) for name in names]
    gaps = [f"(?P<{name}>{slot.pattern}){'?' if slot.is_extra else ''}" for name, slot in slots]
    pairs = zip(between, [*gaps, ""], strict=True)
    return re.compile("".join(re.escape(text) + gap for text, gap in pairs), re.IGNORECASE)
