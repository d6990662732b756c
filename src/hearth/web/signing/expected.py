"""Who will sign a plan, and by when: shown at the start of a round, and as it is read back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from hearth.core.plan import Entry
from hearth.core.rounds import Step
from hearth.core.signing import Required, due_on
from hearth.records.access.door import Record
from hearth.records.plans.queries.rounds import RoundStanding
from hearth.records.plans.queries.signing import Proposal, terms_of, who_signs


@dataclass(frozen=True)
class Expected:
    """Who will sign, and by when; `late_to` is told of a late one. `agreed`: at the start."""

    words: tuple[str, ...]
    proposal: Proposal
    sign_by: date
    late_to: str
    agreed: bool

    @property
    def required(self) -> list[Required]:
        """Those whom the rule names, the person first."""
        return self.proposal.required


def expected(record: Record, now: RoundStanding | None, entries: Sequence[Entry]) -> Expected:
    """Apply the rule to what this viewer sees of the plan, as if it were frozen today."""
    rule, today = settings.JURISDICTION.signing, timezone.localdate()
    led_by = now.round.accountable if now else None
    terms = terms_of(now.round if now else None)
    days = max(rule.days.values())
    written = max(now.facts.due[Step.DOCUMENT], today) if now else today
    return Expected(
        words=rule.words,
        proposal=who_signs(record, entries, rule=rule, by=record.account, on=today, led_by=led_by),
        sign_by=due_on(
            terms.sign_by if terms else None,
            asked_on=today if terms else written,
            days=days,
            least_days=rule.least_days,
        ),
        late_to=_late_to(terms, led_by),
        agreed=terms is not None,
    )


def _late_to(terms: Any, led_by: Any) -> str:
    named = terms.escalate_to if terms else led_by
    return str(named.account.full_name) if named else ""
