from django.urls import path

from hearth.web.introductions import asking, caseload, following, introducing, reading

PERSON = "people/<uuid:person_id>/"
ONE = PERSON + "introductions/<uuid:introduction>/"

urlpatterns = [
    path("near/introductions/", caseload.caseload, name="caseload"),
    path(PERSON + "near/<uuid:activity>/introduce/", introducing.introduce, name="introduce"),
    path(PERSON + "introductions/", reading.introductions, name="introductions"),
    path(ONE, reading.introduction, name="introduction"),
    path(ONE + "said/<slug:state>/", following.said, name="introduction-said"),
    path(ONE + "withdraw/", following.withdraw, name="introduction-withdraw"),
    path(ONE + "looked-further/", following.settle, name="introduction-settle"),
    path(ONE + "follow-up/", following.take_over, name="introduction-take-over"),
    path(ONE + "questions/", asking.questions, name="introduction-questions"),
]
