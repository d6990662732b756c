from dataclasses import dataclass
from datetime import date

from hearth.records.access.door import Record
from hearth.records.plans.models import KeyWorker, KeyWorkerCover


@dataclass(frozen=True)
class KeyWorking:
    """Who is the key worker now, and who stands in for them today."""

    held: KeyWorker | None
    cover: KeyWorkerCover | None

    @property
    def words(self) -> str:
        """Name whom to call today."""
        if self.held is None:
            return ""
        name = self.held.post.account.full_name
        return f"{self.cover.post.account.full_name} (in for {name})" if self.cover else name


def key_working(record: Record, *, on: date) -> KeyWorking:
    """Read it in two queries."""
    held = (
        KeyWorker.objects.filter(person=record.person, ends__isnull=True)
        .select_related("post__account", "post__organisation")
        .first()
    )
    cover = (
        KeyWorkerCover.objects.filter(person=record.person, starts__lte=on, ends__gte=on)
        .select_related("post__account")
        .order_by("-pk")
        .first()
    )
    return KeyWorking(held, cover)


def key_worker_name(record: Record, *, on: date) -> str:
    return key_working(record, on=on).words


def key_worker_history(record: Record) -> list[KeyWorker]:
    rows = KeyWorker.objects.filter(person=record.person).select_related(
        "post__account", "post__organisation"
    )
    return list(rows.order_by("-starts", "-pk"))
