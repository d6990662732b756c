"""The verification suite reads real inputs. Without them it is absent, and the summary says so."""

from pathlib import Path

import pytest

from tests.real_inputs import shared_data_folder

collect_ignore_glob = [] if shared_data_folder().is_dir() else ["test_*.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test below this folder, so that `-m verification` finds them."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("verification")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real inputs."""
    return shared_data_folder()
