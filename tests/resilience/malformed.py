"""Make malformed files from right ones, from a seed. Each knows which row and field are wrong."""

import copy
import gzip
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests import imported

NOT_DAYS = [
    "12/3/1948", "1948-13-01", "1948-02-30", "1948-3-12", "3000-01-01", "1066-10-14", "yesterday",
    "0000-00-00", "1948-03-12\x00", "\u202e1948-03-12", "19480312", "1948-03-12T99",
    "١٩٤٨-٠٣-١٢", "9" * 400,
]  # fmt: skip
NOT_NUMBERS = [
    "fifty", "1e5", "NaN", "Infinity", "9" * 30, "1,5", "0x1F", "--1", "٥٣", "5 3", "1.2.3",
    "\x00", "½",
]  # fmt: skip
NOT_TEXT = ["a\x00b", "\u202eevil", "\u2066x\u2069", "x\x07", "x\x1b[31m", "\ud800", "w" * 100_001]
BOMB = gzip.compress(bytes(40 * 2**20))
UNKNOWN_PERSON = "ffffffff-ffff-4fff-8fff-ffffffffffff"


@dataclass(frozen=True)
class Malformed:
    """One file, and what its refusal must name: the row, and the start of the field.

    Without a field, nothing is promised but that the file does no harm.
    """

    name: str
    content: bytes
    row: int = 0
    field: str | None = None


def csv_file(chance: random.Random, number: int) -> Malformed:
    """Bend one cell, one row or the whole of a table."""
    table = chance.choice(list(imported.TABLES))
    rows = [_row(table, number * 3 + each) for each in range(3)]
    bend = chance.choices(list(CSV_BENDS), weights=[10, 2, 2, 1, 4])[0]
    return bend(chance, table, rows, f"{table}-{number}.csv")


def _row(table: str, number: int) -> dict[str, str]:
    row = dict(imported.TABLES[table])
    if table == "persons":
        patient = imported.a_patient(number + 1)
        return row | {"person": patient["id"], "family_name": patient["name"][0]["family"]}
    return row | {"source_id": f"{table}-{number}"}


def _cell(chance: random.Random, table: str, rows: list[dict[str, str]], name: str) -> Malformed:
    place = chance.randrange(3)
    column = chance.choice(list(rows[0]))
    rows[place][column] = chance.choice(_bad_cells(table, column))
    text = imported.a_table(*rows).encode("utf-8", "surrogatepass")
    return Malformed(name, text, place + 2, column)


def _bad_cells(table: str, column: str) -> list[str]:
    if column in (
        "born",
        "taken_on",
        "began_on",
        "started_on",
        "recorded_on",
        "died_on",
        "ended_on",
    ):
        return NOT_DAYS
    if column == "value":
        return NOT_NUMBERS
    if column == "person" and table != "persons":
        return ["", UNKNOWN_PERSON, "x\x00"]
    if column == "needs_interpreter":
        return ["perhaps", "1", "\x00"]
    if column == "number":
        return ["1234567890", "12345", "٩٩٩٠٠٠٠٠١٨", "999 000 0019", "x\x00"]
    if column in ("how_to_take", "reaction"):
        return NOT_TEXT
    missing = [""] if column in ("person", "name", "given_name", "family_name") else []
    return [*missing, *NOT_TEXT[:-1], "w" * 301]


def _header(chance: random.Random, table: str, rows: list[dict[str, str]], name: str) -> Malformed:
    text = imported.a_table(*rows)
    head, _, rest = text.partition("\n")
    bent = chance.choice(
        [head.replace("person", "patient_name", 1), head + ',"extra"', head + ',"name","name"',
         head.replace('","', '";"'), "", '"', head.upper()]
    )  # fmt: skip
    return Malformed(name, f"{bent}\n{rest}".encode(), 0, "")


def _shape(chance: random.Random, table: str, rows: list[dict[str, str]], name: str) -> Malformed:
    lines = imported.a_table(*rows).splitlines()
    place = chance.randrange(1, 4)
    lines[place] = chance.choice([lines[place] + ',"more"', lines[place].rpartition(",")[0], '"x"'])
    return Malformed(name, "\n".join(lines).encode(), place + 1, "")


def _whole(chance: random.Random, table: str, rows: list[dict[str, str]], name: str) -> Malformed:
    text = imported.a_table(*rows)
    content = chance.choice(
        [b"", b"\n\n", text.encode("utf-16"), b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM"
         b" 'file:///etc/passwd'>]><a>&x;</a>", b"PK\x03\x04" + text.encode(), b"%PDF-1.7",
         gzip.compress(text.encode())[:-9], BOMB, bytes(range(256)) * 9]
    )  # fmt: skip
    return Malformed(name, content, 0, "")


def _noise_csv(
    chance: random.Random, table: str, rows: list[dict[str, str]], name: str
) -> Malformed:
    return Malformed(name, noise(chance, imported.a_table(*rows).encode()))


