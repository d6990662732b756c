"""A8: break the code of access, consent and audit in small ways, and see that a test goes red.

    python -m tests.mutation                     every module below, a line for each survivor
    python -m tests.mutation core.sharing 20     one module, 20 of its mutants drawn by chance

Each mutant runs in a process of its own that loads the broken source in place of the file: nothing
on disk is changed, so this can run beside other work. A mutant that runs too long counts as killed.
No library does this as quickly: the parent has loaded all that is not ours, and forks.
"""

import ast
import copy
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 120
KILLED_AT_LEAST = 0.95

ORACLE = "tests/resilience/test_access_oracle.py"
SHARING = "tests/integration/test_sharing_pages.py"
CHANGES = "tests/integration/test_access_changes.py"
GLASS = "tests/integration/test_emergency_access.py"
LINKS = "tests/integration/test_links.py"
SIGNING = "tests/unit/test_signing.py"
# The tests of each module, quickest first.
TARGETS: dict[str, tuple[str, ...]] = {
    "core.access": ("tests/unit/test_access.py", ORACLE),
    "core.sharing": ("tests/unit/test_sharing.py",),
    "core.chain": ("tests/unit/test_chain.py",),
    "core.agreement": ("tests/unit/test_agreement.py", SIGNING),
    "records.access.shares": (CHANGES, SHARING),
    "records.access.links": (CHANGES, LINKS),
    "records.access.sealing": (CHANGES, "tests/integration/test_closing_pages.py"),
    "records.access.glass": (CHANGES, GLASS),
    "records.access.ties": (CHANGES, SHARING, GLASS),
    "records.access.door": (CHANGES, SHARING, GLASS),
}

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A small break: where, what, and the source that it makes."""

    line: int
    what: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Every small break of a source, one at a time."""
    tree = ast.parse(source)
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in left_alone(tree):
            continue
        for number, (what, _) in enumerate(breaks(node)):
            broken = copy.deepcopy(tree)
            old = list(ast.walk(broken))[place]
            new = breaks(old)[number][1]()
            changed = ast.fix_missing_locations(Replace(old, new).visit(broken))
            yield Mutant(getattr(node, "lineno", 0), what, changed)


def left_alone(tree: ast.Module) -> set[int]:
    """What no test can notice: decorators, annotations, and docstrings."""
    if not (found := _LEFT.get(id(tree))):
        found = set[int]()
        for node in ast.walk(tree):
            parts = [*getattr(node, "decorator_list", []), getattr(node, "returns", None)]
            parts.append(getattr(node, "annotation", None))
            found |= {id(each) for part in parts if part for each in ast.walk(part)}
        _LEFT.clear()
        _LEFT[id(tree)] = found
    return found


_LEFT: dict[int, set[int]] = {}


