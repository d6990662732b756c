from django.urls import path

from hearth.web.administrator import letters, messages, paper, people, reports, rounds

PERSON = "people/<uuid:person_id>/"

urlpatterns = [
    path("people/add/", people.add, name="person-add"),
    path(PERSON + "round/", rounds.round_page, name="round"),
    path(PERSON + "round/start/", rounds.start, name="round-start"),
    path(PERSON + "round/dates/", rounds.dates, name="round-dates"),
    path(PERSON + "round/why/<slug:step>/", rounds.reason, name="round-reason"),
    path(PERSON + "letter/", letters.letter, name="letter"),
    path(PERSON + "letter/make/", letters.make, name="letter-make"),
    path(PERSON + "letter/pdf/", letters.pdf, name="letter-pdf"),
    path(PERSON + "paper/", paper.paper, name="paper"),
    path("messages/", messages.messages, name="messages"),
    path(PERSON + "messages/<uuid:reference>/", messages.letter, name="message-letter"),
    path(PERSON + "messages/<uuid:reference>/done/", messages.settle, name="message-settle"),
    path(PERSON + "died/", people.died, name="died"),
    path(PERSON + "died/not-so/", reports.not_so, name="died-not-so"),
    path(PERSON + "died/tell/", reports.tell, name="died-tell"),
    path(PERSON + "died/undo/", people.undo, name="died-undo"),
]
