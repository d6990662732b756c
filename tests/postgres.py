"""Run the tests on a PostgreSQL server of their own: python -m tests.postgres [pytest's words]."""

import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The data is thrown away, so nothing needs to survive a power cut.
SERVER_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


class NoServer(RuntimeError):
    """PostgreSQL is not installed here."""


def programs() -> Path:
    """Return the folder of the newest PostgreSQL's programs."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not found and (elsewhere := shutil.which("initdb")):
        found = [Path(elsewhere).parent]
    if not found:
        raise NoServer("PostgreSQL is missing: bin/set-up test installs it.")
    return max(
        found, key=lambda folder: [int(n) for n in folder.parent.name.split() if n.isdigit()]
    )


def run_as_server(*command: object) -> None:
    """Run one command quietly, as `postgres` where we are root: the server refuses root."""
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    words = [*as_postgres, *map(str, command)]
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise RuntimeError(f"{shlex.join(words)}\n{done.stdout}")


def free_port() -> int:
    """Return a port that nothing listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@contextmanager
def server() -> Iterator[str]:
    """Start a server in a folder that is thrown away; give its address as a URL."""
    with tempfile.TemporaryDirectory(prefix="hearth-postgres-") as name:
        folder, port, password = Path(name), free_port(), secrets.token_urlsafe(16)
        make_cluster(folder, password)
        options = settings_line(SERVER_SETTINGS | {"port": port, "unix_socket_directories": folder})
        control = [programs() / "pg_ctl", "-D", folder / "cluster", "-w"]
        run_as_server(*control, "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
        finally:
            run_as_server(*control, "-m", "immediate", "stop")


def make_cluster(folder: Path, password: str) -> None:
    """Lay out an empty cluster whose one account has this password."""
    secret = folder / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, "postgres")
    sign_in = ["-A", "scram-sha-256", "-U", "postgres", f"--pwfile={secret}"]
    letters = ["-E", "UTF8", "--locale=C.UTF-8"]
    run_as_server(programs() / "initdb", "-D", folder / "cluster", *sign_in, *letters)


def settings_line(settings: dict[str, object]) -> str:
    """Write settings as the server's command line takes them."""
    return " ".join(f"-c {name}={shlex.quote(str(value))}" for name, value in settings.items())


def main(words: list[str]) -> int:
    """Run pytest with these words and a server; return its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as address:
        environment = os.environ | {"HEARTH_DATABASE_URL": address}
        return subprocess.call([sys.executable, "-m", "pytest", *words], env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
