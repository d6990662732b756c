from django.urls import path

from hearth.web.sharing import choosing, closing, seeing, with_me

PERSON = "people/<uuid:person_id>/"
SHARING = PERSON + "sharing/"

urlpatterns = [
    path("shared-with-me/", with_me.shared_with_me, name="shared-with-me"),
    path(SHARING, seeing.sharing, name="sharing"),
    path(SHARING + "parts/", seeing.parts, name="sharing-parts"),
    path(SHARING + "parts/<slug:part>/close/", closing.close_part, name="part-close"),
    path(SHARING + "new/", choosing.find, name="sharing-find"),
    path(SHARING + "new/staff/<int:pk>/", choosing.with_staff, name="sharing-staff"),
    path(SHARING + "new/service/<int:pk>/", choosing.with_service, name="sharing-service"),
    path(SHARING + "<int:pk>/stop/", choosing.stop, name="sharing-stop"),
    path(
        SHARING + "as-they-see-it/<slug:kind>/<int:pk>/",
        seeing.as_they_see_it,
        name="sharing-preview",
    ),
    path(PERSON + "seals/", closing.seals, name="seals"),
    path(PERSON + "seals/<int:pk>/open/", closing.open_again, name="seal-open"),
    path(PERSON + "entries/<uuid:thread>/close/", closing.close_entry, name="entry-close"),
]
