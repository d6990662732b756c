"""The command line: one verb for each thing that a site does from a terminal.

Each command is loaded when it is asked for, so that `hearth --help` starts at once.
"""

import importlib
import sys

import click

from hearth import __version__
from hearth.site.secrets import WeakSecret

COMMANDS = {
    "init": "initialise",
    "serve": "serve",
    "worker": "worker",
    "demo": "demonstrate",
    "check": "check",
    "import": "import_records",
    "export": "export_record",
    "audit": "audit",
    "extract": "extract",
    "codelists": "codelists",
    "cohort": "cohort",
    "metrics": "metrics",
    "house": "house",
    "directory": "directory",
    "introductions": "introductions",
    "subscriptions": "subscriptions",
    "apps": "apps",
}


class CommandsOnDemand(click.Group):
    """Find each command in its own module, in hearth.site.commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the verbs in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one verb, or None where there is no such verb."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"hearth.site.commands.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command


@click.group(cls=CommandsOnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hearth")
def hearth() -> None:
    """Care and support planning: one plan that the person owns, and the House around it."""


def main() -> None:
    """Run the command line; a weak secret ends it with one line and code 2."""
    try:
        hearth()
    except WeakSecret as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)
