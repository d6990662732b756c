"""What the verbs say to a terminal: progress while they work, and one answer at the end."""

import json
import sys
from types import TracebackType
from typing import Any

import click

as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")


def answer(words: str, facts: dict[str, Any], *, as_json: bool) -> None:
    """Say `words` to a person, or `facts` to a program."""
    click.echo(json.dumps(facts, default=str) if as_json else words)


class Progress:
    """A progress bar for each stage of long work, on standard error; silent for programs.

    Call it with the stage's name, how many are done and how many there are.
    """

    def __init__(self) -> None:
        self._stage = ""
        self._bar: Any = None

    def __enter__(self) -> "Progress":
        return self

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` are done in this stage."""
        if not sys.stderr.isatty():
            return
        if stage != self._stage:
            self._close()
            self._stage = stage
            self._bar = click.progressbar(length=total, label=stage, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(done - self._bar.pos)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._bar:
            self._bar.__exit__(None, None, None)
            self._bar = None