CSV_BENDS: dict[Callable[..., Malformed], None] = dict.fromkeys(
    (_cell, _header, _shape, _whole, _noise_csv)
)


def noise(chance: random.Random, content: bytes) -> bytes:
    """Hurt bytes at random: flip, cut, drop, double, or plant bad ones."""
    bent = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(bent) + 1)
        wound = chance.randrange(5)
        if wound == 0 and at < len(bent):
            bent[at] = chance.randrange(256)
        elif wound == 1:
            del bent[at : at + chance.randrange(40)]
        elif wound == 2:
            bent[at:at] = bent[at : at + 30]
        elif wound == 3:
            bent[at:at] = chance.choice(
                [b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b'"', b"{", b"]", b",", b"\\"]
            )
        elif chance.random() < 0.2:
            del bent[at:]
    return bytes(bent)


Change = tuple[str, Any, str]
GONE = object()

ANY: list[Change] = [
    ("resourceType", "Nonsense", "resourceType"), ("resourceType", 5, "resourceType"),
    ("madeUp", 1, "madeUp"), ("meta", "x", "meta"), ("id", 7, "id"), ("text", [], "text"),
    ("implicitRules", "http://example.org/rules", "implicitRules"),
    ("modifierExtension", [{"url": "http://example.org/x", "valueCode": "x"}], "modifierExtension"),
]  # fmt: skip


def _days(element: str, *, legal_when_gone: bool = True) -> list[Change]:
    gone = [] if legal_when_gone else [(element, GONE, element)]
    return [*((element, day, element) for day in [*NOT_DAYS, 5, None, ["2020-01-01"]]), *gone]


def _about(element: str) -> list[Change]:
    return [
        (element, GONE, element), (element, {"reference": f"Patient/{UNKNOWN_PERSON}"}, element),
        (element, {"reference": "#inside"}, element), (element, {"reference": 5}, element),
        (element, {"reference": "Patient?identifier=1"}, element), (element, "Patient/1", element),
    ]  # fmt: skip


CHANGES: dict[Callable[..., dict[str, Any]], list[Change]] = {
    imported.a_patient: [
        *_days("birthDate", legal_when_gone=False), *_days("deceasedDateTime"),
        ("name", GONE, "name"), ("name", "Ada", "name"), ("name", [{"family": "a\x00"}], "name"),
        ("name", [{"family": "w" * 101, "given": ["Ada"]}], "name"), ("gender", "F", "gender"),
        ("gender", ["female"], "gender"), ("telecom", [{"system": "phone", "value": 5}], "telecom"),
        ("address", [{"line": ["a"], "postalCode": "w" * 13}], "address"),
        ("address", [None], "address"),
        ("identifier", [{"system": imported.NUMBER_URI, "value": "1234567890"}], "identifier"),
        ("identifier",
         [{"system": imported.NUMBER_URI, "value": v} for v in ("9990000018", "4857773456")],
         "identifier"),
    ],
    imported.a_condition: [
        *_days("onsetDateTime"), *_days("abatementDateTime"), *_about("subject"),
        ("abatementDateTime", "2001-01-01", "abatementDateTime"),
        ("onsetDateTime", "1949-01-01", "onsetDateTime"),
        ("clinicalStatus", imported.concept("x", "better"), "clinicalStatus"),
        ("verificationStatus", imported.concept("x", "sure"), "verificationStatus"),
        ("code", {"text": "a\x00b"}, "code"), ("code", [], "code"),
        ("code", imported.concept("x", "1" * 61), "code"),
    ],
    imported.an_observation: [
        *_days("effectiveDateTime"), *_about("subject"), ("status", "done", "status"),
        ("status", GONE, "status"),
        ("valueQuantity", {"value": "53"}, "valueQuantity"),
        ("valueQuantity", {"value": 10**12}, "valueQuantity"),
        ("valueQuantity", {"value": 10**500}, "valueQuantity"),
        ("valueQuantity", [{"value": 1}], "valueQuantity"),
        ("valueQuantity", {"value": 5, "unit": "\u202emg"}, "valueQuantity"),
        ("valueString", "two values", "value[x]"), ("code", GONE, "code"), ("code", {}, "code"),
        ("component", [{"valueString": "x"}], "component"), ("component", [5], "component"),
        ("effectiveDateTime", "1950-01-01", "effectiveDateTime"),
    ],
    imported.a_request: [
        *_days("authoredOn"), *_about("subject"), ("status", "eaten", "status"),
        ("intent", GONE, "intent"),
        ("medicationCodeableConcept", {}, "medication"),
        ("dosageInstruction", [{"text": 5}], "dosageInstruction"),
        ("medicationCodeableConcept", GONE, "medication"),
        ("dosageInstruction", [{"text": "\x00"}], "dosageInstruction"),
    ],
    imported.an_allergy: [
        *_days("recordedDate"), *_about("patient"), ("code", {}, "code"), ("code", GONE, "code"),
        ("clinicalStatus", imported.concept("x", "mild"), "clinicalStatus"),
        ("reaction", [{"manifestation": [5]}], "reaction"),
    ],
    imported.a_care_plan: [
        *_about("subject"), ("status", "nice", "status"), ("intent", GONE, "intent"),
        ("title", "a\x00", "title"),
        ("period", {"start": "2020-02-30"}, "period"),
        ("activity", [{"detail": {"code": 1}}], "activity"),
    ],
    imported.a_goal: [
        *_about("subject"), ("lifecycleStatus", "won", "lifecycleStatus"),
        ("description", GONE, "description"),
        ("description", {"text": "\u202e"}, "description"),
    ],
}  # fmt: skip


