from django.urls import path

from hearth.web.quality import looking, results, sample

urlpatterns = [
    path("quality/", sample.sample, name="quality"),
    path("quality/draw/", sample.draw, name="quality-draw"),
    path("quality/results/", results.results, name="quality-results"),
    path("people/<uuid:person_id>/quality/", looking.look, name="quality-look"),
]
