"""Observation: what matters, strengths, other words of the plan; results; how goals went."""

from collections.abc import Iterator

from hearth.core.words import Section
from hearth.fhir.made import Body, Made, Mapper, Version, Whole
from hearth.fhir.mappers.codes import FIELD, KIND, plain, section_concept
from hearth.fhir.mappers.entries import drawn, moment
from hearth.fhir.mappers.findings import observations
from hearth.fhir.mappers.results_taken import takes_observation
from hearth.records.measures.queries import goals_scaled

GOAL_ATTAINMENT = {"system": "http://loinc.org", "code": "107332-9"}
"""How far a goal has come, from -2 to 2 (HL7, Person-Centered Outcomes 1.0.0)."""


def _draws(whole: Whole) -> Iterator[Made]:
    yield from drawn(whole, "Observation")
    yield from observations(whole)
    yield from _scaled(whole)


def _scaled(whole: Whole) -> Iterator[Made]:
    for thread, rows in goals_scaled(whole.record).items():
        for row in rows:
            body: Body = {
                "status": "final",
                "category": [section_concept(Section.GOALS)],
                "code": {"coding": [GOAL_ATTAINMENT, {"system": KIND, "code": "goal_scaled"}]},
                "subject": {"reference": whole.patient},
                "focus": [{"reference": f"Goal/{thread}"}],
                "effectiveDateTime": moment(row.at),
                "performer": [{"display": plain(row.said_by)}],
                "valueInteger": row.level,
            }
            words = {"helped": row.helped, "hindered": row.hindered}
            if said := [_said(name, text) for name, text in words.items() if text]:
                body["component"] = said
            yield Made(
                "Observation", f"goal-scaled-{row.pk}", (Version(body, row.at, row.said_by),),
                section=Section.GOALS, thread=thread,
            )  # fmt: skip


def _said(name: str, text: str) -> Body:
    coding = {"system": FIELD, "code": f"goal_scaled.{name}"}
    return {"code": {"coding": [coding]}, "valueString": plain(text)}


MAPPER = Mapper(
    "Observation", why="what matters to them, and results", draws=_draws, takes=takes_observation
)
