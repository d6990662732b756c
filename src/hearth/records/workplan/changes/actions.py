"""Write an action down, change it, move it on, and tie it to elements and to other actions."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from hearth.core.house import work as rules
from hearth.core.house.work import CannotMoveWork, CannotPlan, Said, WorkState
from hearth.core.words import Refusal
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.people.models import Account
from hearth.records.workplan.models import Dependence, Move, Tag, Wording, WorkItem
from hearth.records.workplan.queries import said_of, work_of


@transaction.atomic
def add_work(
    *,
    community: Community,
    said: Said,
    by: Account | None,
    at: datetime,
    owner: Account | None = None,
    elements: Collection[str] = (),
    depends_on: Collection[int] = (),
    source: str = "",
) -> WorkItem:
    """Write an action down; it is planned. An `owner` with an account gives their own name.

    Raises CannotPlan with the reasons.
    """
    _refuse([*rules.obstacles(_owned(said, owner)), *_tag_obstacles(elements)])
    _hold(community)
    source = source[: rules.MOST_LETTERS["source"]]
    item = WorkItem.objects.create(community=community, source=source, made_at=at, made_by=by)
    _word(item, 1, said, owner, "", by, at)
    Move.objects.create(item=item, number=1, state=WorkState.PLANNED.value, at=at, by=by)
    _tie(item, elements, by, at)
    _need(item, depends_on, by, at)
    audit.note(did="wrote down an action of the work plan", by=by, at=at, what=str(item))
    return item


@transaction.atomic
def change_work(
    *,
    item: WorkItem,
    base_number: int,
    said: Said,
    by: Account | None,
    at: datetime,
    owner: Account | None = None,
    elements: Collection[str] | None = None,
    depends_on: Collection[int] | None = None,
    reason: str = "",
) -> WorkItem:
    """Change what an action says. What is left None stays; the old words are kept.

    `base_number` is the wording that the change began from. Raises CannotPlan with the reasons.
    """
    _hold(item.community)
    newest = item.wordings.latest("number")
    if newest.number != base_number:
        raise CannotPlan("Somebody else changed this meanwhile. Look at it again.")
    before, after = said_of(newest), _owned(said, owner)
    found = rules.change_obstacles(before, after, reason)
    _refuse(found + ([] if elements is None else _tag_obstacles(elements)))
    if (before, newest.owner_account_id) != (after, getattr(owner, "pk", None)):
        _word(item, base_number + 1, said, owner, reason.strip(), by, at)
    if elements is not None:
        _tie(item, elements, by, at)
    if depends_on is not None:
        _need(item, depends_on, by, at)
    audit.note(did="changed an action of the work plan", by=by, at=at, what=str(item))
    return item


@transaction.atomic
def move_work(*, item: WorkItem, to: WorkState, why: str, by: Account | None, at: datetime) -> None:
    """Let an action come to another state. Raises CannotMoveWork with the reasons."""
    _hold(item.community)
    last = item.moves.latest("number")
    if found := rules.move_obstacles(WorkState(last.state), to, why):
        raise CannotMoveWork(found)
    Move.objects.create(
        item=item, number=last.number + 1, state=to.value, why=why.strip(), at=at, by=by
    )
    audit.note(did="moved an action of the work plan", by=by, at=at, what=f"{item}: {to}")


def _hold(community: Community) -> None:
    """Let one change of a plan wait for the other: two could make a circle between them."""
    Community.objects.select_for_update().get(pk=community.pk)


def _refuse(found: list[Refusal]) -> None:
    if found:
        raise CannotPlan(found)


def _tag_obstacles(elements: Collection[str]) -> list[Refusal]:
    if len(elements) <= rules.MOST_ELEMENTS:
        return []
    return [Refusal(f"Choose {rules.MOST_ELEMENTS} elements or fewer.", "elements")]


def _owned(said: Said, owner: Account | None) -> Said:
    if owner is None:
        return said
    name = owner.full_name[: rules.MOST_LETTERS["owner"]]
    return Said(said.title, said.why, name, said.organisation, said.due, said.effort)


def _word(
    item: WorkItem,
    number: int,
    said: Said,
    owner: Account | None,
    reason: str,
    by: Account | None,
    at: datetime,
) -> None:
    words = _owned(said, owner)
    Wording.objects.create(
        item=item,
        number=number,
        title=words.title.strip(),
        why=words.why.strip(),
        owner_account=owner,
        owner=words.owner.strip(),
        organisation=words.organisation.strip(),
        due=words.due,
        effort=words.effort,
        reason=reason,
        at=at,
        by=by,
    )


def _tie(item: WorkItem, elements: Iterable[str], by: Account | None, at: datetime) -> None:
    """Let exactly these elements be tied to an action."""
    wanted, held = set(elements), set(_open(Tag, item).values_list("code", flat=True))
    _open(Tag, item).filter(code__in=held - wanted).update(ended_at=at, ended_by=by)
    Tag.objects.bulk_create(
        Tag(item=item, code=code, at=at, by=by) for code in sorted(wanted - held)
    )


def _need(item: WorkItem, on: Collection[int], by: Account | None, at: datetime) -> None:
    """Let an action depend on exactly these. Raises CannotPlan where that would be a circle."""
    if on:
        _refuse(rules.dependence_obstacles(item.pk, on, work_of(item.community)))
    wanted, held = set(on), set(_open(Dependence, item).values_list("on", flat=True))
    _open(Dependence, item).filter(on__in=held - wanted).update(ended_at=at, ended_by=by)
    Dependence.objects.bulk_create(
        Dependence(item=item, on_id=number, at=at, by=by) for number in sorted(wanted - held)
    )


def _open(model: type[Tag] | type[Dependence], item: WorkItem):  # type: ignore[no-untyped-def]
    return model.objects.filter(item=item, ended_at__isnull=True)
