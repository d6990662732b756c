from django.urls import path

from hearth.web.joint import caseload, services

urlpatterns = [
    path("together/", caseload.together, name="together"),
    path("people/<uuid:person_id>/services/", services.services, name="services"),
]
