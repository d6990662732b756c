from django.urls import path

from hearth.web.referrals import answering, asking, matching, public

PERSON = "people/<uuid:person_id>/"

urlpatterns = [
    path("ask/", public.begin, name="ask"),
    path("ask/me/", public.for_me, name="ask-for-me"),
    path("ask/someone/", public.for_someone, name="ask-for-someone"),
    path("ask/thank-you/", public.thanks, name="ask-thanks"),
    path("asks/", matching.asks, name="asks"),
    path("asks/<uuid:ask>/", matching.unmatched, name="ask-unmatched"),
    path(PERSON + "ask-for-a-conversation/", asking.own, name="ask-own"),
    path(PERSON + "refer/", asking.refer, name="refer"),
    path(PERSON + "asks/<uuid:ask>/", answering.ask, name="ask-answer"),
    path(PERSON + "asks/<uuid:ask>/is-them/", answering.is_them, name="ask-is-them"),
]
