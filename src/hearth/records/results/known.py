"""What is known of one person, row by row with its id, for what shows it to other systems."""

from collections.abc import Mapping

from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.results.findings import MODELS, Kind
from hearth.records.results.models import Allergy, Condition, Medicine, Result

Row = Allergy | Condition | Medicine | Result


def rows_known(record: Record, *kinds: Kind) -> Mapping[Kind, list[Row]]:
    """All rows of these kinds, the first to come first; none where results may not be seen."""
    if not record.sees(Section.RESULTS):
        return {kind: [] for kind in kinds}
    found = {}
    for kind in kinds:
        rows = MODELS[kind]._default_manager.filter(person=record.person)
        found[kind] = list(rows.select_related("run").order_by("pk"))
    return found  # type: ignore[return-value]  # the registry knows models by their base
