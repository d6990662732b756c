from django.urls import path

from hearth.web.replies import answering, arrival

urlpatterns = [
    path("house/arrival/", arrival.arrived, name="house-arrival"),
    path("reply/<str:token>/", answering.reply, name="reply"),
    # However a telephone cut or stretched the address: the key in it must not reach a log.
    path("reply/<path:token>", answering.reply),
]
