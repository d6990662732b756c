"""The tool of A8: it breaks code in the ways that it names, and tells a killed break from none."""

import ast
import subprocess
import sys

import pytest

from tests.mutation import ROOT, TARGETS, mutants, path_of

WAYS = {
    "a < b": ["a <= b"],
    "a in b": ["a not in b"],
    "a and b": ["a or b"],
    "not a": ["a"],
    "True": ["False"],
    "3": ["4"],
    "{a, b}": ["{b}", "{a}"],
    "note(a)": ["pass"],
    "b if a else c": ["c if a else b"],
}


@pytest.mark.parametrize("source", WAYS)
def test_each_way_of_breaking_code_breaks_it_once(source):
    assert [ast.unparse(each.tree) for each in mutants(source)] == WAYS[source]


def test_a_condition_a_refusal_and_an_answer_are_broken_too():
    found = [each.what for each in mutants("def f(a):\n if a:\n  raise E\n return a")]

    assert found == ["if True", "if False", "returns None", "raise removed"]


def test_what_no_test_can_notice_is_left_alone():
    assert not list(mutants("@made(frozen=True)\ndef f(a: kinds[3]) -> kinds[4]:\n '''Words.'''"))


def test_the_modules_and_their_tests_are_where_the_tool_looks():
    for target, tests in TARGETS.items():
        assert path_of(target).is_file()
        assert all((ROOT / each).is_file() for each in tests)


def test_the_tool_runs_and_kills():
    """A8: two mutants of one module; the whole count is `make mutate`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutation", "core.sharing", "2"],
        cwd=ROOT, capture_output=True, text=True, timeout=240,
    )  # fmt: skip

    assert "A8: 2 of 2 mutants killed, 100.0%" in done.stdout
    assert done.returncode == 0
