"""Figures of a community that can show how an element stands: a code, and its newest result."""

from collections.abc import Mapping
from typing import Any

from hearth.core.house.framework import Element, Proof
from hearth.records.metrics import queries
from hearth.web.wording import day

Newest = Mapping[str, Any]


def figures_in(community: Any) -> Newest:
    """Return the newest result of each metric that may be shown. One query."""
    return queries.latest_results(community)


def figures_for(element: Element, newest: Newest) -> list[tuple[str, str]]:
    """Return (code, what it says) of the figures that fit an element.

    An element of the community's own, of which no metric knows, can rest on any of them.
    """
    known = queries.catalogue().by_code
    shown = {code: each.shown for code, each in newest.items() if each.shown.numerator is not None}
    fitting = [code for code in shown if element.code in known[code].elements]
    if not fitting and element.proof is Proof.COUNTED:
        fitting = list(shown)
    return [(code, f"{known[code].question} {_says(newest[code])}") for code in fitting]


def _says(figure: Any) -> str:
    return f"{figure.shown.numerator} of {figure.shown.denominator}, {day(figure.day)}"
