"""Questionnaire: the questions that Hearth asks; those of other systems are kept as they came."""

import hashlib
from uuid import uuid4

from hearth.core.words import Refusal, Refused
from hearth.fhir.made import Common, Incoming, Made, Mapper, Taken, Version
from hearth.fhir.mappers.forms import CANONICAL, SINCE, questionnaires
from hearth.fhir.parsing import bytes_of
from hearth.records.access.queries import posts_of

OURS = {each["id"]: each for each in questionnaires()}
STAMP = hashlib.sha256(b"".join(bytes_of(each) for each in OURS.values())).hexdigest()


def _common(stamp: str) -> Common:  # noqa: ARG001
    made = [Made("Questionnaire", id, (Version(body, SINCE),)) for id, body in OURS.items()]
    return Common(STAMP, made, all=False)


def _takes(incoming: Incoming) -> Taken:
    """Keep another system's questionnaire. It holds nothing about anybody; staff may send one."""
    if incoming.id in OURS or str(incoming.body.get("url", "")).startswith(CANONICAL):
        raise Refused(
            [Refusal("This one is Hearth’s own. It is not changed.", "Questionnaire.url")]
        )
    if not posts_of(incoming.caller.account, on=incoming.at.date()):
        raise Refused([Refusal("Only services send questionnaires.", "Questionnaire")])
    return Taken(incoming.id or str(uuid4()), incoming.body)


MAPPER = Mapper("Questionnaire", why="questions", common=_common, takes=_takes)
