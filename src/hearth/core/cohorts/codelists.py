"""Code lists: sets of clinical codes that a site loads, each with where it comes from.

They come as CSV in the form of OpenCodelists (“code,term”) and in the forms that are found beside
it. None is compiled in.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hearth.core.cohorts.facts import Code
from hearth.core.words import Refused

CODE_COLUMNS = (
    "code", "id", "snomedcode", "snomedct_code", "snomed_code", "conceptid", "concept_id", "ctv3id",
    "ctv3_id", "icd10_code", "icd_code", "icd", "dmd_id", "dmd_code", "bnf_code", "loinc",
)  # fmt: skip
"""Names of the column of codes, in any case, in the order in which they are looked for."""

TERM_COLUMNS = (
    "term", "name", "nm", "display", "description", "ctv3preferredtermdesc", "ctv3_name",
    "ethnicity",
)  # fmt: skip

SYSTEMS: Mapping[str, str] = {
    "snomed": "http://snomed.info/sct",
    "loinc": "http://loinc.org",
    "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "icd10": "http://hl7.org/fhir/sid/icd-10",
    "icd10cm": "http://hl7.org/fhir/sid/icd-10-cm",
    "ctv3": "http://read.info/ctv3",
    "dmd": "https://dmd.nhs.uk",
    "bnf": "https://bnf.nice.org.uk",
}
"""Short names for code systems, so that nobody has to type an address."""

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


class NotACodeList(Refused):
    """This is not a code list. The reasons name the row and the column."""


@dataclass(frozen=True)
class CodeList:
    """A named set of codes of one system. `terms` has what a code means, where the file says it."""

    name: str
    title: str
    system: str
    codes: frozenset[str]
    source: str = ""
    version: str = ""
    terms: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise NotACodeList("A code list's name has small letters, figures and hyphens only.")
        if not self.codes:
            raise NotACodeList(f"The code list “{self.name}” has no codes in it.")

    @property
    def pairs(self) -> frozenset[Code]:
        """Return the codes as (code system, code)."""
        return frozenset((self.system, code) for code in self.codes)


def by_name(lists: Iterable[CodeList]) -> dict[str, frozenset[Code]]:
    """Return the codes by the list's name. Lists of one name, in several systems, come together."""
    together: dict[str, frozenset[Code]] = {}
    for each in lists:
        together[each.name] = together.get(each.name, frozenset()) | each.pairs
    return together


def system_called(word: str) -> str:
    """Return a code system's full name for a short one; any other word stays as it is."""
    return SYSTEMS.get(word.casefold().replace("-", "").replace("_", ""), word)


def read_codes(lines: Iterable[str], *, column: str = "") -> dict[str, str]:
    """Read {code: term} from the lines of a CSV file. Raises NotACodeList, naming row and column.

    `column` names the column of codes where it has a name that we do not know.
    """
    rows = csv.reader(lines, strict=True)
    terms: dict[str, str] = {}
    try:
        header = [name.strip().casefold() for name in next(rows, [])]
        code_at = _place(header, (column.casefold(),) if column else CODE_COLUMNS)
        if code_at is None:
            raise NotACodeList(f"Row 1 names no column “{column or 'code'}”.")
        term_at = _place(header, TERM_COLUMNS)
        for cells in rows:
            code = cells[code_at].strip() if len(cells) > code_at else ""
            if not code and not any(cell.strip() for cell in cells):
                continue
            _check(code, rows.line_num, header[code_at])
            term = cells[term_at].strip() if term_at is not None and term_at < len(cells) else ""
            terms.setdefault(code, term)
    except csv.Error as error:
        raise NotACodeList(f"Row {rows.line_num} is not CSV.") from error
    return terms


def _place(header: list[str], names: Iterable[str]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


def _check(code: str, row: int, column: str) -> None:
    if not code:
        raise NotACodeList(f"Row {row}, column {column}: the code is missing.")
    if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", code):
        raise NotACodeList(f"Row {row}, column {column}: a spreadsheet has shortened this code.")
    if len(code) > 100 or not code.isprintable():
        raise NotACodeList(f"Row {row}, column {column}: this is not a code.")
