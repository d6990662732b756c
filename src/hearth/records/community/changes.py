from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from hearth.core.access import Role
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community, Organisation, Post


@transaction.atomic
def add_organisation(
    *,
    community: str,
    name: str,
    kind: str,
    by: object,
    at: datetime,
    code: str = "",
    telephone: str = "",
    address: str = "",
) -> Organisation:
    """Add an organisation to a community; the community is made when it is new."""
    place, _ = Community.objects.get_or_create(name=community)
    row, made = Organisation.objects.get_or_create(
        community=place,
        name=name,
        defaults={"kind": kind, "code": code, "telephone": telephone, "address": address},
    )
    if made:
        audit.note(did="added an organisation", by=by, at=at, what=name)
    return row


@transaction.atomic
def give_post(
    *,
    account: AbstractBaseUser,
    organisation: Organisation,
    role: Role,
    job_title: str,
    starts: date,
    by: object,
    at: datetime,
    is_software: bool = False,
) -> Post:
    """Record that somebody, or some software, works for an organisation in a role."""
    row, made = Post.objects.get_or_create(
        account_id=account.pk,
        organisation=organisation,
        role=role.value,
        defaults={"job_title": job_title, "starts": starts, "is_software": is_software},
    )
    if made:
        audit.note(did="gave a post", by=by, at=at, what=str(row))
    return row
