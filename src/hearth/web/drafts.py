"""What people type is kept while they type: a lost connection loses no sentence."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.plans.changes.drafts import keep_draft
from hearth.web.door import person_page


@person_page(why="kept a draft", methods="POST")
def draft(request: HttpRequest, record: Record, form: str) -> HttpResponse:
    """Keep the fields of one form: JSON `{"fields": {name: value}}` in, the time of saving out."""
    try:
        fields = dict(json.loads(request.body)["fields"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"problem": "Send the fields of the form as JSON."}, status=400)
    at = timezone.now()
    try:
        keep_draft(record=record, form=form, fields=fields, by=record.account, at=at)
    except Refused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=413)
    return JsonResponse({"saved_at": timezone.localtime(at).strftime("%H:%M")})
