from django.urls import path

from hearth.web.practitioner import (
    catching,
    conversation,
    document,
    goal,
    joining,
    keywork,
    people,
    review,
    steps,
    today,
    waiting,
)

PERSON = "people/<uuid:person_id>/"
TALK = PERSON + "conversation/"

urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/missed/", today.missed_dates, name="missed-dates"),
    path("people/", people.people, name="people"),
    path(TALK, conversation.conversation, name="conversation"),
    path(TALK + "catch/", catching.catch, name="conversation-catch"),
    path(TALK + "add/<slug:kind>/", catching.add, name="conversation-add"),
    path(TALK + "help/<uuid:thread>/", catching.would_help, name="what-would-help"),
    path(TALK + "goal/<uuid:thread>/", goal.ladder, name="goal-ladder"),
    path(PERSON + "steps/discuss/", steps.start_conversation, name="start-conversation"),
    path(PERSON + "steps/document/", steps.to_document, name="to-document"),
    path(PERSON + "steps/review/", steps.start_review, name="start-review"),
    path(PERSON + "read-back/", document.read_back, name="read-back"),
    path(PERSON + "agreed/", document.agreed, name="agreed"),
    path(PERSON + "versions/<int:number>/answer/", document.record_answer, name="record-answer"),
    path(PERSON + "review/", review.review, name="review"),
    path(PERSON + "review/finish/", review.finish, name="review-finish"),
    path(PERSON + "key-worker/", keywork.key_worker, name="key-worker"),
    path(PERSON + "key-worker/hand-over/", keywork.hand_over, name="hand-over"),
    path(PERSON + "key-worker/cover/", keywork.cover, name="key-worker-cover"),
    path(PERSON + "urgent/<int:task>/", waiting.urgent, name="urgent"),
    path(PERSON + "review-request/", waiting.review_request, name="review-request"),
    path(PERSON + "other-plans/", joining.joined_plans, name="joined-plans"),
    path(PERSON + "other-plans/<int:plan>/", joining.joined_plan, name="joined-plan"),
    path(PERSON + "other-plans/<int:plan>/lines/<int:line>/", joining.bring_in, name="joined-line"),
]