class Replace(ast.NodeTransformer):
    """Put one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


Break = tuple[str, Callable[[], ast.AST]]


def breaks(node: ast.AST) -> list[Break]:
    """The ways in which one node can be broken, each with its words."""
    match node:
        case ast.Compare(left, [op, *_], right) if type(op) in SWAPS:
            swapped = [SWAPS[type(op)](), *node.ops[1:]]
            new = ast.Compare(left, swapped, right)
            return [(f"{_name(op)} to {_name(swapped[0])}", lambda: new)]
        case ast.BoolOp(op, values):
            swapped_op = SWAPS[type(op)]()
            return [(f"{_name(op)} to {_name(swapped_op)}", lambda: ast.BoolOp(swapped_op, values))]
        case ast.UnaryOp(ast.Not(), operand):
            return [("not removed", lambda: operand)]
        case ast.Constant(bool() as value):
            return [(f"{value} to {not value}", lambda: ast.Constant(not value))]
        case ast.Constant(int() as value):
            return [(f"{value} to {value + 1}", lambda: ast.Constant(value + 1))]
        case ast.Set(members):
            return [_without(members, place) for place in range(len(members))]
        case ast.If(_, body, orelse):
            return [_condition(node, said) for said in (True, False)]
        case ast.IfExp(test, body, orelse):
            return [("branches swapped", lambda: ast.IfExp(test, orelse, body))]
        case ast.Return(value) if value is not None and not _is_none(value):
            return [("returns None", lambda: ast.Return(ast.Constant(None)))]
        case ast.Raise():
            return [("raise removed", ast.Pass)]
        case ast.Expr(ast.Call()):
            return [("call removed", ast.Pass)]
    return []


def _without(members: Sequence[ast.expr], place: int) -> Break:
    rest = [each for number, each in enumerate(members) if number != place]
    new = ast.Set(rest) if rest else ast.Call(ast.Name("set", ast.Load()), [], [])
    return f"{ast.unparse(members[place])} left out", lambda: new


def _condition(node: ast.If, said: bool) -> Break:
    return f"if {said}", lambda: ast.If(ast.Constant(said), node.body, node.orelse)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _name(node: ast.AST) -> str:
    return type(node).__name__


class Broken(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module of Hearth from a broken tree."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name, self.path, self.tree = name, path, tree

    def find_spec(
        self, fullname: str, _path: object, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def create_module(self, _spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)


def survives(target: str, tree: ast.Module | None, tests: Sequence[str], place: Path) -> bool:
    """Run the tests of a module in a fork, with the broken source; say whether all were green.

    `place` keeps the database between the forks. Without a tree nothing is broken.
    """
    if child := os.fork():
        _, status = os.waitpid(child, 0)
        return status == 0
    code = 1
    try:
        signal.alarm(LONGEST)
        _say_nothing()
        if tree is not None:
            sys.meta_path.insert(0, Broken(f"hearth.{target}", path_of(target), tree))
        code = _green_in_core(tests) if target.startswith("core") else _green(tests, place)
    finally:
        os._exit(code)


def _say_nothing() -> None:
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)


PLAIN = ["-x", "-q", "--assert=plain", "--import-mode=importlib", "-p", "no:cacheprovider"]


def _green_in_core(tests: Sequence[str]) -> int:
    """Run tests that need no database: Django stays out."""
    return int(pytest.main([*tests, *PLAIN, "-c", os.devnull, f"--rootdir={ROOT}", "-pno:django"]))


def _green(tests: Sequence[str], place: Path) -> int:
    """Run tests on a database that the first fork migrates, and the others find."""
    settings = importlib.import_module("tests.settings")
    database = place / "test.sqlite3"
    settings.DATABASES["default"]["TEST"]["NAME"] = str(database)
    known = ["--no-migrations"] if database.exists() else []
    try:
        return int(pytest.main([*tests, *PLAIN, "--reuse-db", *known]))
    finally:
        shutil.rmtree(settings.HOME, ignore_errors=True)


def path_of(target: str) -> Path:
    return ROOT / "src/hearth" / f"{target.replace('.', '/')}.py"


def load_what_is_not_ours() -> None:
    """Load once, for all forks, what takes long and is never broken. Nothing of `hearth.*`."""
    for name in ("hypothesis.stateful", "django.test", "django.db.models", "jinja2"):
        importlib.import_module(name)


def judge(target: str, place: Path, most: int | None = None) -> tuple[int, int]:
    """Try the mutants of one module; returns how many were killed, of how many."""
    found = list(mutants(path_of(target).read_text()))
    if most is not None and most < len(found):
        found = Random(8).sample(found, most)
    killed = 0
    for each in found:
        if survives(target, each.tree, TARGETS[target], place):
            say(f"  survived: {target}, line {each.line}: {each.what}")
        else:
            killed += 1
    say(f"{target}: {killed} of {len(found)} killed")
    return killed, len(found)


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201


def main(arguments: Sequence[str]) -> int:
    chosen = [each for each in arguments if not each.isdigit()] or list(TARGETS)
    most = next((int(each) for each in arguments if each.isdigit()), None)
    load_what_is_not_ours()
    with TemporaryDirectory(prefix="hearth-mutants-") as folder:
        place = Path(folder)
        for target in chosen:
            if not survives(target, None, TARGETS[target], place):
                say(f"{target}: its tests are red before anything is broken")
                return 2
        counts = [judge(target, place, most) for target in chosen]
    killed, total = sum(k for k, _ in counts), sum(n for _, n in counts)
    say(f"A8: {killed} of {total} mutants killed, {killed / total:.1%}")
    return 0 if killed / total >= KILLED_AT_LEAST else 1


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
