"""Appointment: the conversation of each round. Others' appointments are kept as they came."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from hearth.core.words import Section
from hearth.fhir.made import Body, Incoming, Made, Mapper, Taken, Version, Whole
from hearth.fhir.mappers.codes import plain
from hearth.fhir.mappers.elements import concept, instant, refers
from hearth.fhir.mappers.keeping_theirs import kept
from hearth.records.plans.queries.conversations import conversations_of

LASTS = timedelta(minutes=30)


def _draws(whole: Whole) -> Iterator[Made]:
    for row, last_change in conversations_of(whole.record):
        version = Version(_body(row, whole.patient), last_change)
        yield Made(
            "Appointment", f"round-{row.pk}", (version,), section=Section.CONVERSATION,
            is_composite=True,
        )  # fmt: skip


def _body(row: Any, patient: str) -> Body:
    starts = row.conversation_at
    body: Body = {
        "status": "fulfilled" if row.ended_at else "booked",
        "serviceType": [concept("Conversation about the plan")],
        "start": instant(starts),
        "end": instant(starts + LASTS),
        "participant": [
            {"actor": {"reference": patient}, "required": "required", "status": "accepted"},
            _with(row.accountable),
        ],
    }
    if row.conversation_place:
        place = {"display": plain(row.conversation_place), "type": "Location"}
        body["participant"].append({"actor": place, "status": "accepted"})
    return body


def _with(post: Any) -> Body:
    who = refers("PractitionerRole", f"post-{post.pk}", post.account.full_name)
    return {"actor": who, "required": "required", "status": "accepted"}


def _takes(incoming: Incoming) -> Taken:
    return kept(incoming, Section.CONVERSATION)


MAPPER = Mapper("Appointment", why="when you meet", draws=_draws, takes=_takes)
