"""Who is told of a broken glass, and when: the person and the records auditors, that evening."""

from datetime import datetime, time

from django.utils import timezone

from hearth.core.access import Role
from hearth.core.messages import MessageKind
from hearth.records.access.models import BrokenGlass, Involvement
from hearth.records.community.models import Post
from hearth.records.people.models import Account, Person
from hearth.records.people.telling import tell_account, tell_person
from hearth.records.periods import not_over

EVENING = time(18, 0)


def tell_of(*, glass: BrokenGlass, person: Person, by: Account, at: datetime) -> None:
    """Post the messages, in the transaction that breaks the glass."""
    about, evening = f"emergency opening {glass.pk}", evening_of(at)
    tell_person(
        person=person, kind=MessageKind.GLASS_BROKEN, by=by, at=at, about=about,
        path=f"/people/{person.pk}/who-looked/", not_before=evening,
    )  # fmt: skip
    for auditor in auditors_of(glass, at=at):
        tell_account(
            account=auditor, kind=MessageKind.GLASS_TO_REVIEW, by=by, at=at, about=about,
            person_id=person.pk, path="/emergency-access/opened/", not_before=evening,
        )  # fmt: skip


def evening_of(at: datetime) -> datetime | None:
    """Six in the evening of that day, where we are; None when it has passed: at once, then."""
    here = timezone.localtime(at)
    evening = here.replace(hour=EVENING.hour, minute=EVENING.minute, second=0, microsecond=0)
    return evening if here < evening else None


def auditors_of(glass: BrokenGlass, *, at: datetime) -> list[Account]:
    """The records auditors of the communities of the staff and of the person's services."""
    today = timezone.localdate(at)
    running = not_over(today)
    places = Involvement.objects.filter(running, person=glass.person_id, starts__lte=today)
    communities = {glass.post.organisation.community_id}
    communities |= set(places.values_list("organisation__community", flat=True))
    posts = Post.people.filter(
        running,
        role=Role.AUDITOR.value,
        starts__lte=today,
        organisation__community__in=communities,
    )
    return list(Account.objects.filter(posts__in=posts, is_active=True).distinct().order_by("pk"))
