"""Reading what is known of a person's health, for those who may see it."""

from hearth.core.results import Coding
from hearth.core.results import Result as ResultValue
from hearth.records.people.models import Person
from hearth.records.results.models import Result


def core_results(person: Person) -> list[ResultValue]:
    """Every coded number of a person, oldest first, for rules that look at all of them."""
    rows = Result.objects.filter(person=person, value__isnull=False).order_by("taken_on", "pk")
    return [
        ResultValue(Coding(r.system, r.code), r.name, r.taken_on, r.value, r.unit, r.words)
        for r in rows
    ]
