from django.urls import path

from hearth.web.plan import answer, changed, entries, reading, suggestions

PERSON = "people/<uuid:person_id>/"
ENTRY = PERSON + "entries/<uuid:thread>/"

urlpatterns = [
    path(PERSON, reading.my_plan, name="my-plan"),
    path(PERSON + "draft/", reading.plan_draft, name="plan-draft"),
    path(PERSON + "plan.pdf", reading.pdf, name="plan-pdf"),
    path(PERSON + "versions/", reading.version_list, name="versions"),
    path(PERSON + "versions/<int:number>/", reading.version, name="version"),
    path(PERSON + "changes/", changed.changes, name="changes"),
    path(PERSON + "answer/", answer.answer_plan, name="answer-plan"),
    path(PERSON + "suggestions/", suggestions.suggestions, name="suggestions"),
    path(PERSON + "suggestions/<int:pk>/", suggestions.answer, name="suggestion-answer"),
    path(PERSON + "entries/add/", entries.kinds, name="entry-kinds"),
    path(PERSON + "entries/add/<slug:kind>/", entries.add, name="entry-add"),
    path(ENTRY, entries.change, name="entry-change"),
    path(ENTRY + "take-out/", entries.take_out, name="entry-take-out"),
    path(ENTRY + "history/", entries.history, name="entry-history"),
]
