"""Patient/$everything: all that the caller sees of one person, page by page."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core import signing

from hearth.fhir import reading
from hearth.fhir.made import Body
from hearth.fhir.operating import Asked, Operation
from hearth.fhir.operations.asking import parameters
from hearth.fhir.operations.gathering import AROUND, OF_A_PERSON, around, gathered, named
from hearth.fhir.outcome import Issue, Wrong

ORDER = (*OF_A_PERSON, *AROUND)
SALT = "hearth.fhir.everything"
USUAL, MOST = 100, 500
PARAMETERS = ("_type", "_since", "_count", "_page", "start", "end")
DATES = (
    "effectiveDateTime", "effectivePeriod", "onsetDateTime", "recordedDate", "startDate", "period",
    "authoredOn", "created", "sent", "authored", "date", "start", "recorded", "dateTime",
)  # fmt: skip
"""Where a resource says when the care happened. One that does not say is always sent."""


def _answer(asked: Asked) -> Body:
    given = parameters(asked)
    for name in sorted(set(given) - set(PARAMETERS)):
        raise Wrong(400, Issue("not-supported", "There is no such parameter here.", name[:40]))
    reading.read(asked.caller, "Patient", asked.fid, at=asked.at)
    rows = sorted(_rows(asked, given), key=_key)
    return _page(asked, given, rows)


def _rows(asked: Asked, given: dict[str, str]) -> Iterator[Body]:
    wanted = [each for each in given.get("_type", "").split(",") if each]
    for type in wanted:
        if type not in ORDER:
            raise Wrong(400, Issue("not-supported", f"We send no {type[:40]} here.", "_type"))
    since = [("_lastUpdated", f"ge{given['_since']}")] if given.get("_since") else []
    types = [type for type in OF_A_PERSON if not wanted or type in wanted]
    held = gathered(asked.caller, asked.fid, types, base=asked.base, more=since)
    held = [each for each in held if _within(each, given.get("start", ""), given.get("end", ""))]
    yield from held
    beside = around(asked.caller, held, base=asked.base)
    yield from (each for each in beside if not wanted or each["resourceType"] in wanted)


def _within(body: Body, start: str, end: str) -> bool:
    """Say whether what a resource tells of touches the days from start to end."""
    said = next((body[name] for name in DATES if name in body), None)
    if said is None or not (start or end):
        return True
    first, last = _ends(said)
    return not (end and first and first[: len(end)] > end) and not (
        start and last and last[: len(start)] < start
    )


def _ends(said: Any) -> tuple[str, str]:
    if isinstance(said, dict):
        return str(said.get("start", "")), str(said.get("end", ""))
    return str(said), str(said)


def _key(body: Body) -> tuple[int, str]:
    return ORDER.index(body["resourceType"]), str(body["id"])


def _page(asked: Asked, given: dict[str, str], rows: list[Body]) -> Body:
    """Send the rows after the last of the page before: what comes anew in between moves none."""
    after = _after(given.get("_page", ""))
    left = [each for each in rows if _key(each) > after]
    count = _count(given.get("_count", ""))
    sent = left[:count]
    links = [{"relation": "self", "url": _address(asked, given)}]
    if len(left) > count:
        token = signing.dumps(list(_key(sent[-1])), salt=SALT)
        links.append({"relation": "next", "url": _address(asked, {**given, "_page": token})})
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "link": links,
        "entry": [
            {
                "fullUrl": f"{asked.base}/{named(each)}",
                "resource": each,
                "search": {"mode": "match"},
            }
            for each in sent
        ],
    }


def _after(token: str) -> tuple[int, str]:
    if not token:
        return -1, ""
    try:
        place, id = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise Wrong(400, Issue("invalid", "This page cannot be found again.", "_page")) from None
    return int(place), str(id)


def _count(text: str) -> int:
    if not text:
        return USUAL
    if not text.isdigit() or not int(text[:9]) > 0:
        raise Wrong(400, Issue("invalid", "Give a whole number.", "_count"))
    return min(int(text[:9]), MOST)


def _address(asked: Asked, given: dict[str, str]) -> str:
    query = f"?{urlencode(given)}" if given else ""
    return f"{asked.base}/Patient/{asked.fid}/$everything{query}"


OPERATION = Operation(
    "everything", "Patient", on_one=True, answer=_answer,
    definition="http://hl7.org/fhir/OperationDefinition/Patient-everything",
)  # fmt: skip
