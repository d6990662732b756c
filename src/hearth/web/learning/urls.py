"""Addresses of learning, each under /house/learning/."""

from django.urls import path

from hearth.web.learning import own, team

urlpatterns = [
    path("team/", team.team, name="learning"),
    path("team/csv/", team.as_csv, name="learning-csv"),
    path("team/needs/", team.needs, name="learning-needs"),
    path("team/needs/<int:requirement>/no-more/", team.no_more, name="learning-no-more"),
    path("mine/", own.mine, name="my-learning"),
    path("mine/<int:learned>/take-out/", own.take_out, name="my-learning-out"),
    path("mine/sure/", own.sure, name="my-confidence"),
    path("mine/notes/", own.notes, name="my-notes"),
    path("mine/notes/<int:note>/throw-away/", own.throw_away, name="my-note-away"),
]
