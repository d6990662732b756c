from django.urls import path

from hearth.web.recall import answering, batches, letter, month, one, sending, waiting

PERSON = "people/<uuid:person_id>/"

urlpatterns = [
    path("recall/", month.month, name="recall"),
    path("recall/send/<slug:letter>/", sending.send, name="recall-send"),
    path("recall/sent/", batches.batches, name="recall-batches"),
    path("recall/sent/<int:pk>/", batches.batch, name="recall-batch"),
    path("recall/sent/<int:pk>/back/", batches.take_back, name="recall-take-back"),
    path("recall/sent/<int:pk>/paper/<int:part>/pdf/", batches.paper, name="recall-paper"),
    path("recall/sent/<int:pk>/printed/", batches.printed, name="recall-printed"),
    path("recall/left-out/", waiting.left_out, name="recall-left-out"),
    path("recall/to-tell/", waiting.to_tell, name="recall-to-tell"),
    path(PERSON + "recall/", one.recall, name="person-recall"),
    path(PERSON + "recall/heard/", one.heard, name="recall-heard"),
    path(PERSON + "recall/who/", one.who, name="recall-who"),
    path(PERSON + "recall/leave-out/", one.leave_out, name="recall-leave-out"),
    path(PERSON + "recall/back/", one.back, name="recall-back"),
    path(PERSON + "recall/letter/<slug:letter>/", letter.letter, name="recall-letter"),
    path(PERSON + "recall/letter/<slug:letter>/pdf/", letter.paper, name="recall-letter-pdf"),
    path(PERSON + "recall/told/<int:line>/", waiting.told, name="recall-told"),
    path(PERSON + "invitation/", answering.invitation, name="invitation"),
    path(PERSON + "invitation/again/", answering.again, name="invitation-again"),
]
