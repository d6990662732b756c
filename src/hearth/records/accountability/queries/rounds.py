"""Who answered for a round, and its visit for tests."""

from hearth.records.accountability.models import LeadHandover, TestVisit
from hearth.records.plans.models import Round


def handovers_of(round: Round) -> list[LeadHandover]:
    """Who handed a round to whom, the newest first. One query."""
    rows = LeadHandover.objects.filter(round=round).select_related(
        "before__account", "before__organisation", "to__account", "to__organisation", "by"
    )
    return list(rows.order_by("-at", "-pk"))


def visit_of(round: Round) -> TestVisit | None:
    """The visit for tests in this round, if there was one."""
    return TestVisit.objects.filter(round=round).first()
