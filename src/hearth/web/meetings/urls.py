"""Addresses: Meetings of the steering group."""

from django.urls import URLPattern, path

from hearth.web.meetings import agenda, holding, listing, minutes, papers, planning

ONE = "<int:meeting_id>/"

urlpatterns: list[URLPattern] = [
    path("", listing.meetings, name="meetings"),
    path("new/", planning.new, name="meeting-new"),
    path(ONE, planning.meeting, name="meeting"),
    path(f"{ONE}change/", planning.change, name="meeting-change"),
    path(f"{ONE}call-off/", planning.call_off, name="meeting-call-off"),
    path(f"{ONE}tell/", planning.tell, name="meeting-tell"),
    path(f"{ONE}agenda/", agenda.agenda, name="meeting-agenda"),
    path(f"{ONE}agenda/take-in/", agenda.take_in, name="meeting-take-in"),
    path(f"{ONE}agenda/new/", agenda.new_item, name="meeting-item-new"),
    path(f"{ONE}agenda/<int:item_id>/", agenda.change_item, name="meeting-item"),
    path(f"{ONE}agenda/<int:item_id>/arrange/", agenda.arrange, name="meeting-arrange"),
    path(f"{ONE}hold/", holding.hold, name="meeting-hold"),
    path(f"{ONE}hold/catch/", holding.catch, name="meeting-catch"),
    path(f"{ONE}hold/people/", holding.people, name="meeting-people"),
    path(f"{ONE}hold/<int:item_id>/", holding.words, name="meeting-words"),
    path(f"{ONE}hold/<int:item_id>/draft/", holding.draft, name="meeting-draft"),
    path(f"{ONE}minutes/", minutes.minutes, name="meeting-minutes"),
    path(f"{ONE}minutes/agree/", minutes.agree, name="meeting-agree"),
    path(f"{ONE}minutes/correct/", minutes.correct, name="meeting-correct"),
    path(f"{ONE}agenda/pdf/", papers.agenda_as_pdf, name="meeting-agenda-pdf"),
    path(f"{ONE}agenda/word/", papers.agenda_as_word, name="meeting-agenda-word"),
    path(f"{ONE}minutes/pdf/", papers.minutes_as_pdf, name="meeting-minutes-pdf"),
    path(f"{ONE}minutes/word/", papers.minutes_as_word, name="meeting-minutes-word"),
    path(f"{ONE}meeting.ics", papers.calendar, name="meeting-calendar"),
    path("decisions/<int:decision_id>/", holding.decision, name="meeting-decision"),
]
