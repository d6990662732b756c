"""hearth check: say what is wrong with this site's settings and its database."""

import sys
from typing import Any

import click

from hearth.site.commands.start import start
from hearth.site.commands.terminal import answer, as_json


@click.command("check")
@click.option("--deploy", is_flag=True, help="Also check what a site with real people needs.")
@as_json
def command(deploy: bool, as_json: bool) -> None:
    """Check the settings and the database; the exit code is 1 when something is wrong."""
    start()
    problems = settings_problems(deploy=deploy) + database_problems()
    facts = {"ok": not problems, "problems": problems}
    answer(in_words(problems), facts, as_json=as_json)
    sys.exit(1 if problems else 0)


def in_words(problems: list[dict[str, str]]) -> str:
    """Return one line for each problem."""
    if not problems:
        return "All is well."
    return "\n".join(f"{each['id']}: {each['words']}" for each in problems)


def settings_problems(*, deploy: bool) -> list[dict[str, str]]:
    """Ask Django's checks; return each finding's id and words."""
    from django.core.checks import WARNING, run_checks

    found = run_checks(include_deployment_checks=deploy)
    return [
        {"id": each.id or "check", "words": each.msg}
        for each in found
        if each.level >= WARNING and not each.is_silenced()
    ]


def database_problems() -> list[dict[str, str]]:
    """Say whether the database answers and has every migration."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from hearth.records.audit.append_only import unguarded

    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as trouble:
        return [problem("database", f"The database does not answer: {trouble}")]
    if behind:
        return [problem("migrations", "The database is behind the software. Run: hearth init")]
    words = "Rows of {} can be changed and deleted: the database does not refuse it any more."
    return [problem("append_only", words.format(table)) for table in unguarded()]


def problem(name: str, words: str) -> dict[str, Any]:
    """Return one finding of our own."""
    return {"id": f"hearth.{name}", "words": words.strip()}
