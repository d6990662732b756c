"""Promises about all audit rows: every change leaves one, and none holds the words of a plan."""

import ast
import importlib
import inspect
import pkgutil
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

import hearth.records
from hearth.core.agreement import Answer, Party, Way
from hearth.core.kinds import CATALOGUE, Field, FieldType, Kind
from hearth.core.people import NeedKind
from hearth.core.plan import Review
from hearth.core.rounds import Step
from hearth.records.audit.models import AuditRow
from hearth.records.people import changes as people
from hearth.records.plans.changes import entries, joining, key_workers, rounds, versions
from hearth.records.plans.changes.versions import Said
from hearth.records.plans.queries.entries import current_entries
from hearth.records.preparation import changes as preparation
from tests.world import NOW, TODAY, a_round, a_world

WRITES = {"create", "get_or_create", "update_or_create", "bulk_create", "save", "update", "delete"}
NOTES = {"note", "note_all"}

# Changes that leave no row of their own, each with its reason.
NOTED_BY_ANOTHER = {
    "people.changes.identify": "a part of registering, and of an import, which note it",
    "plans.changes.imported.join_imported": "the import notes each person once",
    "plans.changes.asking.ask_for_signatures": "a part of freezing a version",
    "plans.changes.signatures.put_under": "a part of signing",
    "results.changes.keep": "the import notes each person once",
    "results.changes.start_run": "about no person; the import notes each person once",
    "plans.changes.drafts.keep_draft": "what somebody types, before it is part of the record",
    "plans.changes.drafts.drop_draft": "the same",
    "cohorts.changes.keep_draft": "a rule while it is built; saving it as a version is noted",
    "cohorts.changes.drop_draft": "the same",
    "cohorts.changes.claim_run": "a worker takes what was asked for, and notes how it ended",
    "meetings.changes.holding.keep_draft": "what somebody types, before it is part of the minutes",
    "preparation.changes.pass_question": "ticks off a question; handing in is noted",
    "preparation.changes.unpass_question": "the same",
    "outbox.changes.post": "a part of the change that the message tells of",
    "outbox.changes.end": "the worker notes that a message left",
    "outbox.changes.settle": "a part of recording a death",
    "outbox.changes.stop_for": "the same",
    "directory.changes.keeping.keep": "reading a feed, and a curator’s yes, are noted once",
    "directory.changes.filing.file": "a part of keeping",
    "curation.changes.links.send": "a part of the change that the link tells of",
    "curation.changes.links.use_up": "a part of the change that the link was for",
    "curation.changes.keeping_over.keep_over": "a part of taking what a group sent",
    "curation.changes.reporting.claim_feed": "the worker notes what came of reading the feed",
    "once.changes.take": "the key of a form, in no record; what the form changes is noted",
    "once.changes.keep": "the same",
    "once.changes.give_back": "the same",
    "once.changes.forget_old": "the same",
    "exchange.changes.keep": "a part of what the mapper of its type takes, which notes it",
    "exchange.changes.keep_drawn": "says again what the record says already; nothing is changed",
    "callers.changes.give_code": "a part of letting an app in, which is noted",
    "callers.changes.use_code": "the same",
    "callers.changes.use_launch": "the same",
    "callers.changes.note_use": "when an app called last; what it did is noted at the door",
    "callers.changes.take_assertion": "a word of a machine that counts once, in no record",
    "callers.changes.forget_old": "the same",
    "bulk_exports.changes.claim": "the worker notes how an export ended, and each person in it",
    "bulk_exports.changes.beat": "the same",
}
# Changes that take no actor or no clock, each with its reason.
NO_ACTOR_OR_CLOCK = {
    "people.changes.identify": "keeps neither",
    "plans.changes.drafts.drop_draft": "keeps no time",
    "preparation.changes.unpass_question": "keeps neither",
    "cohorts.changes.drop_draft": "keeps no time",
    "cohorts.changes.claim_run": "the worker is the actor",
    "outbox.changes.end": "the worker is the actor",
    "directory.changes.keeping.keep": "the reading of a feed, or a curator, is the actor",
    "directory.changes.filing.file": "a part of keeping",
    "curation.changes.links.use_up": "what the link was for takes both",
    "curation.changes.keeping_over.keep_over": "a part of a change, which takes both",
    "curation.changes.reporting.claim_feed": "the worker is the actor",
    "once.changes.keep": "ends what `take` began, which takes both",
    "once.changes.give_back": "the same",
    "once.changes.forget_old": "the worker is the actor",
    "exchange.changes.keep_drawn": "drawing is nobody’s deed",
    "callers.changes.give_code": "the yes that it belongs to takes both",
    "callers.changes.use_code": "the same",
    "callers.changes.note_use": "the app is the actor",
    "callers.changes.take_assertion": "the app is the actor",
    "callers.changes.forget_old": "the worker is the actor",
    "bulk_exports.changes.claim": "the worker is the actor",
    "bulk_exports.changes.beat": "the worker is the actor",
}


def change_modules() -> list[str]:
    names = (
        each.name for each in pkgutil.walk_packages(hearth.records.__path__, "hearth.records.")
    )
    return [name for name in names if ".changes" in name and ".audit." not in name]


