"""Where feedback is given: communities by the word in their address."""

from datetime import date

from django.utils.text import slugify

from hearth.records.access.queries import organisations_of, own_person_id, supported_by
from hearth.records.community.models import Community
from hearth.records.people.models import Account, Person


def places() -> dict[str, Community]:
    """Return all communities by the word for them in an address, in order of their names.

    Of two with the same word, the later one has its number behind it.
    """
    found: dict[str, Community] = {}
    for each in Community.objects.order_by("pk"):
        word = slugify(each.name) or "place"
        found[f"{word}-{each.pk}" if word in found else word] = each
    return dict(sorted(found.items(), key=lambda pair: pair[1].name))


def word_for(community: Community) -> str:
    """Return the word for a community in an address."""
    return next(word for word, each in places().items() if each.pk == community.pk)


def own_places(account: Account, *, on: date) -> dict[str, Community]:
    """Return where somebody has care, or helps who has care."""
    people = [each.person for each in supported_by(account, on=on)]
    if own := own_person_id(account):
        people.append(Person.objects.get(pk=own))
    held = {each for person in people for each in organisations_of(person, on=on)}
    near = set(
        Community.objects.filter(organisations__in=held).values_list("pk", flat=True).distinct()
    )
    return {word: each for word, each in places().items() if each.pk in near}
