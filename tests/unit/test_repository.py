"""Promises about the repository itself: no hosts, no paths of one machine, hashes, reasons."""

import re
import subprocess
import tomllib
from functools import cache

import pytest

from tests.real_inputs import CHECKOUT

# Written in parts, so that this file does not hold what it forbids.
REGISTRY = re.compile(
    "|".join(
        [
            "py" + "pi.org",
            "python" + "hosted",
            "registry" + r"\.npm",
            "npm" + "js",
            r"deb\.deb" + "ian",
        ]
    )
)
MACHINE_PATH = re.compile(
    "|".join(["/wo" + "rk/", "/ro" + "ot/", "/tm" + "p/", "/opt/" + "py" + "pi"])
)
LOCKED = ["requirements/uv.txt", "requirements/base.txt", "requirements/test.txt"]


@cache
def tracked_text() -> dict[str, str]:
    """Every tracked file that is text, by its path."""
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=CHECKOUT, text=True)
    texts = {}
    for name in filter(None, names.split("\0")):
        path = CHECKOUT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            texts[name] = content.decode("utf-8")
    return texts


def places_that_hold(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}"
        for name, text in tracked_text().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_tracked_file_names_the_host_of_a_package_registry():
    assert places_that_hold(REGISTRY) == []


def test_no_tracked_file_holds_a_path_of_one_machine():
    assert places_that_hold(MACHINE_PATH) == []


@pytest.mark.parametrize("name", LOCKED)
def test_every_locked_python_package_has_an_exact_version_and_a_hash(name):
    lines = [line for line in tracked_text()[name].splitlines() if not line.startswith("#")]
    packages = "\n".join(lines).replace("\\\n", " ").splitlines()

    assert packages
    assert [each for each in packages if "==" not in each or "--hash=sha256:" not in each] == []


def test_every_locked_front_end_package_has_a_hash_and_no_address():
    lock = re.sub(r'"funding": .*?[}\]]', "", tracked_text()["package-lock.json"], flags=re.DOTALL)

    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')
    assert '"resolved"' not in lock


def test_every_dependency_has_its_reason_beside_it():
    pyproject = tracked_text()["pyproject.toml"]
    parsed = tomllib.loads(pyproject)
    named = parsed["project"]["dependencies"] + parsed["dependency-groups"]["test"]

    for dependency in named:
        line = next(line for line in pyproject.splitlines() if f'"{dependency}"' in line)
        assert re.search(r",\s+# \w+", line), f"{dependency} has no reason beside it"


def test_what_set_up_builds_is_not_tracked():
    built = ("node_modules/", ".venv/", ".tools/", "var/", "src/hearth/web/static/built/")

    assert [name for name in tracked_text() if name.startswith(built)] == []
