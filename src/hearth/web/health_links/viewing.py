"""Our own page that opens a health link. The key stays in the browser: it is never sent to us."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.web.door import open_page


@open_page
def viewer(request: HttpRequest) -> HttpResponse:
    """The same page for everyone; what stands after # is read by the script alone."""
    answer = render(request, "health_links/viewer.html")
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer
