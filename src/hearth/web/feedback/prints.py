"""Paper: the sheet on which people say how it went, and the poster of what was done."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from hearth.core.days import day_words
from hearth.core.feedback import ABOUT_WORDS, DID_WORDS, QUOTE_WORDS, How
from hearth.core.house.access import HouseAction
from hearth.formats.feedback_form import FeedbackSheet, feedback_sheet_pdf
from hearth.formats.you_said import Pair, Poster, poster_pdf
from hearth.records.feedback.places import word_for
from hearth.records.feedback.queries import ThemeShown, themes_of
from hearth.records.house.sight import Sight
from hearth.web.house.door import house_page

MOST_PAIRS, MOST_PAIRS_LARGE, MOST_WAITING = 5, 3, 4


@house_page(HouseAction.SEE_FEEDBACK)
def sheet(request: HttpRequest, sight: Sight, *, large_print: bool = False) -> HttpResponse:
    """The sheet of three questions."""
    wording = settings.JURISDICTION.wording
    asked = FeedbackSheet(
        community=sight.community.name,
        how=tuple(how.value.capitalize() for how in How),
        about=tuple(ABOUT_WORDS.values()),
        may_quote=tuple(QUOTE_WORDS.values()),
        danger=f"{wording['emergency']} {wording['urgent']}",
        address=_address(request, sight, "say"),
        large_print=large_print,
    )
    return _pdf(feedback_sheet_pdf(asked), "how-did-it-go")


@house_page(HouseAction.SEE_FEEDBACK)
def poster(request: HttpRequest, sight: Sight, *, large_print: bool = False) -> HttpResponse:
    """You said, we did: on one sheet for the wall."""
    today = timezone.localdate()
    themes = themes_of(sight.community, on=today, to_everyone=True)
    answered = sorted((each for each in themes if each.newest), key=_answered_on, reverse=True)
    told = Poster(
        community=sight.community.name,
        pairs=tuple(map(_pair, answered[: MOST_PAIRS_LARGE if large_print else MOST_PAIRS])),
        waiting=tuple((each.name, each.standing.words) for each in themes if not each.newest)[
            :MOST_WAITING
        ],
        address=_address(request, sight, "say"),
        made_on=today,
        large_print=large_print,
    )
    return _pdf(poster_pdf(told), "you-said-we-did")


def _answered_on(theme: ThemeShown) -> tuple[str, str]:
    assert theme.newest
    return theme.newest.on.isoformat(), theme.name


def _pair(theme: ThemeShown) -> Pair:
    assert theme.newest
    quoted = theme.quotations[0].words if theme.quotations else ""
    due = f" by {day_words(theme.newest.due)}" if theme.newest.due else ""
    return Pair(
        said=theme.name, quotation=quoted, did=DID_WORDS[theme.newest.did] + due,
        words=theme.newest.words, on=theme.newest.on,
    )  # fmt: skip


def _address(request: HttpRequest, sight: Sight, name: str) -> str:
    return request.build_absolute_uri(reverse(name, args=[word_for(sight.community)]))


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
