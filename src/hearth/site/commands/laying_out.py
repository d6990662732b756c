"""Lay out an empty database at once, as all migrations together would leave it.

Taking each migration in turn costs more with the square of the tables, and a new site has nothing
to carry over. A test holds what is made here against what the migrations make.
"""

from typing import Any


def lay_out() -> bool:
    """Make every table of an empty database; return False, and do nothing, in any other."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    if executor.loader.applied_migrations:
        return False
    with connection.schema_editor() as editor:
        _make_tables(editor)
        put_on_what_models_do_not_say(executor.loader.graph, editor)
        for app, name in executor.loader.graph.nodes:
            executor.recorder.record_applied(app, name)
    return True


def _make_tables(editor: Any) -> None:
    from django.apps import apps

    for model in apps.get_models():
        if model._meta.can_migrate(editor.connection):
            editor.create_model(model)


def put_on_what_models_do_not_say(graph: Any, editor: Any) -> None:
    """Triggers and indexes of words: steps of our own migrations that run as code."""
    from django.apps import apps
    from django.db.migrations import RunPython

    now: Any = apps
    seen: list[tuple[str, str]] = []
    for leaf in sorted(graph.leaf_nodes()):
        seen += [node for node in graph.forwards_plan(leaf) if node not in seen]
    for node in seen:
        migration = graph.nodes[node]
        if type(migration).__module__.startswith("hearth."):
            for operation in migration.operations:
                if isinstance(operation, RunPython):
                    operation.code(now, editor)