def fhir_file(chance: random.Random, number: int) -> Malformed:
    """Bend one element of one resource, in a bundle or in NDJSON, or the whole file."""
    makers = chance.sample(list(CHANGES), 3)
    resources = [_made(maker, number, place) for place, maker in enumerate(makers)]
    place = chance.randrange(len(makers))
    wound = chance.random()
    if wound < 0.7:
        element, value, field = chance.choice([*CHANGES[makers[place]], *ANY])
        bent = _bent(resources[place], element, value)
        return _written(
            chance, number, [*resources[:place], bent, *resources[place + 1 :]], place, field
        )
    if wound < 0.8:
        return _broken_line(chance, number, resources, place)
    content = _whole_fhir(chance, resources) if wound < 0.85 else None
    if content is not None:
        return Malformed(f"whole-{number}.json", content, 0, "")
    return Malformed(f"noise-{number}.json", noise(chance, _either(chance, resources)))


def _made(maker: Callable[..., dict[str, Any]], number: int, place: int) -> dict[str, Any]:
    if maker is imported.a_patient:
        return imported.a_patient(number + 1)
    return maker(f"{maker.__name__}-{number}-{place}".replace("_", "-"))


def _bent(resource: dict[str, Any], element: str, value: Any) -> dict[str, Any]:
    bent = copy.deepcopy(resource)
    if value is GONE:
        bent.pop(element)
    else:
        bent[element] = value
    return bent


def _written(
    chance: random.Random, number: int, resources: list[dict[str, Any]], place: int, field: str
) -> Malformed:
    if chance.random() < 0.5:
        lines = b"\n".join(imported.as_json(each) for each in resources)
        return Malformed(f"rows-{number}.ndjson", lines, place + 1, field)
    entries = [{"resource": each} for each in resources]
    content = imported.as_json({"resourceType": "Bundle", "type": "batch", "entry": entries})
    return Malformed(f"bundle-{number}.json", content, place + 1, field)


def _broken_line(
    chance: random.Random, number: int, resources: list[dict[str, Any]], place: int
) -> Malformed:
    lines = [imported.as_json(each) for each in resources]
    line = lines[place]
    deep = b'{"resourceType": "Patient", "extension": ' + b"[" * 9000 + b"]" * 9000 + b"}"
    lines[place] = chance.choice(
        [line[:-1], line[: len(line) // 2], line.replace(b'"id":', b'"id": "again", "id":', 1),
        deep,
         line.replace(b'"id":', b"id:", 1), b"[]", b"null", b'"text"', line + line,
         line.replace(b"a", b"\xff", 1),
         line.replace(b'"id":', b'"n": NaN, "id":', 1), b'{"a":' * 5000, b"<Patient/>", b"{}"]
    )  # fmt: skip
    return Malformed(f"line-{number}.ndjson", b"\n".join(lines), place + 1, "")


def _whole_fhir(chance: random.Random, resources: list[dict[str, Any]]) -> bytes:
    content = _either(chance, resources, only_bundle=True)
    return chance.choice(
        [b"", content[:-1], content[: len(content) // 2], content + content, b"[" + content + b"]",
         b'<Bundle xmlns="http://hl7.org/fhir"/>', gzip.compress(content)[:-9], BOMB,
         content.replace(b'"type":', b'"type": 5, "kind":', 1),
         content.replace(b'"collection"', b'"history"', 1),
         content.replace(b'"Bundle"', b'"Basket"', 1),
         content.replace(b'"entry":', b'"entry": [], "entry":', 1),
         content.decode().encode("utf-16"),
         b'{"resourceType":"Bundle","type":"batch","entry":[' + b"[" * 9000]
    )  # fmt: skip


def _either(
    chance: random.Random, resources: list[dict[str, Any]], *, only_bundle: bool = False
) -> bytes:
    if only_bundle or chance.random() < 0.5:
        return imported.as_json(imported.a_bundle(*resources))
    return b"\n".join(json.dumps(each).encode() for each in resources)
