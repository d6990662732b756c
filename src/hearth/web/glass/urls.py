from django.urls import path

from hearth.web.glass import breaking, looking_into

urlpatterns = [
    path("emergency-access/", breaking.emergency_access, name="emergency-access"),
    path("emergency-access/opened/", looking_into.opened, name="emergency-opened"),
    path("emergency-access/opened/<int:pk>/", looking_into.look, name="emergency-look"),
]
