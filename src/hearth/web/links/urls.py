from django.urls import path

from hearth.web.links import emergency, managing, opening

PERSON = "people/<uuid:person_id>/"

urlpatterns = [
    path(PERSON + "links/", managing.listing, name="links"),
    path(PERSON + "links/new/", managing.new, name="link-new"),
    path(PERSON + "links/<int:pk>/end/", managing.end, name="link-end"),
    path(PERSON + "emergency/", emergency.manage, name="emergency"),
    path(PERSON + "emergency/off/", emergency.switch_off, name="emergency-off"),
    path(PERSON + "emergency/card/", emergency.card, name="emergency-card"),
    path(PERSON + "in-an-emergency/", emergency.in_an_emergency, name="in-an-emergency"),
    path("s/<str:token>/", opening.open_plan, name="open-link"),
    path("s/<str:token>/plan.pdf", opening.as_pdf, name="open-link-pdf"),
    path("s/<str:token>/plan.txt", opening.as_text, name="open-link-text"),
    path("s/<str:token>/close/", opening.close, name="open-link-close"),
    path("e/<str:token>/", emergency.scanned, name="emergency-page"),
]
