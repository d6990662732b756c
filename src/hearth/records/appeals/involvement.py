"""Who had a part in a plan or in a disagreement, and who is left to take a fresh look."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from hearth.core.access import Role
from hearth.core.appeal import State
from hearth.core.independence import Candidate, Part, candidates, why_not_independent
from hearth.records.access.door import Record
from hearth.records.access.queries import organisations_of
from hearth.records.access.seals import open_seals
from hearth.records.appeals.models import Appeal, AppealStep
from hearth.records.appeals.queries import about_of
from hearth.records.appeals.sight import may_answer
from hearth.records.community.models import Post
from hearth.records.community.queries import posts_at
from hearth.records.people.models import Supporter
from hearth.records.plans.models import (
    Entry,
    KeyWorker,
    KeyWorkerCover,
    Round,
    Signature,
    Suggestion,
    Version,
)


def involved_in(appeal: Appeal) -> dict[Part, set[int]]:
    """The accounts that had each part. A constant number of queries."""
    person = appeal.person_id
    wrote = [
        Entry.objects.filter(person=person).values_list("written_by", flat=True),
        Suggestion.objects.filter(person=person).values_list("suggested_by", flat=True),
    ]
    signed = [
        Version.objects.filter(person=person).values_list("frozen_by", flat=True),
        Signature.objects.filter(version__person=person).values_list("by", flat=True),
    ]
    worked = [
        KeyWorker.objects.filter(person=person).values_list("post__account", flat=True),
        KeyWorkerCover.objects.filter(person=person).values_list("post__account", flat=True),
    ]
    led = Round.objects.filter(person=person).values_list("accountable__account", flat=True)
    helps = Supporter.objects.filter(person=person).values_list("account", flat=True)
    return {
        Part.RAISED_IT: _known([[appeal.raised_by_id]]),
        Part.IS_THE_PERSON: _known([[appeal.person.account_id]]),
        Part.SUPPORTS: _known([helps]),
        Part.WROTE: _known([rows.distinct() for rows in wrote]),
        Part.SIGNED: _known([rows.distinct() for rows in signed]),
        Part.KEY_WORK: _known([rows.distinct() for rows in worked]),
        Part.ACCOUNTABLE: _known([led.distinct()]),
        Part.TOOK_A_STEP: _took_a_step(appeal),
    }


def _known(found: Iterable[Iterable[int | None]]) -> set[int]:
    return {key for keys in found for key in keys if key is not None}


def _took_a_step(appeal: Appeal) -> set[int]:
    """Who took a step or was named for one; being named for the fresh look itself does not count.

    A reviewer who gave it back took a step by doing so.
    """
    rows = AppealStep.objects.filter(appeal=appeal).select_related("actor")
    found = set()
    for row in rows:
        found.add(row.by_id)
        if row.actor is not None and row.state != State.IN_REVIEW.value:
            found.add(row.actor.account_id)
    return _known([found])


def staff_who_may_answer(record: Record, appeal: Appeal, *, at: datetime) -> list[Post]:
    """Practitioners of the services that have a part, who see what it is about, by name."""
    places = organisations_of(record.person, on=timezone.localdate(at))
    posts = posts_at(places, Role.PRACTITIONER, on=timezone.localdate(at))
    what = about_of(appeal)
    # Seals and shares differ from one to another; where nothing is sealed the role says it all.
    if not open_seals(record.person):
        return list(posts)
    return [post for post in posts if may_answer(record.person, post.account, what, at=at)]


def possible_reviewers(appeal: Appeal, posts: Iterable[Post]) -> list[tuple[Post, Candidate]]:
    """Everyone who could take the fresh look, and why others cannot; those who can come first."""
    held = {post.account_id: post for post in posts}
    people = [(key, f"{post.account.full_name}, {post}") for key, post in held.items()]
    return [(held[each.key], each) for each in candidates(people, involved_in(appeal))]


def why_not(post: Post, appeal: Appeal) -> list[str]:
    """List why this member of staff may not take the fresh look."""
    return why_not_independent(post.account_id, involved_in(appeal))
