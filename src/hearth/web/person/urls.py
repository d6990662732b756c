from django.urls import path

from hearth.web.person import prepare

PERSON = "people/<uuid:person_id>/"

urlpatterns = [
    path(PERSON + "prepare/", prepare.task_list, name="prepare"),
    path(PERSON + "prepare/check/", prepare.check, name="prepare-check"),
    path(PERSON + "prepare/done/", prepare.done, name="prepare-done"),
    path(PERSON + "prepare/calendar.ics", prepare.calendar, name="prepare-calendar"),
    path(PERSON + "prepare/<slug:code>/", prepare.question, name="prepare-question"),
]
