"""Communication: each letter before a conversation. Others' messages are kept as they came."""

from collections.abc import Iterator

from hearth.core.words import Section
from hearth.fhir.made import Body, Incoming, Made, Mapper, Taken, Version, Whole
from hearth.fhir.mappers.elements import concept, moment, refers
from hearth.fhir.mappers.keeping_theirs import kept
from hearth.records.preparation.rounds import letters_of


def _draws(whole: Whole) -> Iterator[Made]:
    """The letters hold results, and are shown to those who see these."""
    for row in letters_of(whole.record):
        letter = refers("DocumentReference", f"letter-{row.pk}")
        body: Body = {
            "status": "completed",
            "category": [concept("Letter")],
            "subject": {"reference": whole.patient},
            "topic": concept("The letter before the conversation"),
            "sent": moment(row.made_at),
            "recipient": [{"reference": whole.patient}],
            "payload": [{"contentReference": letter}],
        }
        version = Version(body, row.made_at)
        yield Made("Communication", f"letter-{row.pk}", (version,), section=Section.RESULTS)


def _takes(incoming: Incoming) -> Taken:
    return kept(incoming, Section.CONVERSATION)


MAPPER = Mapper("Communication", why="letters", draws=_draws, takes=_takes)
