"""A search as it is saved: what it says, whom it finds in counts, its versions and its runs."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from hearth.core.cohorts.explain import explain, lines
from hearth.core.cohorts.text import parse
from hearth.jobs.cohorts.figures import Figures
from hearth.jobs.cohorts.population import population
from hearth.records.cohorts import queries
from hearth.web.cohorts.loading import READERS, may_build, search_or_404
from hearth.web.cohorts.present import said, shown, told_context
from hearth.web.door import account_of, staff_page
from hearth.web.page import house_nav


@staff_page(*READERS)
def search(request: HttpRequest, posts: list[Any], search_id: int) -> HttpResponse:
    """What a search says now, how many it finds, and what was done with it."""
    request.nav = house_nav()  # type: ignore[attr-defined]
    row = search_or_404(posts, search_id)
    versions, asked = queries.versions_of(row), population()
    definition = parse(versions[0].text)
    page = {
        "search": row,
        "definition": definition,
        "versions": versions,
        "runs": queries.runs_of(row),
        "draft": queries.draft_of(row, account_of(request)),
        "may_build": may_build(posts),
        "day": asked.day if asked else None,
        **told_context(definition, asked),
    }
    return render(request, "cohorts/search.html", page)


@staff_page(*READERS)
def version(request: HttpRequest, posts: list[Any], search_id: int, number: int) -> HttpResponse:
    """What one version said, and what is different from the one before, as sentences."""
    request.nav = house_nav()  # type: ignore[attr-defined]
    row = search_or_404(posts, search_id)
    held = {each.number: each for each in queries.versions_of(row)}
    if number not in held:
        raise Http404
    before = held.get(number - 1)
    page = {
        "search": row,
        "version": held[number],
        "before": before,
        "lines": said(parse(held[number].text), population()),
        "changed": _changed(before.text, held[number].text) if before else [],
    }
    return render(request, "cohorts/version.html", page)


def _changed(before: str, after: str) -> list[tuple[str, str]]:
    """List the sentences that are gone ("-") and those that are new ("+")."""
    old, new = (list(lines(explain(parse(each)))) for each in (before, after))
    gone = [("-", each.strip()) for each in old if each not in new]
    return gone + [("+", each.strip()) for each in new if each not in old]


@staff_page(*READERS)
def text(_request: HttpRequest, posts: list[Any], search_id: int) -> HttpResponse:
    """The text of a search as a file, as `hearth cohort` reads it."""
    row = search_or_404(posts, search_id)
    name = slugify(row.name) or "search"
    answer = HttpResponse(
        queries.newest_version(row).text, content_type="text/plain; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.cohort"'
    return answer


@staff_page(*READERS)
def result(request: HttpRequest, posts: list[Any], search_id: int, run_id: int) -> HttpResponse:
    """One run: what it counted, from which facts, and how long it took."""
    request.nav = house_nav()  # type: ignore[attr-defined]
    row = search_or_404(posts, search_id)
    run = queries.run_of(row, run_id)
    if run is None:
        raise Http404
    told = shown(Figures.from_json(run.figures)) if run.figures else None
    page = {"search": row, "run": run, "told": told, "facts": _facts(run)}
    return render(request, "cohorts/result.html", page)


def _facts(run: Any) -> list[tuple[str, object]]:
    seconds = "" if run.seconds is None else f"{run.seconds:.2f} seconds"
    known = [
        ("Version", run.version.number),
        ("Facts of", run.extract),
        ("Counted by", run.engine),
        ("It took", seconds),
        ("Mark of the text", run.definition_hash[:16]),
    ]
    return [(words, value) for words, value in known if value]
