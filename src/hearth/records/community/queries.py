from datetime import date

from django.db.models import Q, QuerySet

from hearth.core.access import Role
from hearth.records.community.models import Organisation, Post
from hearth.records.periods import not_over


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("community").order_by("name")


def colleagues(organisation_ids: list[int], *, on: date) -> QuerySet[Post]:
    """Posts, running on a day, of those who can be key worker or accountable for a round."""
    return posts_at(organisation_ids, Role.PRACTITIONER, Role.LINK_WORKER, on=on)


def posts_at(organisation_ids: list[int], *roles: Role, on: date) -> QuerySet[Post]:
    """Posts in these roles that run on a day, by name."""
    running = not_over(on)
    return (
        Post.people.filter(
            running,
            organisation__in=organisation_ids,
            starts__lte=on,
            role__in=[role.value for role in roles],
        )
        .select_related("account", "organisation")
        .order_by("account__full_name")
    )


def posts_named(words: str, communities: list[int], *roles: Role, on: date) -> QuerySet[Post]:
    """Running posts in these roles and communities, by a name, a title or a service."""
    running = not_over(on)
    rows = Post.people.filter(
        running,
        organisation__community__in=communities,
        starts__lte=on,
        role__in=[role.value for role in roles],
    )
    for word in words.split():
        rows = rows.filter(
            Q(account__full_name__icontains=word)
            | Q(job_title__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    return rows.select_related("account", "organisation").order_by("account__full_name", "pk")


def organisations_named(words: str, communities: list[int]) -> QuerySet[Organisation]:
    """The organisations of these communities whose name holds each of these words."""
    rows = Organisation.objects.filter(community__in=communities)
    for word in words.split():
        rows = rows.filter(name__icontains=word)
    return rows.order_by("name")
