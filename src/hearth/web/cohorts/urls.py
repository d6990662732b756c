from django.urls import path

from hearth.web.cohorts import building, conditions, listing, saving, showing

SEARCH = "find/<int:search_id>/"

urlpatterns = [
    path("find/", listing.searches, name="searches"),
    path("find/new/", listing.new, name="search-new"),
    path("find/starters/", listing.take_starters, name="search-starters"),
    path("find/bring-in/", listing.bring_in, name="search-bring-in"),
    path(SEARCH, showing.search, name="search"),
    path(SEARCH + "build/", building.build_page, name="search-build"),
    path(SEARCH + "build/step/", building.step, name="search-step"),
    path(SEARCH + "build/add/", conditions.add, name="search-add"),
    path(SEARCH + "build/condition/", conditions.condition, name="search-condition"),
    path(SEARCH + "build/save/", saving.save, name="search-save"),
    path(SEARCH + "run/", saving.run, name="search-run"),
    path(SEARCH + "runs/<int:run_id>/", showing.result, name="search-result"),
    path(SEARCH + "versions/<int:number>/", showing.version, name="search-version"),
    path(SEARCH + "text/", showing.text, name="search-text"),
]
