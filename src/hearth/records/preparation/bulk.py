"""Record for many people at once that their answers came back."""

from collections.abc import Iterable
from datetime import datetime

from hearth.records.audit.many import add_rows
from hearth.records.plans.models import Round
from hearth.records.preparation.models import Returned


def hand_in_all(returned: Iterable[tuple[Round, str, datetime, int | None]]) -> None:
    """Each: the round, the way the answers came, when, and the account that handed them in."""
    add_rows(
        Returned(round=round, mode=mode, at=at, by_id=account_id)
        for round, mode, at, account_id in returned
    )
