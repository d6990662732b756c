"""Start Django, and make the home ready: every verb that touches records comes through here."""

import os

import click

from hearth.site.commands.laying_out import lay_out


def start() -> None:
    """Start Django with Hearth's settings. Raises WeakSecret where the secret is not good."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.site.settings")
    django.setup()


def make_ready() -> None:
    """Start, then bring the database and the static files up to date. A second time does little."""
    start()
    from django.conf import settings
    from django.core.management import call_command

    settings.HOME.mkdir(parents=True, exist_ok=True)
    if not (settings.HOME / "static").is_dir():
        click.echo("Making the database. This takes a few seconds.", err=True)
    lay_out()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
