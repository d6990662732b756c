"""Reads a jurisdiction pack: one folder of TOML that says what is special to a country."""

import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hearth.core.agreement import Party
from hearth.core.appeal import AppealRules, Place, State
from hearth.core.people import IdentifierScheme
from hearth.core.quality import SamplingRule
from hearth.core.recall.facts import RecallRule
from hearth.core.results import Coding, Measurement, Threshold
from hearth.core.rounds import Step
from hearth.core.signing import SigningRule
from hearth.core.words import Section
from hearth.core.worklists import Worklist

PACKS = Path(__file__).parent.parent / "jurisdictions"


@dataclass(frozen=True)
class Jurisdiction:
    """What a pack says, as core values. `usual_days` counts from the start of a round."""

    code: str
    name: str
    identifier: IdentifierScheme
    usual_days: Mapping[Step, int]
    red_flag_days: int
    referral_days: int
    measurements: tuple[Measurement, ...]
    wording: Mapping[str, str]
    signing: SigningRule
    appeal: AppealRules
    quality: SamplingRule
    recall: RecallRule
    lawful_bases: Mapping[str, Mapping[str, str]]
    worklists: Mapping[Worklist, int]
    introduction_codes: Mapping[str, str]


def load(code: str) -> Jurisdiction:
    """Load the pack called `code`; raises FileNotFoundError when there is no such folder."""
    folder = PACKS / code
    pack = _read(folder / "pack.toml")
    return Jurisdiction(
        code=code,
        name=pack["name"],
        identifier=_identifier(pack["identifier"]),
        usual_days={Step(step): days for step, days in pack["usual_days"].items()},
        red_flag_days=pack["red_flag_days"],
        referral_days=pack["referral_days"],
        measurements=tuple(
            _measurement(row) for row in _read(folder / "results.toml")["measurement"]
        ),
        wording=pack["wording"],
        signing=_signing(pack["agreement"]),
        appeal=_appeal(pack["appeal"]),
        quality=SamplingRule(**pack["quality"]),
        recall=RecallRule(**pack["recall"]),
        lawful_bases=pack["lawful_basis"],
        worklists={Worklist(name): days for name, days in pack["worklists"].items()},
        introduction_codes=pack["introduction_codes"],
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _identifier(row: dict[str, Any]) -> IdentifierScheme:
    return IdentifierScheme(**{**row, "groups": tuple(row["groups"])})


def _appeal(row: dict[str, Any]) -> AppealRules:
    return AppealRules(
        days={State(state): days for state, days in row["days"].items()},
        days_to_refer=row["days_to_refer"],
        places=tuple(Place(**each) for each in row["places"]),
        advocate=row["advocate"],
        holidays=BankHolidays(*row["holidays"]),
    )


@dataclass(frozen=True)
class BankHolidays:
    """The bank holidays of a country, or of a part of it, in any year. Holds days: `day in ...`."""

    country: str
    part: str = ""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in _holidays_in(self.country, self.part, day.year)


@cache
def _holidays_in(country: str, part: str, year: int) -> Container[date]:
    # Loaded on first use: it takes half a second that a start should not wait for.
    from holidays import country_holidays

    return frozenset(country_holidays(country, subdiv=part or None, years=[year]))


def _signing(row: dict[str, Any]) -> SigningRule:
    days = row["days"]
    return SigningRule(
        words=tuple(row["words"]),
        days={
            Party.PERSON: days["person"],
            Party.KEY_WORKER: days["key_worker"],
            Party.SERVICE: days["service"],
        },
        least_days=days["least"],
        key_worker_sections=frozenset(Section(each) for each in row["key_worker"]),
        funders={funder: frozenset(kinds) for funder, kinds in row["funders"].items()},
    )


def _measurement(row: dict[str, Any]) -> Measurement:
    return Measurement(
        key=row["key"],
        name=row["name"],
        what_it_is=row["what_it_is"],
        why_it_matters=row["why_it_matters"],
        unit=row["unit"],
        codes=frozenset(Coding(*pair) for pair in row["codes"]),
        low=_number(row.get("low")),
        high=_number(row.get("high")),
        factors={unit: Decimal(str(by)) for unit, by in row.get("factors", {}).items()},
        urgent=tuple(
            Threshold(each["side"], Decimal(str(each["at"])), each["why"])
            for each in row.get("urgent", [])
        ),
        source=row.get("source", ""),
    )


def _number(value: float | int | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
