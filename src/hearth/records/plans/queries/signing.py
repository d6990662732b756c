"""Who must sign, who was asked, and what waits for whom to sign."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hearth.core import agreement, plan
from hearth.core.access import Footing, Role, Tie, grant
from hearth.core.agreement import Party
from hearth.core.sharing import SealKind
from hearth.core.signing import Required, Service, SigningFacts, SigningRule, who_must_sign
from hearth.core.words import Period
from hearth.records.access.door import Record
from hearth.records.access.queries import organisations_of, posts_of
from hearth.records.access.seals import open_seals
from hearth.records.community.models import Organisation, Post
from hearth.records.community.queries import posts_at
from hearth.records.people.models import Account, Death
from hearth.records.plans.models import (
    KeyWorker,
    KeyWorkerCover,
    Round,
    SignatureRequest,
    SigningTerms,
    Version,
)
from hearth.records.plans.models import Signature as Row

SIGNING_ROLES = (Role.PRACTITIONER, Role.LINK_WORKER)
ASKED = [party.value for party in agreement.ASKED_PARTIES]
THEIRS = [party.value for party in agreement.THEIRS]


def service_key(organisation_id: int) -> str:
    return f"service:{organisation_id}"


def post_key(post_id: int) -> str:
    return f"post:{post_id}"


@dataclass(frozen=True)
class Proposal:
    """Who must sign by the rule, and the services that could be asked beside them."""

    required: list[Required]
    services: dict[str, Organisation]
    staff: dict[str, list[Post]]

    @property
    def others(self) -> list[Organisation]:
        """The services with a part in the care that the rule does not ask."""
        asked = {each.key for each in self.required}
        return [row for key, row in self.services.items() if key not in asked]


def who_signs(
    record: Record,
    entries: Sequence[plan.Entry],
    *,
    rule: SigningRule,
    by: Account,
    on: date,
    led_by: Post | None = None,
) -> Proposal:
    """Apply the rule to a plan: who must sign beside `by`, who reads it back. A few queries.

    Before it is read back, `led_by` names who most likely will.

    What is sealed counts for nobody: who is asked would else tell of what is hidden.
    """
    seen = with_all_seals_shut(record, on=on)
    rows = Organisation.objects.filter(pk__in=organisations_of(record.person, on=on))
    services = {service_key(row.pk): row for row in rows.order_by("name")}
    staff: dict[str, list[Post]] = {key: [] for key in services}
    for post in posts_at([row.pk for row in services.values()], *SIGNING_ROLES, on=on):
        staff[service_key(post.organisation_id)].append(post)
    everyone = [post for posts in staff.values() for post in posts]
    mine = led_by or next((post for post in everyone if _is_acting(post, record)), None)
    facts = SigningFacts(
        person=record.person.name.called,
        professional=_as_fact(mine, led_by.account if led_by else by),
        key_worker=_key_worker(record),
        services=[_service(key, row, staff[key]) for key, row in services.items()],
        entries=[each for each in entries if seen.shows(each.section, each.thread)],
    )
    return Proposal(who_must_sign(facts, rule), services, staff)


def _is_acting(post: Post, record: Record) -> bool:
    return post.account == record.reader and str(post) == record.title


def _as_fact(post: Post | None, by: Account) -> tuple[str, str, str]:
    if post is None:
        return "", by.full_name, ""
    return post_key(post.pk), by.full_name, service_key(post.organisation_id)


def _key_worker(record: Record) -> tuple[str, str, str] | None:
    row = (
        KeyWorker.objects.filter(person=record.person, ends__isnull=True)
        .select_related("post__account")
        .first()
    )
    return _as_fact(row.post, row.post.account) if row else None


def _service(key: str, row: Organisation, staff: Iterable[Post]) -> Service:
    names = frozenset(post.account.full_name for post in staff)
    return Service(key, row.name, row.kind, names)


def as_the_person(record: Record, *, on: date) -> Record:
    """The same record as the person sees it: what they sign for is all that they are shown."""
    tie = Tie(Role.PERSON, Period(date.min), "me", footing=Footing.OWN)
    seals, viewer = open_seals(record.person), str(record.person.account_id or "")
    return replace(record, grant=grant([tie], today=on, seals=seals, viewer=viewer))


def with_all_seals_shut(record: Record, *, on: date) -> Record:
    """The record without anything that is sealed from anyone, whoever may see it."""
    shut = [replace(seal, kind=SealKind.SAFEGUARDING) for seal in open_seals(record.person)]
    tie = Tie(Role.PERSON, Period(date.min), "anyone", footing=Footing.OWN)
    return replace(record, grant=grant([tie], today=on, seals=shut))


def terms_of(round: Round | None) -> SigningTerms | None:
    """By when the plan of a round is to be signed, as agreed last; None where nobody agreed it."""
    if round is None:
        return None
    rows = SigningTerms.objects.filter(round=round).select_related("escalate_to__account")
    return rows.order_by("-pk").first()


def request_of(record: Record, version: Version, *, on: date) -> SignatureRequest | None:
    """What this viewer is asked to sign of a version: as key worker first, then for a service."""
    if not isinstance(record.reader, Account):
        return None
    rows = open_requests([version]).select_related("post", "organisation")
    return _for_posts(rows, posts_of(record.account, on=on), on=on).order_by("-post", "pk").first()


def open_requests(versions: Iterable[Version]) -> QuerySet[SignatureRequest]:
    """The requests under these versions that were really asked."""
    return SignatureRequest.objects.filter(
        version__in=list(versions),
        left_out="",
        party__in=[p.value for p in agreement.ASKED_PARTIES],
    )


def _for_posts(
    rows: QuerySet[SignatureRequest], posts: Collection[Any], *, on: date
) -> QuerySet[SignatureRequest]:
    """Those that holders of these posts may answer: their own, by cover, or for their service."""
    held = [post for post in posts if post.role in {role.value for role in SIGNING_ROLES}]
    covered = KeyWorkerCover.objects.filter(
        person=OuterRef("version__person"), post__in=held, starts__lte=on, ends__gte=on
    )
    key_works = KeyWorker.objects.filter(
        person=OuterRef("version__person"), post=OuterRef("post"), ends__isnull=True
    )
    return rows.filter(
        Q(post__in=held)
        | (Q(post__isnull=False) & Exists(covered) & Exists(key_works))
        | Q(organisation__in={post.organisation_id for post in held})
    )


def is_key_worker(record: Record, *, on: date) -> bool:
    """Say whether this viewer is the key worker, or stands in for them on this day."""
    mine = [post.pk for post in posts_of(record.account, on=on)]
    person = record.person
    held = KeyWorker.objects.filter(person=person, ends__isnull=True, post__in=mine)
    cover = KeyWorkerCover.objects.filter(
        person=person, post__in=mine, starts__lte=on, ends__gte=on
    )
    return held.exists() or cover.exists()


def waiting_to_sign(posts: Collection[Any], *, on: date) -> QuerySet[SignatureRequest]:
    """What waits for these staff to sign, of the newest plan of each person, oldest due first."""
    unanswered = SignatureRequest.objects.filter(
        ~Exists(Row.objects.filter(version=OuterRef("version"), signer=OuterRef("key"))),
        ~Exists(
            Version.objects.filter(
                person=OuterRef("version__person"), number__gt=OuterRef("version__number")
            )
        ),
        ~Exists(_deaths()),
        left_out="",
        party__in=ASKED,
    )
    rows = _for_posts(unanswered, posts, on=on).defer("version__document")
    return rows.select_related("version__person", "organisation", "post__account").order_by(
        "due", "pk"
    )


def late_for(posts: Sequence[int], *, on: date) -> QuerySet[SignatureRequest]:
    """Signatures that are late, and that these staff were named for."""
    rows = late_requests(on=on).filter(escalate_to__in=posts)
    return rows.select_related("version__person", "organisation").defer("version__document")


def late_requests(*, on: date) -> QuerySet[SignatureRequest]:
    """Requests under the newest plan of a living person that nobody answered by their day."""
    mine = Row.objects.filter(version=OuterRef("version"), signer=OuterRef("key"))
    theirs = Row.objects.filter(version=OuterRef("version"), party__in=THEIRS)
    newer = Version.objects.filter(
        person=OuterRef("version__person"), number__gt=OuterRef("version__number")
    )
    is_person = Q(party=Party.PERSON.value)
    return SignatureRequest.objects.filter(
        (is_person & ~Exists(theirs)) | (~is_person & ~Exists(mine)),
        ~Exists(newer),
        ~Exists(_deaths()),
        left_out="",
        due__lt=on,
    ).order_by("due", "pk")


def _deaths() -> QuerySet[Death]:
    return Death.objects.filter(person=OuterRef("version__person"), undone_at__isnull=True)


def signatures_before(record: Record, version: Version) -> dict[str, Row]:
    """The last answer of each signer under any earlier version; the person's under ""."""
    found: dict[str, Row] = {}
    rows = Row.objects.filter(version__person=record.person, version__number__lt=version.number)
    for row in rows.exclude(party=Party.PROFESSIONAL.value).order_by("pk"):
        found[row.signer] = row
    return found


def refusal_of(record: Record, version: Version, key: str) -> Row | None:
    """The refusal that stands under a version from one who was asked; None when there is none."""
    rows = Row.objects.filter(version=version, version__person=record.person, signer=key)
    last = rows.exclude(signer="").order_by("-pk").first()
    is_no = last is not None and last.answer == agreement.Answer.NOT_AGREED.value
    return last if is_no else None
