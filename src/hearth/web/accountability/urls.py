from django.urls import path

from hearth.web.accountability import lead, statement, tests

PERSON = "people/<uuid:person_id>/"

urlpatterns = [
    path(PERSON + "round/lead/", lead.lead, name="round-lead"),
    path(PERSON + "round/tests/", tests.tests, name="round-tests"),
    path(PERSON + "round/tests/in/", tests.results_in, name="round-tests-in"),
    path("statement/", statement.statement, name="statement"),
    path("statement/csv/", statement.as_csv, name="statement-csv"),
]
