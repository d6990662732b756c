from datetime import date

from django.db.models import Q, QuerySet

from hearth.core.access import Role
from hearth.records.community.models import Organisation, Post


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("community").order_by("name")


def colleagues(organisation_ids: list[int], *, on: date) -> QuerySet[Post]:
    """Posts, running on a day, of those who can be key worker or accountable for a round."""
    running = Q(ends__isnull=True) | Q(ends__gte=on)
    return (
        Post.objects.filter(
            running,
            organisation__in=organisation_ids,
            starts__lte=on,
            role__in=[Role.PRACTITIONER.value, Role.LINK_WORKER.value],
        )
        .select_related("account", "organisation")
        .order_by("account__full_name")
    )
