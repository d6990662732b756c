"""Keep what a community made of its framework, as the next version of its text."""

from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from hearth.core.house.adapting import CannotAdapt, adaptation_obstacles
from hearth.core.house.framework import Framework, write
from hearth.core.words import Refusal
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.house.models import FrameworkVersion
from hearth.records.house.queries import framework_in_use, pack
from hearth.records.people.models import Account

LONGEST_WHY = 300


@transaction.atomic
def adapt(
    *,
    community: Community,
    to: Framework,
    base_number: int,
    why: str,
    by: Account | None,
    at: datetime,
) -> FrameworkVersion:
    """Use this framework from now on. Raises CannotAdapt with every reason why not.

    `base_number` is the version that was changed; 0 is the framework that comes with Hearth. An
    assessment that is open goes on with the framework that it began with.
    """
    now = framework_in_use(community)
    if now.number != base_number:
        raise CannotAdapt(
            "Somebody else changed the framework after you began. Look at it, and start again."
        )
    reasons = adaptation_obstacles(now.framework, to, pack()) + _unsaid(why)
    if reasons:
        raise CannotAdapt(reasons)
    text = write(to)
    row = _kept(
        community=community, number=now.number + 1, text=text, hash=hash_of(text),
        why=why.strip(), at=at, by=by,
    )  # fmt: skip
    audit.note(did="changed the framework of the house", by=by, at=at, what=str(row))
    return row


def hash_of(text: str) -> str:
    """Return the SHA-256 of the text of a framework, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def _unsaid(why: str) -> list[Refusal]:
    if not why.strip():
        return [Refusal("Say why you change it.", "why")]
    if len(why.strip()) > LONGEST_WHY:
        return [Refusal(f"Use {LONGEST_WHY} letters or fewer.", "why")]
    return []


def _kept(**values: object) -> FrameworkVersion:
    try:
        with transaction.atomic():
            return FrameworkVersion.objects.create(**values)
    except IntegrityError as error:
        raise CannotAdapt("Somebody else changed it in the same moment. Try again.") from error
