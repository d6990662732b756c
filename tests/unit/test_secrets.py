"""Hearth starts only with a secret that is hard to guess."""

import os
import secrets as strong
import subprocess
import sys

import pytest

from hearth.site.secrets import WeakSecret, secret_key

GOOD = strong.token_urlsafe(50)
WEAK = ["", "changeme", "a" * 64, "ab" * 40, GOOD[:31]]


@pytest.fixture(autouse=True)
def _no_secret_of_this_machine(monkeypatch):
    for name in ("HEARTH_SECRET_KEY", "HEARTH_SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("weak", WEAK, ids=["none", "word", "one letter", "two letters", "short"])
def test_a_weak_secret_is_refused_in_one_line(tmp_path, monkeypatch, weak):
    monkeypatch.setenv("HEARTH_SECRET_KEY", weak)

    with pytest.raises(WeakSecret) as refused:
        secret_key(home=tmp_path, demo=False)

    assert "\n" not in str(refused.value)
    assert "hearth init" in str(refused.value)
    assert not weak or weak not in str(refused.value)


def test_a_good_secret_is_taken_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("HEARTH_SECRET_KEY", GOOD)

    assert secret_key(home=tmp_path, demo=False) == GOOD


def test_a_good_secret_is_taken_from_the_home_folder(tmp_path):
    (tmp_path / "secret-key").write_text(f"{GOOD}\n")

    assert secret_key(home=tmp_path, demo=False) == GOOD


def test_a_good_secret_is_taken_from_a_file_that_the_environment_names(tmp_path, monkeypatch):
    (tmp_path / "mounted").write_text(GOOD)
    monkeypatch.setenv("HEARTH_SECRET_KEY_FILE", str(tmp_path / "mounted"))

    assert secret_key(home=tmp_path / "home", demo=False) == GOOD


def test_a_demo_starts_without_a_secret(tmp_path):
    assert secret_key(home=tmp_path, demo=True)


def start_the_site(home, **settings):
    """Load the site as any web server does, in a process of its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("HEARTH_", "DJANGO_"))}
    environment |= {"HEARTH_HOME": str(home), "PYTHONPATH": "src"} | settings
    return subprocess.run(
        [sys.executable, "-c", "import hearth.site.wsgi"],
        env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_no_web_server_can_load_the_site_with_a_weak_secret(tmp_path):
    refused = start_the_site(tmp_path, HEARTH_SECRET_KEY="changeme")

    assert refused.returncode != 0
    assert refused.stderr.count("\n") == 1
    assert refused.stderr.startswith("Hearth will not start:")


def test_a_web_server_loads_the_site_with_a_good_secret(tmp_path):
    (tmp_path / "static").mkdir()

    assert start_the_site(tmp_path, HEARTH_SECRET_KEY=GOOD).returncode == 0
