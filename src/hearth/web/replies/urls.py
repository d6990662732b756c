from django.urls import path

from hearth.web.replies import answering

urlpatterns = [
    path("reply/<str:token>/", answering.reply, name="reply"),
]
