from django.urls import path

from hearth.web.worklists import due, lists

urlpatterns = [
    path("lists/", lists.overview, name="worklists"),
    path("lists/due/", due.due, name="due"),
    path("lists/<slug:name>/", lists.worklist, name="worklist"),
]
