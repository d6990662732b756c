"""Make a pack, change it, pin and leave out, copy it, end it, and note that it was used."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from hearth.core.activity_packs import (
    CannotKeepPack,
    Selection,
    Setting,
    is_stale,
    pack_problems,
)
from hearth.core.directory.activity import Activity as Facts
from hearth.records.activity_packs.models import Pack, PackChoice, PackUse
from hearth.records.audit import changes as audit
from hearth.records.community.models import Organisation
from hearth.records.directory.models import Activity
from hearth.records.people.models import Account

SOMEONE_ELSE = "Someone else has changed this pack. Look at it again."


@transaction.atomic
def make(
    *,
    organisation: Organisation,
    title: str,
    setting: Setting | None,
    selection: Selection,
    by: Account | None,
    at: datetime,
) -> Pack:
    """Make a pack of an organisation. Raises CannotKeepPack with what is missing."""
    if problems := pack_problems(title, setting, selection):
        raise CannotKeepPack(problems)
    assert setting
    row = Pack.objects.create(
        organisation=organisation, title=title.strip(), setting=setting.value,
        word=_free_word(title), selection=selection.as_values(), made_by=by, made_at=at,
    )  # fmt: skip
    audit.note(did="made a pack", by=by, at=at, what=row.title)
    return row


def _free_word(title: str) -> str:
    """Return the word for a title in an address; of several with one title, the later have 2, 3."""
    word = slugify(title)[:60] or "pack"
    taken = set(Pack.objects.filter(word__startswith=word).values_list("word", flat=True))
    others = (f"{word}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (word, *others) if each not in taken)


@transaction.atomic
def change(
    *,
    pack: Pack,
    title: str,
    setting: Setting | None,
    selection: Selection,
    base: int,
    by: Account,
    at: datetime,
) -> Pack:
    """Change what a pack looks for. `base`: the revision that was read. Its address stays."""
    if problems := pack_problems(title, setting, selection):
        raise CannotKeepPack(problems)
    assert setting
    held = Pack.objects.select_for_update().get(pk=pack.pk)
    if held.revision != base:
        raise CannotKeepPack(SOMEONE_ELSE)
    held.title, held.setting = title.strip(), setting.value
    held.selection, held.revision = selection.as_values(), base + 1
    held.save()
    audit.note(did="changed a pack", by=by, at=at, what=held.title)
    return held


@transaction.atomic
def choose(
    *, pack: Pack, activity: Activity, is_pinned: bool | None, by: Account | None, at: datetime
) -> None:
    """Pin an activity in a pack (True), leave it out (False), or let the search decide (None)."""
    if is_pinned is None:
        PackChoice.objects.filter(pack=pack, activity=activity).delete()
    else:
        PackChoice.objects.update_or_create(
            pack=pack, activity=activity, defaults={"is_pinned": is_pinned, "by": by, "at": at}
        )
    audit.note(did="chose what is in a pack", by=by, at=at, what=pack.title)


@transaction.atomic
def copy(*, pack: Pack, organisation: Organisation, by: Account, at: datetime) -> Pack:
    """Copy a pack of another organisation, with its pins: the copy goes its own way."""
    row = Pack.objects.create(
        organisation=organisation, title=pack.title, setting=pack.setting,
        word=_free_word(pack.title), selection=pack.selection, made_by=by, made_at=at,
    )  # fmt: skip
    PackChoice.objects.bulk_create(
        PackChoice(pack=row, activity=each.activity, is_pinned=each.is_pinned, by=by, at=at)
        for each in pack.choices.select_related("activity")
    )
    audit.note(did="copied a pack", by=by, at=at, what=row.title)
    return row


@transaction.atomic
def end(*, pack: Pack, by: Account, at: datetime) -> None:
    """End a pack: no list shows it, and its address says so."""
    Pack.objects.filter(pk=pack.pk, ended_at__isnull=True).update(ended_at=at)
    audit.note(did="ended a pack", by=by, at=at, what=pack.title)


@transaction.atomic
def note_use(
    *,
    pack: Pack,
    organisation: Organisation,
    entries: Iterable[Facts],
    today: date,
    by: Account | None,
    at: datetime,
) -> PackUse:
    """Keep what was in a pack when an organisation used it; never for whom."""
    shown = {each.key: [each.name, is_stale(each, today=today)] for each in entries}
    row = PackUse.objects.create(
        pack=pack, organisation=organisation, entries=shown, by=by, at=at
    )  # fmt: skip
    audit.note(did="used a pack", by=by, at=at, what=pack.title)
    return row
