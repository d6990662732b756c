"""Exit this page: the plan is closed at once, and the browser shows something that anyone reads."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hearth.web.door import open_page


@open_page
@never_cache
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, so that "back" shows nothing, and go to the neutral page of the jurisdiction.

    A link, not a form: it must work at one press, in any browser. What another site could do with
    it is to sign somebody out.
    """
    logout(request)
    away = redirect(settings.JURISDICTION.wording["exit_to"])
    away["Clear-Site-Data"] = '"storage"'
    away["Referrer-Policy"] = "no-referrer"
    return away
