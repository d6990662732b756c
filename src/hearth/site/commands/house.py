"""hearth house: what can be done with the House of Care from a terminal."""

import click

from hearth.site.commands import house_assess, house_framework


@click.group("house")
def command() -> None:
    """Hold agendas and work plans against the House of Care, and keep its framework."""


command.add_command(house_assess.command)
command.add_command(house_framework.command)
