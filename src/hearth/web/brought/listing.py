"""What was brought: the list, and bringing another one."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.brought import Kind
from hearth.core.house.columns import guess
from hearth.core.words import Refused
from hearth.jobs.brought import Table, read_file, read_text
from hearth.jobs.brought.opening import LARGEST_FILE, CannotRead
from hearth.records.brought.changes import bringing as changes
from hearth.records.brought.queries import brought_to
from hearth.records.house.sight import Sight
from hearth.web.brought.forms import BringForm, ColumnsForm
from hearth.web.brought.loading import document_or_404
from hearth.web.house.door import house_context, house_page

ROWS_SHOWN = 8


@house_page(HouseAction.RUN_MEETINGS)
def brought(request: HttpRequest, sight: Sight) -> HttpResponse:
    """What was brought so far, and what it is for."""
    page = house_context(request, sight) | {"documents": brought_to(sight.community)}
    return render(request, "brought/brought.html", page)


@house_page(HouseAction.RUN_MEETINGS, methods="GET POST")
def bring(request: HttpRequest, sight: Sight) -> HttpResponse:
    """A file or pasted words become lines, or a table whose columns come next."""
    if request.method == "GET":
        return _form(request, sight, BringForm())
    form = BringForm(request.POST, files=request.FILES)
    if form.is_valid():
        try:
            document = _kept(sight, form.cleaned_data)
        except Refused as refusal:
            form.add_reasons(refusal.reasons)
        else:
            name = "house-brought-columns" if document.table else "house-brought-lines"
            return redirect(name, document.pk)
    return _form(request, sight, form)


def _form(request: HttpRequest, sight: Sight, form: BringForm) -> HttpResponse:
    page = house_context(request, sight) | {"form": form}
    return render(request, "brought/bring.html", page, status=422 if form.errors else 200)


def _kept(sight: Sight, given: dict[str, Any]) -> Any:
    """Read and keep it; nothing is kept where it cannot be read. Raises Refused."""
    now = timezone.now()
    near = given["day"] or timezone.localdate(now)
    file = given["file"]
    read = _read(file, near) if file else read_text(given["text"], near=near)
    name = file.name if file else ""
    return changes.bring(
        community=sight.community,
        title=given["title"] or _title(name, given["kind"], near),
        kind=Kind(given["kind"]),
        day=given["day"],
        file_name=name,
        by=sight.account,
        at=now,
        **({"rows": read.rows} if isinstance(read, Table) else {"lines": read}),
    )


def _read(file: UploadedFile, near: Any) -> Any:
    if (file.size or 0) > LARGEST_FILE:
        raise CannotRead("This file is larger than 10 MB. Bring a part of it, or paste its words.")
    return read_file(file.name or "", file.read(), near=near)


def _title(name: str, kind: str, day: Any) -> str:
    stem = " ".join(name.rpartition(".")[0].replace("_", " ").split())
    return stem[: changes.LONGEST_TITLE] or f"{kind.capitalize()} of {day:%-d %B %Y}"


@house_page(HouseAction.RUN_MEETINGS, methods="GET POST")
def columns(request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """Somebody checks which column of a table holds what."""
    document = document_or_404(sight, number)
    if document.table is None:
        return redirect("house-brought-lines", document.pk)
    if request.method == "POST":
        form = ColumnsForm(document.table, request.POST)
        if form.is_valid():
            try:
                changes.choose_columns(
                    document=document, columns=form.columns(), by=sight.account, at=timezone.now()
                )
                return redirect("house-brought-lines", document.pk)
            except Refused as refusal:
                form.add_reasons(refusal.reasons)
    else:
        form = ColumnsForm(document.table, initial=vars(guess(document.table)))
    page = house_context(request, sight) | {
        "document": document, "form": form, "rows": document.table[:ROWS_SHOWN],
        "width": max(len(row) for row in document.table), "all": len(document.table),
    }  # fmt: skip
    return render(request, "brought/columns.html", page, status=422 if form.errors else 200)


@house_page(HouseAction.RUN_MEETINGS, methods="GET POST")
def delete(request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """What was brought is deleted whole, after a question."""
    document = document_or_404(sight, number)
    if request.method == "GET":
        page = house_context(request, sight) | {"document": document}
        return render(request, "brought/delete.html", page)
    changes.delete(document=document, by=sight.account, at=timezone.now())
    messages.success(request, "It is deleted.")
    return redirect("house-brought")
