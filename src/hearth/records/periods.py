"""Rows that run from a day until a day, as a condition of a query."""

from datetime import date

from django.db.models import Q


def not_over(on: date, end: str = "ends") -> Q:
    """Only rows that have no last day, or whose last day is this one or later."""
    return Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on})
