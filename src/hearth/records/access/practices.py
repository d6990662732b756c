"""Which practice a person is registered with, and who has a part in their care over time."""

from datetime import date

from hearth.records.access.models import Involvement
from hearth.records.community.models import Organisation
from hearth.records.people.models import Person
from hearth.records.periods import not_over


def practice_of(person: Person, *, on: date) -> Organisation | None:
    """The practice with which a person is registered on a day."""
    rows = Involvement.objects.filter(
        not_over(on), person=person, kind=Involvement.Kind.PRACTICE, starts__lte=on
    )
    row = rows.select_related("organisation").order_by("-starts", "-pk").first()
    return row.organisation if row else None
