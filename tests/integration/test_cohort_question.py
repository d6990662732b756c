"""The question of the benchmark: answered as a script does that knows nothing of Hearth."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.cohort import QUESTION, extract_in, lists_in
from benchmarks.cohort.oracle import HEAD, answer
from benchmarks.cohort.prepared import prepare
from hearth.analytics.asking import run
from hearth.analytics.compiled import sql_of_list
from hearth.analytics.duckdb import DuckDB
from hearth.core.cohorts.text import parse

DEFINITION = parse(QUESTION.read_text())


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Two thousand people with forty thousand events."""
    return prepare(2000, tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize("engine", ["duckdb", "reference"])
def test_each_engine_gives_the_answer_of_the_oracle(engine, made):
    result = run(DEFINITION, extract_in(made), lists_in(made), engine=engine)
    assert ",".join(result.columns) == HEAD
    assert [list(row) for row in result.cells()] == answer(made)


@pytest.mark.parametrize("dialect", ["duckdb", "pyspark"])
def test_all_code_lists_are_found_in_one_scan_of_the_events(dialect, made):
    sql = sql_of_list(DEFINITION, extract_in(made).day, dialect)
    assert len(DEFINITION.lists) == 49
    assert sql.replace("`", '"').count('FROM "events"') == 1
    assert "COUNT(DISTINCT" not in sql


def test_a_question_that_was_asked_before_needs_duckdb_alone(made, tmp_path):
    kept = tmp_path / "sql"
    run(DEFINITION, extract_in(made), lists_in(made), engine=DuckDB(kept=kept))
    assert len(list(kept.iterdir())) == 1
    again = f"""
import sys
from pathlib import Path
from benchmarks.cohort import QUESTION, extract_in, lists_in
from hearth.analytics.asking import engine_called, write_list
from hearth.core.cohorts.text import parse
made = Path({str(made)!r})
engine = engine_called("duckdb", kept=Path({str(kept)!r}))
write_list(parse(QUESTION.read_text()), extract_in(made), lists_in(made),
           to=Path({str(tmp_path / "list.csv")!r}), engine=engine)
print(*sorted({{"duckdb", "ibis", "pyarrow", "pandas", "django"}} & sys.modules.keys()))
"""
    said = subprocess.run(
        [sys.executable, "-c", again], check=True, capture_output=True, text=True, env=_paths()
    )
    assert said.stdout.split() == ["duckdb"]


def _paths() -> dict[str, str]:
    return {"PYTHONPATH": ":".join(path for path in sys.path if path)}
