"""With what all files of one source are read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hearth.core.cohorts.facts import Code
from hearth.core.results import Measurement
from hearth.jobs.extract.batches import Rejected
from hearth.jobs.extract.pseudonyms import Pseudonyms

Factors = Mapping[str, float]
"""By what a value in a unit is multiplied, to be in the usual unit of its code."""


@dataclass(frozen=True)
class Means:
    """The site's pseudonyms, what the source is called, and what is special to it.

    `scheme` is the jurisdiction's number: its name, and its address in FHIR. `asked` are the codes
    of requests that ask for a care and support planning conversation. `units` are the factors that
    turn a value of a code into its usual unit.
    """

    pseudonyms: Pseudonyms
    source: str
    scheme: tuple[str, str]
    asked: frozenset[Code] = frozenset()
    units: Mapping[Code, Factors] = field(default_factory=dict)

    def person(self, own: str) -> int:
        """Return the pseudonym of whom the source knows by its own number or id."""
        return self.pseudonyms.of(self.source, own)

    def number(self, number: str) -> int:
        """Return the pseudonym of a person's number in the whole country."""
        return self.pseudonyms.of_number(self.scheme[0], number)


def in_usual_unit(value: float, units: Sequence[str | None], factors: Factors) -> float:
    """Return a value in the usual unit of its code. `units`: names for the unit that it is in.

    Where no unit is said, it is the usual one. Raises Rejected for one that we do not know: a
    value in an unknown unit does harm.
    """
    said = [unit for unit in units if unit]
    factor = next((factors[unit] for unit in said if unit in factors), None)
    if factor is None and said:
        raise Rejected("unit", "We do not know this unit for this code.")
    return value if factor is None else value * factor


def factors_of(measurements: Iterable[Measurement]) -> dict[Code, Factors]:
    """Return the units that a jurisdiction knows for each code, with their factors."""
    return {
        (coding.system, coding.code): {
            each.unit: 1.0,
            **{unit: float(factor) for unit, factor in (each.factors or {}).items()},
        }
        for each in measurements
        for coding in each.codes
    }
