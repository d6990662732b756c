from django.urls import path

from hearth.web.supporter import accepting, choosing, helping

PERSON = "people/<uuid:person_id>/"

urlpatterns = [
    path("invitation/", accepting.code, name="invitation"),
    path("invitation/accept/", accepting.take_up, name="accept-invitation"),
    path("people-i-help/", helping.who_i_help, name="who-i-help"),
    path(PERSON + "what-i-see/", helping.what_i_see, name="what-i-see"),
    path(PERSON + "stop-helping/", helping.stop, name="stop-helping"),
    path(PERSON + "supporters/", choosing.listing, name="supporters"),
    path(PERSON + "supporters/invite/", choosing.invite, name="supporter-invite"),
    path(PERSON + "supporters/<int:supporter>/", choosing.change, name="supporter-change"),
    path(PERSON + "supporters/<int:supporter>/end/", choosing.end, name="supporter-end"),
]
