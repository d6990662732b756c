"""The picture of the House on its own: to print with the minutes, or to put in a document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify

from hearth.core.house.access import HouseAction
from hearth.core.house.parts import NAMES
from hearth.core.house.standing import HouseStanding
from hearth.formats.house_picture import png_of, svg_of
from hearth.records.house import queries
from hearth.records.house.sight import Sight
from hearth.web.house.door import house_context, house_page
from hearth.web.house.loading import own_rating
from hearth.web.house.present import held_by, weak_first
from hearth.web.house.showing import shown_standing


def _standing(sight: Sight) -> HouseStanding:
    film = queries.film_of(sight.community, on=timezone.localdate())
    return shown_standing(sight, film, own_rating(sight))


@house_page(HouseAction.SEE_HOUSE)
def print_page(request: HttpRequest, sight: Sight) -> HttpResponse:
    """The sentence, the picture and its table on one sheet."""
    standing = _standing(sight)
    page = house_context(request, sight) | {
        "standing": standing,
        "weak_first": [(each, held_by(each)) for each in weak_first(standing)],
        "names": NAMES,
        "today": timezone.localdate(),
    }
    return render(request, "house/print.html", page)


@house_page(HouseAction.SEE_HOUSE)
def svg(_request: HttpRequest, sight: Sight) -> HttpResponse:
    """The picture as lines, which stays sharp at any size."""
    return _file(sight, svg_of(_standing(sight)), "image/svg+xml", "svg")


@house_page(HouseAction.SEE_HOUSE)
def png(_request: HttpRequest, sight: Sight) -> HttpResponse:
    """The picture as dots, for Word and for a message."""
    return _file(sight, png_of(_standing(sight)), "image/png", "png")


def _file(sight: Sight, content: str | bytes, kind: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    name = f"house-{slugify(sight.community.name)}-{timezone.localdate().isoformat()}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
