"""The template environment: the design system's macros, our own, and the words that pages share."""

from datetime import date, datetime
from typing import Any

from django.contrib.messages import get_messages
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from hearth.web.parts import GLOBALS


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
    env.filters.update(day=day, moment=moment, paragraphs=paragraphs)
    return env


def day(value: date | datetime | str | None) -> str:
    """Write a date as people read it: '3 March 2027'."""
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime) -> str:
    """Write a date with its time: '3 March 2027 at 2:05pm'."""
    local = timezone.localtime(value)
    clock = f"{local:%I:%M%p}".lstrip("0").lower()
    return f"{day(local)} at {clock}"


def paragraphs(words: str) -> Markup:
    """Set words as typed into paragraphs, escaped; single line breaks stay."""
    blocks = [block for block in str(words).split("\n\n") if block.strip()]
    html = [Markup("<br>").join(block.strip().split("\n")) for block in blocks]
    return Markup("").join(Markup("<p>{}</p>").format(each) for each in html)


def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def _csrf_field(request: Any) -> Markup:
    field = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    return Markup(field).format(get_token(request))
