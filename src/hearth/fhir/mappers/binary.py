"""Binary: the papers themselves. Only their names are stored; each is printed when it is read."""

import base64
from collections.abc import Iterator
from datetime import date

from hearth.fhir.made import Body, Made, Mapper, Version, Whole
from hearth.fhir.mappers import document_reference
from hearth.fhir.prints import printed
from hearth.records.access.door import Record


def _draws(whole: Whole) -> Iterator[Made]:
    documents = document_reference.MAPPER.draws
    assert documents is not None
    for made in documents(whole):
        for content in made.body["content"]:
            attachment = content["attachment"]
            body: Body = {
                "resourceType": "Binary",
                "id": attachment["url"].removeprefix("Binary/"),
                "contentType": attachment["contentType"],
                "securityContext": {"reference": whole.patient},
            }
            version = Version(body, made.versions[-1].at)
            yield Made("Binary", body["id"], (version,), section=made.section)


def filled(body: Body, record: Record | None, *, today: date) -> tuple[Body, str, bytes] | None:
    """Return a Binary with its content, its media type, and the bytes: narrowed to the reader."""
    found = printed(str(body["id"]), record, today=today) if record else None
    if found is None:
        return None
    media, content = found
    return body | {"data": base64.b64encode(content).decode()}, media, content


MAPPER = Mapper("Binary", why="papers", draws=_draws)