def calls_in(function: ast.FunctionDef) -> set[str]:
    """Names of all that a function calls: `save` for `row.save()`, `_add` for `_add()`."""
    calls = [each.func for each in ast.walk(function) if isinstance(each, ast.Call)]
    return {
        each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in calls
    }


def reaching(wanted: set[str], functions: dict[str, set[str]]) -> set[str]:
    """Which functions of one module call a wanted name, themselves or through each other."""
    found = {name for name, calls in functions.items() if calls & wanted}
    while more := {name for name, calls in functions.items() if calls & found} - found:
        found |= more
    return found


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(Path(importlib.import_module(module).__file__ or "").read_text())


def functions_of(module: str) -> dict[str, set[str]]:
    functions = (each for each in tree_of(module).body if isinstance(each, ast.FunctionDef))
    return {each.name: calls_in(each) for each in functions}


@cache
def noting(module: str) -> set[str]:
    """The functions of a module that leave an audit row, themselves or through those they call."""
    imported = {
        name.name
        for each in tree_of(module).body
        if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("hearth.records.")
        for name in each.names
        if name.name in noting(each.module or "")
    }
    return reaching(NOTES | imported, functions_of(module))


def writing(module: str) -> set[str]:
    """The public functions of a module that change rows."""
    found = reaching(WRITES, functions_of(module))
    return {name for name in found if not name.startswith("_")}


def called(module: str, name: str) -> str:
    return f"{module.removeprefix('hearth.records.')}.{name}"


def test_every_change_leaves_an_audit_row():
    silent = {
        called(module, name)
        for module in change_modules()
        for name in writing(module) - noting(module)
    }

    assert silent - NOTED_BY_ANOTHER.keys() == set(), "note it, or say here why it need not be"
    assert NOTED_BY_ANOTHER.keys() - silent == set(), "these are noted now: take them off the list"


def test_every_change_takes_its_actor_and_its_clock():
    anonymous = set()
    for module in change_modules():
        for name in writing(module):
            parameters = inspect.signature(
                getattr(importlib.import_module(module), name)
            ).parameters
            if not {"by", "at"} <= parameters.keys():
                anonymous.add(called(module, name))

    assert anonymous - NO_ACTOR_OR_CLOCK.keys() == set()
    assert NO_ACTOR_OR_CLOCK.keys() - anonymous == set()


CANARY = "Zwitscher"


def sung(field: Field) -> object:
    """Something that this field takes, with the canary wherever words may stand."""
    match field.type:
        case FieldType.LINE | FieldType.TEXT:
            return f"{CANARY} {field.name}"
        case FieldType.DATE:
            return TODAY.isoformat()
        case FieldType.CHOICE:
            return field.choices[0][0]
        case FieldType.SCALE | FieldType.MONEY:
            return "5"
    return None


def write_all_kinds(world, round) -> None:
    for kind in CATALOGUE:
        for account in (world.person_account, world.nurse):
            if sing(world.record(account), kind, account, round):
                break
        else:
            pytest.fail(f"Nobody could write {kind.code}.")


def sing(record, kind: Kind, by, round) -> bool:
    content = {field.name: value for field in kind.fields if (value := sung(field)) is not None}
    try:
        entries.write(record=record, kind=kind.code, content=content, by=by, at=NOW, round=round)
    except entries.NotAllowed:
        return False
    return True


@pytest.mark.django_db
def test_no_audit_row_of_a_whole_round_holds_the_words_of_a_plan():
    world = a_world()
    nurse, by_nurse = world.record(world.nurse), {"by": world.nurse, "at": NOW}
    person, by_person = world.record(world.person_account), {"by": world.person_account, "at": NOW}
    round = a_round(world)
    needs = [(NeedKind.FORMAT, CANARY, CANARY)]
    people.record_needs(person=world.person, needs=needs, **by_nurse)
    write_all_kinds(world, round)
    preparation.hand_in(record=person, round=round, mode="paper", helped_by=CANARY, **by_person)
    preparation.make_letter(record=nurse, round=round, content={"text": CANARY}, **by_nurse)
    mine = next(each for each in current_entries(person) if each.kind == "what_matters")
    suggest = {"kind": mine.kind, "thread": mine.thread, "base_number": mine.number}
    entries.write(record=nurse, content={"text": f"{CANARY} too"}, **suggest, **by_nurse)
    joining.ask_for_review(record=person, reason=CANARY, **by_person)
    rounds.explain_missed_date(
        record=nurse, round=round, step=Step.PREPARE, reason=CANARY, **by_nurse
    )
    key_workers.hand_over(record=nurse, to=world.social_worker_post, note=CANARY, **by_nurse)
    versions.freeze(
        record=nurse, round=round, review=Review(TODAY + timedelta(days=180), CANARY, CANARY),
        location=CANARY, identifiers={}, read=None, **by_nurse,
        said=Said(Party.PERSON, "Bibi", Answer.NOT_AGREED, Way.IN_THE_ROOM, reason=CANARY),
    )  # fmt: skip

    sung_in = [
        (row, column)
        for row in AuditRow.objects.values()
        for column, value in row.items()
        if CANARY.lower() in str(value).lower()
    ]
    assert AuditRow.objects.filter(is_change=True).count() > len(CATALOGUE)
    assert sung_in == []
