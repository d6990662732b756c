"""A frozen plan on paper: tagged A4, standard or large print."""

from collections.abc import Mapping, Sequence
from datetime import date

from hearth.core.agreement import Asked, Signature, Standing
from hearth.formats.paper import on_each_page, page_of, print_pdf
from hearth.formats.plan_copy import PlanCopy, lay_out
from hearth.formats.plan_text import plan_text

__all__ = ["plan_pdf", "plan_text"]


def plan_pdf(
    document: Mapping[str, object],
    *,
    standing: Standing,
    signatures: Sequence[Signature],
    sha256: str,
    frozen_on: date | None,
    today: date,
    asked: Sequence[Asked] = (),
    large_print: bool = False,
) -> bytes:
    """Print a plan document (`core.plan.document`) as PDF/UA-1.

    `sha256` is the version's fingerprint, whose first eight digits are the check code on each page;
    it is empty, and `frozen_on` None, for a draft. Large print has nothing below 18 pt.
    """
    plan = lay_out(
        document,
        standing=standing,
        signatures=signatures,
        sha256=sha256,
        frozen_on=frozen_on,
        today=today,
        asked=asked,
    )
    identifier = f"{sha256} {standing} {today} {large_print}"
    return print_pdf(plan_page(plan, large_print=large_print), identifier=identifier)


def plan_page(plan: PlanCopy, *, large_print: bool = False) -> str:
    """Write a plan that is laid out as the HTML that is printed."""
    return page_of(
        "plan.html",
        large_print=large_print,
        plan=plan,
        numbers=on_each_page(f"{what} {value}" for what, value in plan.banner),
        foot=foot(plan),
    )


def foot(plan: PlanCopy) -> str:
    """Write the foot of each page: whether it may be used, the version and its check code."""
    code = f"Version {plan.number}. Check code {plan.check_code}." if plan.check_code else ""
    return f"{plan.mark} {code}".strip()
