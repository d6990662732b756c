"""Health links: the pages of the person, and what viewers fetch."""

from django.urls import URLPattern, URLResolver, path

from hearth.web.health_links import managing, serving, viewing

PERSON = "people/<uuid:person_id>/health-links/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(PERSON, managing.listing, name="health-links"),
    path(PERSON + "new/", managing.new, name="health-link-new"),
    path(PERSON + "card/", managing.card, name="health-link-card"),
    path(PERSON + "<int:pk>/end/", managing.end, name="health-link-end"),
    path("shl/", viewing.viewer, name="health-link-viewer"),
    path("shl/file/<str:token>", serving.file, name="health-link-file"),
    path("shl/<str:token>", serving.health_link, name="health-link"),
]
