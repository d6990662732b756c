"""What every test gets: a closed network, steady examples, and the command line."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from tests import made_home as made
from tests.command_line import CommandLine
from tests.network import close_network
from tests.real_inputs import shared_data_folder

close_network()

STEADY = {"deadline": None, "database": None, "derandomize": True}
hypothesis_settings.register_profile("steady", max_examples=100, **STEADY)
hypothesis_settings.register_profile("long", max_examples=2000, **STEADY)
hypothesis_settings.load_profile("long" if os.environ.get("HEARTH_TEST_LONG") else "steady")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say when the real inputs were not there to be read: an absent suite has not passed."""
    if not shared_data_folder().is_dir():
        terminalreporter.write_line(
            f"verification: absent, no real inputs at {shared_data_folder()}", yellow=True
        )


DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def touches_the_database(item: pytest.Item) -> bool:
    """Say whether a test reads or writes rows; the others are the same on every engine."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def is_the_same_on_every_engine(item: pytest.Item) -> bool:
    """Say whether a test that has passed on SQLite says nothing new on PostgreSQL."""
    marked = item.get_closest_marker("any_engine") is not None
    return marked or not touches_the_database(item)


def is_for_another_engine(item: pytest.Item) -> bool:
    """Say whether a test does on PostgreSQL, in a quicker way, what others do on SQLite."""
    return item.get_closest_marker("other_engine") is not None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what is the same on every engine: it has run on SQLite already."""
    other = bool(os.environ.get("HEARTH_DATABASE_URL"))
    leave_out = is_the_same_on_every_engine if other else is_for_another_engine
    left_out = [item for item in items if leave_out(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not leave_out(item)]


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home as `hearth init` leaves it, made once for all workers. Only to be copied."""
    own = tmp_path_factory.getbasetemp()
    return made.made_home(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings: None
) -> None:
    """On SQLite, begin with a copy of a database that is laid out already."""
    from django.db import connection

    if connection.vendor == "sqlite":
        name = connection.settings_dict["TEST"]["NAME"]
        made.copy_database(request.getfixturevalue("made_home"), name)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Keep what was copied; a folder or a server that is thrown away takes it along."""
    return not os.environ.get("HEARTH_DATABASE_URL")


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """On a server, make all tables at once, as `hearth init` does: in turn it takes minutes."""
    return not os.environ.get("HEARTH_DATABASE_URL")


def put_on_the_rest() -> None:
    """Put on what models do not say (triggers, indexes of words), and note all as migrated."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder
    from django.test import override_settings

    from hearth.site.commands.laying_out import put_on_what_models_do_not_say

    with override_settings(MIGRATION_MODULES={}):
        graph = MigrationLoader(None).graph
    with connection.schema_editor() as editor:
        put_on_what_models_do_not_say(graph, editor)
    noted = MigrationRecorder(connection)
    noted.ensure_schema()
    for app, name in graph.nodes:
        noted.record_applied(app, name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Empty after a test only what it filled, also tables that otherwise only grow."""
    from django.test import TransactionTestCase

    from tests.emptying import empty

    TransactionTestCase._fixture_teardown = lambda _: empty()
    if os.environ.get("HEARTH_DATABASE_URL"):
        with django_db_blocker.unblock():
            put_on_the_rest()


@pytest.fixture
def hearth(tmp_path: Path) -> CommandLine:
    """The installed command line, with a home of its own that is still to be made."""
    return CommandLine(home=tmp_path / "home")


@pytest.fixture
def hearth_made(hearth: CommandLine, made_home: Path) -> CommandLine:
    """The installed command line, with a home that `hearth init` has made."""
    made.copy_home(made_home, hearth.home)
    return hearth
