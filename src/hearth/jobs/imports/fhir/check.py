"""The one place that knows fhirkit: is a resource built as FHIR R4 says?

fhirkit does not check codes against their lists, nor days against the calendar: the readers do.
"""

import re
from typing import Any

import fhirkit

from hearth.jobs.imports.opening import Unreadable
from hearth.jobs.imports.values import Row

TYPES = frozenset(fhirkit.RESOURCE_TYPES)

# Two slips that many systems make, and that change no meaning: read, with a note.
NO_OFFSET = re.compile(r'"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?" is not a valid dateTime')
NO_LIST = "expected an array, found an object"

PLAIN = {
    "unknown element": (
        "FHIR R4 has no such element here.",
        "Leave it out, or put it where it belongs.",
    ),
    "the key appears more than once": ("This key is here twice.", "Keep one of them."),
    "required element missing": ("This is missing.", "Fill it in."),
}
MOST_MENDED = 20


def check(resource: dict[str, Any], row: Row) -> None:
    """Note in `row` everything that is not built as FHIR R4 says, with its path.

    A lone object where a list should be is put into a list, and checked again inside.
    """
    for _ in range(MOST_MENDED):
        issues = _issues(resource)
        lone = [issue.path for issue in issues if issue.message == NO_LIST]
        if not lone or not all(_put_in_list(resource, path) for path in lone):
            break
        for path in lone:
            row.remark(path, "This should be a list. It was read as a list of one.")
    for issue in issues:
        if NO_OFFSET.fullmatch(issue.message):
            row.remark(issue.path, "The time has no time zone. Only the day was read.")
        else:
            row.refuse(_path(issue.path), *_plain(issue.message))


def _issues(resource: dict[str, Any]) -> list[fhirkit.Issue]:
    try:
        return fhirkit.validate(resource)
    except ValueError as error:
        raise Unreadable(_sentence(str(error)), "Ask where it comes from.", where="JSON") from error


def _put_in_list(resource: dict[str, Any], path: str) -> bool:
    """Wrap what stands at a path like "Patient.contact[0].telecom" in a list."""
    *way, last = re.findall(r"\w+", path.partition(".")[2])
    place: Any = resource
    try:
        for step in way:
            place = place[int(step)] if step.isdecimal() else place[step]
        place[last] = [place[last]]
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _plain(message: str) -> tuple[str, str]:
    """Put a message of fhirkit in plain words, without the value: it may be a name."""
    if message in PLAIN:
        return PLAIN[message]
    if found := re.search(r"is not a valid (\w+)$", message, re.DOTALL):
        return f"This is not a valid {found[1]}.", "Check how it is written."
    if found := re.fullmatch(r"expected (.+), found (.+)", message):
        return f"There is {found[2]} here; FHIR wants {found[1]}.", "Correct its type."
    if '"' not in message and len(message) < 200:
        return _sentence(message), "Correct it at its source."
    return "This is not as FHIR R4 says.", "Check it at its source."


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:200] + "."


def _path(path: str) -> str:
    return path[:200].encode("ascii", "backslashreplace").decode("ascii")
