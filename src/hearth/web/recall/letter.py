"""The very letter that one person would get today, before it goes: on the page, and on paper."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.messages import MessageWay, Recipient, Written, write
from hearth.core.people import Format
from hearth.core.recall.facts import KIND_OF, Letter
from hearth.formats.notice import Notice, notice_pdf
from hearth.jobs.sending.letters import notice_of
from hearth.records.access.door import Record
from hearth.records.recall.changes.sending import fields_of, path_for
from hearth.records.recall.queries.lines import PreviewLine, open_recall, preview
from hearth.web.door import person_page
from hearth.web.page import person_context
from hearth.web.recall.place import letter_or_404
from hearth.web.recall.present import LETTERS, how

WHY = "looked at a letter before it goes"


@person_page(Action.SEND_LETTER, why=WHY)
def letter(request: HttpRequest, record: Record, letter: str) -> HttpResponse:
    """The words, the way and the format; or why this letter does not go."""
    kind = letter_or_404(letter)
    each = _previewed(record, kind)
    page = person_context(record, request) | {
        "kind": LETTERS[kind][0],
        "slug": letter,
        "how": how(each),
        "written": _written(each, kind) if each.way else None,
        "to": _recipient(each) if each.way else None,
        "on_paper": each.way is MessageWay.LETTER,
        "is_preparation": kind is Letter.PREPARATION,
    }
    return render(request, "recall/letter.html", page)


@person_page(Action.SEND_LETTER, why=WHY)
def paper(_request: HttpRequest, record: Record, letter: str) -> HttpResponse:
    """The page that would be printed for them."""
    kind = letter_or_404(letter)
    each = _previewed(record, kind)
    if each.way is not MessageWay.LETTER:
        raise Http404
    answer = HttpResponse(notice_pdf(_notice(each, kind)), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return answer


def _previewed(record: Record, kind: Letter) -> PreviewLine:
    today = timezone.localdate()
    line = open_recall(record, today=today)
    if line is None:
        raise Http404
    return preview([line.recall], kind, today=today)[0]


def _written(each: PreviewLine, kind: Letter) -> Written:
    to = _recipient(each)
    return write(
        KIND_OF[kind], to.way, name=to.name, fields=fields_of(each.line.recall.organisation),
        site=settings.ADDRESS, path=path_for(each, kind),
    )  # fmt: skip


def _recipient(each: PreviewLine) -> Recipient:
    assert each.reach is not None
    return each.there.recipient(each.reach)


def _notice(each: PreviewLine, kind: Letter) -> Notice:
    large = each.there.contact.format is Format.LARGE_PRINT
    today = timezone.localdate()
    return notice_of(
        _recipient(each), _written(each, kind), on=today, large_print=large, reference="a preview"
    )
