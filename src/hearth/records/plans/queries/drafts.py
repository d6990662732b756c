from collections.abc import Iterable

from hearth.records.access.door import Record
from hearth.records.plans.models import Draft


def drafts_of(record: Record, forms: Iterable[str]) -> dict[str, Draft]:
    """What this viewer was typing in several forms of one page, by form. One query."""
    rows = Draft.objects.filter(person=record.person, account=record.account, form__in=list(forms))
    return {row.form: row for row in rows}
