"""Staff open an app from somebody's page: the app learns whose page it was."""

from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.fhir.smart.addresses import fhir_of
from hearth.records.access.door import NotAllowed, Record
from hearth.records.callers import changes, queries
from hearth.web.door import person_page
from hearth.web.page import person_context
from hearth.web.plan.forms import require_same_person


@person_page(Action.READ, why="looked at the apps for staff", methods="GET POST")
def open_with(request: HttpRequest, record: Record) -> HttpResponse:
    """The apps that can be opened for this person; a press opens one."""
    if record.role in (Role.PERSON, Role.SUPPORTER):
        raise NotAllowed("This page is for staff.")
    apps = queries.launchable()
    if request.method == "POST":
        return _opened(request, record)
    answer = render(
        request, "apps/open_with.html", person_context(record, request) | {"apps": apps}
    )
    hosts = sorted({"{0.scheme}://{0.netloc}".format(urlsplit(app.launch_uri)) for app in apps})
    if hosts:
        answer._csp_update = {"form-action": hosts}  # type: ignore[attr-defined]
    return answer


def _opened(request: HttpRequest, record: Record) -> HttpResponse:
    require_same_person(request, record)
    wanted = request.POST.get("app", "")
    app = next((each for each in queries.launchable() if each.client_id == wanted), None)
    if app is None:
        raise Http404
    key = changes.make_launch(app=app, record=record, by=record.account, at=timezone.now())
    joint = "&" if urlsplit(app.launch_uri).query else "?"
    asked = urlencode({"iss": fhir_of(request), "launch": key})
    return HttpResponseRedirect(f"{app.launch_uri}{joint}{asked}")
