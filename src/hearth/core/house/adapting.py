"""How a community makes a framework its own, one small change at a time. Nothing is forgotten.

Each change takes a framework and returns another. Which code means what never changes: an element
can be worded better, weighed otherwise, retired and brought back; what means something else gets a
code of its own. So an old assessment can always be read, and communities can be compared.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hearth.core.house.framework import Element, Framework, Proof, obstacles
from hearth.core.house.parts import in_a_sentence
from hearth.core.words import Refusal, Refused

WORDING = ("name", "is_there", "does_it_work", "look_for", "source")


class CannotAdapt(Refused):
    """The framework cannot be changed like this. The reasons say why."""


def add(framework: Framework, element: Element) -> Framework:
    """Add an element, last in its part. Raises CannotAdapt where its code is taken."""
    if any(each.code == element.code for each in framework.elements):
        raise CannotAdapt([Refusal("There is an element with this code already.", "code")])
    parts = [each.part for each in framework.elements]
    place = len(parts) - parts[::-1].index(element.part) if element.part in parts else len(parts)
    elements = framework.elements
    return replace(framework, elements=(*elements[:place], element, *elements[place:]))


def retire(framework: Framework, code: str) -> Framework:
    """Ask about an element no more. Its history stays. Raises KeyError for an unknown code."""
    return _changed(framework, code, retired=True)


def bring_back(framework: Framework, code: str) -> Framework:
    """Ask about a retired element again. Raises KeyError for an unknown code."""
    return _changed(framework, code, retired=False)


def reword(framework: Framework, code: str, **words: str) -> Framework:
    """Say the same in better words: name, is_there, does_it_work, look_for or source.

    Raises KeyError for an unknown code, and TypeError for what is not wording.
    """
    if other := set(words) - set(WORDING):
        raise TypeError(f"not wording: {', '.join(sorted(other))}")
    return _changed(framework, code, **words)


def reweigh(framework: Framework, code: str, *, matters: bool, proof: Proof) -> Framework:
    """Say whether a part depends on an element, and how much evidence “cracked it” needs."""
    return _changed(framework, code, matters=matters, proof=proof)


def _changed(framework: Framework, code: str, **values: Any) -> Framework:
    changed = replace(framework.element(code), **values)
    return replace(
        framework,
        elements=tuple(changed if each.code == code else each for each in framework.elements),
    )


def adaptation_obstacles(
    before: Framework, after: Framework, pack: Framework | None = None
) -> list[Refusal]:
    """List why `after` cannot follow `before`. `pack` is what comes with Hearth.

    Codes keep their meaning: none goes, and none moves to another part. Empty: it can be kept.
    """
    kept = {each.code for each in after.elements}
    gone = [each for each in before.elements if each.code not in kept]
    found = obstacles(after)
    found += [
        Refusal(f"“{each.name}” is missing. Retire it: old assessments name it.", each.code)
        for each in gone
    ]
    found += _moved(before.elements, after)
    found += _moved(_new_here(pack.elements if pack else (), before), after)
    if before == after:
        found.append(Refusal("Nothing is different from the version before."))
    return found


def _new_here(elements: Iterable[Element], before: Framework) -> list[Element]:
    known = {each.code for each in before.elements}
    return [each for each in elements if each.code not in known]


def _moved(elements: Iterable[Element], after: Framework) -> list[Refusal]:
    parts = {each.code: each.part for each in after.elements}
    return [
        Refusal(
            f"The code {each.code} means something in {in_a_sentence(each.part)}. "
            "What is in another part is another element: give it a code of its own.",
            each.code,
        )
        for each in elements
        if parts.get(each.code, each.part) is not each.part
    ]


def a_code_for(name: str, framework: Framework) -> str:
    """Make a free code from the name of a new element: “Peer support” -> peer-support."""
    words = re.findall(r"[a-z0-9]+", name.lower().replace("’", "").replace("'", ""))
    stem = "-".join(words)[:50].strip("-") or "element"
    stem = stem if stem[0].isalpha() else f"e-{stem}"
    taken = {each.code for each in framework.elements}
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (stem, *numbered) if each not in taken)
