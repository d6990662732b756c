"""Who asks for prompts: each token once, and the same work for somebody whom nobody knows."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from hearth.records.access.door import NotVisible, open_with
from hearth.records.access.ties import ties_of
from hearth.records.people.models import Account, Person
from hearth.records.prompts.models import TokenSeen


def use_token(*, issuer: str, token_id: str, until: datetime, at: datetime) -> bool:
    """Let a token in once. False: it was used before."""
    TokenSeen.objects.filter(until__lte=at).delete()
    mark = sha256(token_id.encode()).hexdigest()
    try:
        with transaction.atomic():
            TokenSeen.objects.create(issuer=issuer[:500], mark=mark, until=until)
    except IntegrityError:
        return False
    return True


def look_in_vain(person_id: UUID, *, by: Account, at: datetime, why: str) -> None:
    """Do for somebody who is not there what the door does for somebody without a tie.

    Whoever asks could else tell the two apart by the time that the answer takes. It leaves the
    same row, too: a machine that asks for people whom nobody knows should be seen.
    """
    nobody = Person(pk=person_id)
    try:
        open_with(ties_of(nobody, by, at=at), nobody, None, by=by, at=at, why=why)
    except NotVisible:
        return
