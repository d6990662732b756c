import json
import os
import signal
import stat
import tomllib
import urllib.request
from contextlib import contextmanager, suppress
from urllib.error import URLError

import pytest

from tests.made_home import SAID
from tests.postgres import free_port
from tests.real_inputs import CHECKOUT

STRONG = "a-test-secret-with-0123456789-letters-and-more"


def test_the_command_line_knows_its_version(hearth):
    pyproject = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())

    assert hearth.run("--version").stdout.split()[-1] == pyproject["project"]["version"]


def test_help_names_every_verb(hearth):
    said = hearth.run("--help").stdout

    assert all(
        f"  {verb} " in said for verb in ["init", "serve", "demo", "check", "import", "export"]
    )


def test_hearth_refuses_to_start_without_a_secret_and_says_so_in_one_line(hearth):
    refused = hearth.run("serve")

    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr.count("\n") == 1
    assert "there is no secret key" in refused.stderr


def test_hearth_refuses_to_start_with_a_secret_that_is_easy_to_guess(hearth):
    refused = hearth.having(HEARTH_SECRET_KEY="changeme").run("check")

    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "too easy to guess" in refused.stderr


def test_init_makes_a_secret_that_only_its_owner_can_read(made_home):
    secret = made_home / "secret-key"
    assert json.loads((made_home.parent / SAID).read_text())["new_secret"] is True
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_text()) >= 50


def test_init_never_replaces_a_secret(hearth_made):
    (hearth_made.home / "secret-key").write_text(STRONG)

    again = hearth_made.run("init", "--json")

    assert json.loads(again.stdout)["new_secret"] is False
    assert (hearth_made.home / "secret-key").read_text() == STRONG


def test_check_says_when_the_database_is_behind(hearth):
    hearth.home.mkdir()

    found = hearth.having(HEARTH_SECRET_KEY=STRONG).run("check", "--json")

    assert found.returncode == 1
    assert [each["id"] for each in json.loads(found.stdout)["problems"]] == ["hearth.migrations"]


def test_a_site_made_by_init_passes_the_checks_for_real_people(hearth_made):
    checked = hearth_made.run("check", "--deploy")

    assert checked.stdout == "All is well.\n"
    assert checked.returncode == 0


@contextmanager
def served(hearth, *words):
    port = free_port()
    running = hearth.start("serve", "--port", str(port), *words)
    try:
        while "is at" not in (line := running.stdout.readline()):
            assert line, running.wait(10)
        yield running, line, f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):  # all have ended already
            os.killpg(running.pid, signal.SIGKILL)
        running.wait(10)
        running.stdout.close()


def test_serve_says_where_to_go_and_answers_there(hearth_made):
    with served(hearth_made.having(HEARTH_DEMO="1")) as (_, line, address):
        assert first_page(address) == 200

    assert f"localhost:{address.rsplit(':', 1)[1]}/" in line


def first_page(address):
    with urllib.request.urlopen(f"{address}/", timeout=20) as answer:
        return answer.status


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_serve_stops_when_told_to(hearth_made, end):
    with served(hearth_made.having(HEARTH_DEMO="1")) as (running, _, address):
        assert first_page(address) == 200
        running.send_signal(end)

        assert running.wait(15) is not None
        with pytest.raises(URLError):
            first_page(address)


def test_serve_names_the_port_that_is_taken(hearth_made):
    demonstration = hearth_made.having(HEARTH_DEMO="1")
    with served(demonstration) as (_, _, address):
        port = address.rsplit(":", 1)[1]

        refused = demonstration.run("serve", "--port", port)

    assert refused.returncode == 1
    assert f"Something else listens on 127.0.0.1:{port}" in refused.stderr


def test_a_demonstration_listens_on_this_machine_only(hearth_made):
    refused = hearth_made.having(HEARTH_DEMO="1").run("serve", "--host", "0.0.0.0")

    assert refused.returncode == 1
    assert "this machine only" in refused.stderr


def test_a_site_with_real_people_cannot_be_thrown_away(hearth):
    refused = hearth.having(HEARTH_SECRET_KEY=STRONG).run("demo", "--reset")

    assert refused.returncode == 1
    assert "Only a demonstration can be thrown away" in refused.stderr
