"""The template environment: the design system's macros, our own, and the words that pages share."""

from typing import Any

from django.contrib.messages import get_messages
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from hearth.web.once import KEY, new_key
from hearth.web.parts import GLOBALS
from hearth.web.wording import clock, day, moment, paragraphs


def environment(**options: Any) -> Environment:
    """Make the environment. The macros of the design system need `ChainableUndefined`."""
    options["undefined"] = ChainableUndefined
    package = "nhsuk_frontend_jinja"
    options["loader"] = ChoiceLoader(
        [
            options["loader"],
            PackageLoader(package),
            PackageLoader(package, package_path="templates/nhsuk/components"),
            PackageLoader(package, package_path="templates/nhsuk/macros"),
        ]
    )
    env = Environment(trim_blocks=True, lstrip_blocks=True, **options)
    env.globals.update(static=static, url=_url, messages_for=get_messages, csrf_field=_csrf_field)
    env.globals.update(GLOBALS)
    env.filters.update(clock=clock, day=day, moment=moment, paragraphs=paragraphs)
    return env


def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def _csrf_field(request: Any) -> Markup:
    """The hidden fields of every form: who sends it, and a key with which it works once."""
    field = '<input type="hidden" name="{}" value="{}">'
    fields = (("csrfmiddlewaretoken", get_token(request)), (KEY, new_key()))
    return Markup("").join(Markup(field).format(*each) for each in fields)
