"""Everybody who reads plans at work, wherever: names and titles, as a directory has them."""

from datetime import date

from hearth.core.access import SHARED_WITH
from hearth.records.community.models import Post
from hearth.records.periods import not_over


def posts_listed(*, on: date) -> list[Post]:
    """The running posts of those with whom a person can share their plan, by account."""
    roles = [role.value for role in SHARED_WITH]
    rows = Post.people.filter(not_over(on), starts__lte=on, role__in=roles)
    rows = rows.filter(account__is_active=True)
    return list(rows.select_related("account", "organisation").order_by("account", "pk"))
