from django.urls import path

from hearth.web.person import asking, details, feed, looked, prepare

PERSON = "people/<uuid:person_id>/"

urlpatterns = [
    path(PERSON + "prepare/", prepare.task_list, name="prepare"),
    path(PERSON + "prepare/check/", prepare.check, name="prepare-check"),
    path(PERSON + "prepare/done/", prepare.done, name="prepare-done"),
    path(PERSON + "prepare/helped/", prepare.helped, name="prepare-helped"),
    path(PERSON + "prepare/calendar.ics", prepare.calendar, name="prepare-calendar"),
    path(PERSON + "prepare/<slug:code>/", prepare.question, name="prepare-question"),
    path(PERSON + "details/", details.details, name="my-details"),
    path(PERSON + "details/change/", details.change, name="details-change"),
    path(PERSON + "details/needs/", details.needs, name="needs"),
    path(PERSON + "details/calendar/", feed.mine, name="my-calendar"),
    path(PERSON + "details/calendar/make/", feed.make, name="my-calendar-make"),
    path(PERSON + "details/calendar/stop/", feed.stop, name="my-calendar-stop"),
    path("calendar/<str:token>.ics", feed.feed, name="calendar-feed"),
    path(PERSON + "who-looked/", looked.who_looked, name="who-looked"),
    path(PERSON + "ask-for-a-review/", asking.ask_review, name="ask-review"),
]
