"""Make every field of a service clean, wherever it stands, and keep what was cleaned away.

A field is known by its name. What a source said and we do not use stays in `source_said`, in the
thing where it stood; so nothing is lost, and nobody is shown it. Empty fields say nothing and go.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hearth.formats.open_referral import values
from hearth.formats.open_referral.plain import LONGEST_TEXT, one_line, plain, storable
from hearth.formats.open_referral.upgrading import SAID

SHORT = frozenset({
    "name", "alternate_name", "address_1", "address_2", "city", "region", "state_province", "title",
    "postal_code", "country", "attention", "number", "term", "taxonomy", "option", "department",
})  # fmt: skip
"""Texts that are one line."""
LISTS = frozenset({
    "schedules", "service_at_locations", "addresses", "accessibility", "attributes", "contacts",
    "phones", "languages", "cost_options", "service_areas", "funding", "required_documents",
    "organization_identifiers", "metadata", "eligibilitys", "holiday_schedules", "reviews",
    "service_capacities", "additional_websites",
})  # fmt: skip
THINGS = frozenset({"organization", "location", "taxonomy_term", "taxonomy_detail", "program"})
ADDRESSES_OF_THE_WEB = frozenset({"url", "website", "schedule_link"})
OTHER_ADDRESSES = frozenset({"uri", "logo", "term_uri", "widget", "openapi_url"})

Read = Callable[[object], object]
READ: Mapping[str, tuple[Read, str]] = {
    **dict.fromkeys(("assured_date", "valid_from", "valid_to", "dtstart", "until", "start_date",
                     "end_date"), (values.day, "not a day")),
    **dict.fromkeys(("last_modified",), (values.moment, "not a date and time")),
    **dict.fromkeys(("opens_at", "closes_at"), (values.clock, "not a time of day")),
    **dict.fromkeys(("email", "assurer_email"), (values.email, "not an e-mail address")),
    **dict.fromkeys(ADDRESSES_OF_THE_WEB, (values.url, "not an address of the web")),
    "byday": (values.days, "no days of the week"),
    "amount": (values.number, "not an amount"),
}  # fmt: skip


@dataclass
class Notes:
    """What was found while cleaning: (the field, what was wrong with it)."""

    found: list[tuple[str, str]] = field(default_factory=list)

    def add(self, where: str, words: str) -> None:
        self.found.append((where, words))


def cleaned(row: Mapping[str, Any], notes: Notes, where: str = "") -> dict[str, Any]:
    """Return a thing with all in it clean. `where`: the path to it, for the notes."""
    clean: dict[str, Any] = {}
    said: dict[str, Any] = {}
    for given_name, value in row.items():
        name = storable(str(given_name))[:200]
        if name == SAID:
            said = {**_said_before(value), **said}
            continue
        found = _field(name, value, notes, f"{where}{name}")
        if found is not None:
            clean[name] = found
        if _is_other(value, found):
            said.setdefault(name, _kept(value))
    _ages(clean, said, notes, where)
    _point(clean, said, notes, where)
    return {**clean, SAID: said} if said else clean


def _said_before(value: object) -> dict[str, Any]:
    """Return what was cleaned away when this was read before, perhaps by somebody else."""
    if isinstance(value, Mapping):
        return {storable(str(name)): _kept(each) for name, each in value.items()}
    return {} if value in (None, "") else {SAID: _kept(value)}


def _is_other(value: object, found: object) -> bool:
    """Say whether the source said something that the clean value does not say."""
    if value is None or isinstance(value, Mapping):
        return isinstance(value, Mapping) and not isinstance(found, Mapping)
    if isinstance(value, list):
        return not isinstance(found, list) or len(found) != len(value)
    if isinstance(value, str) and isinstance(found, str):
        return value != found and " ".join(value.split()) != " ".join(found.split())
    return value != found and not (isinstance(value, str) and not value.strip())


def _kept(value: Any) -> Any:
    """Return what a source said as it can be stored, otherwise untouched."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(str(name)): _kept(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_kept(each) for each in value]
    if isinstance(value, float) and value * 0 != 0:
        return str(value)
    return value


def _field(name: str, value: object, notes: Notes, where: str) -> object:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if name in LISTS and not (isinstance(value, str) and name == "accessibility"):
        return _list(value, notes, where)
    if name in THINGS:
        return _thing(name, value, notes, where)
    if isinstance(value, Mapping):
        return cleaned(value, notes, f"{where}.")
    if name in READ:
        return _read(*READ[name], value, notes, where)
    if isinstance(value, list):
        return _list_of_anything(value, notes, where)
    return _single(name, value, notes, where)


def _single(name: str, value: object, notes: Notes, where: str) -> object:
    if isinstance(value, float):
        return value if value * 0 == 0 else None
    if not isinstance(value, str):
        return value
    if name == "id" or name.endswith("_id"):
        return one_line(value)[:200] or None
    if name in OTHER_ADDRESSES and values.url(value) is None and _is_a_trap(value):
        notes.add(where, "an address that does harm")
        return None
    text = one_line(value) if name in SHORT else plain(value)
    if len(text) > LONGEST_TEXT:
        notes.add(where, "too long; cut")
        text = text[:LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
    return text or None


def _is_a_trap(value: str) -> bool:
    scheme = one_line(value).partition(":")[0].lower().replace(" ", "")
    return scheme in ("javascript", "vbscript", "data", "file")


def _read(read: Read, words: str, value: object, notes: Notes, where: str) -> object:
    found = read(value)
    if found is None:
        notes.add(where, words)
    return found


def _list(value: object, notes: Notes, where: str) -> list[Any]:
    """Return the things of a list; what is no thing goes."""
    rows = value if isinstance(value, list) else [value]
    things = [each for each in rows if isinstance(each, Mapping)]
    if len(things) != len([each for each in rows if each is not None]):
        notes.add(where, "holds what does not belong there")
    return [cleaned(each, notes, f"{where}[{place}].") for place, each in enumerate(things)]


def _list_of_anything(value: list[Any], notes: Notes, where: str) -> list[Any]:
    found = [_field("", each, notes, f"{where}[{place}]") for place, each in enumerate(value)]
    return [each for each in found if each is not None]


def _thing(name: str, value: object, notes: Notes, where: str) -> object:
    if isinstance(value, Mapping):
        return cleaned(value, notes, f"{where}.")
    if isinstance(value, str) and name != "organization":
        return plain(value) or None
    notes.add(where, "not what belongs there")
    return None


def _ages(clean: dict[str, Any], said: dict[str, Any], notes: Notes, where: str) -> None:
    """Make ages whole years of people, the lower one first."""
    found: dict[str, int | None] = {}
    for name in ("minimum_age", "maximum_age"):
        if name not in clean:
            continue
        years = found[name] = values.age(clean[name], is_most=name == "maximum_age")
        if years is None:
            notes.add(f"{where}{name}", "not an age of people")
    least, most = found.get("minimum_age"), found.get("maximum_age")
    if most == 0 and not least:
        least = None if "minimum_age" in found else least
        most = None  # 0 to 0 means that nobody said
    elif most is not None and least is not None and most < least:
        notes.add(f"{where}maximum_age", "lower than the minimum age")
        least, most = (least, None) if most == 0 else (most, least)
    for name, years in (("minimum_age", least), ("maximum_age", most)):
        if name in found:
            _replace(clean, said, name, years)


def _point(clean: dict[str, Any], said: dict[str, Any], notes: Notes, where: str) -> None:
    """Make a latitude and a longitude numbers of a place on the globe, both or none."""
    north, east = clean.get("latitude"), clean.get("longitude")
    if north is None and east is None:
        return
    found = values.point(north, east)
    if found is None:
        notes.add(f"{where}latitude", "not a place on the globe")
    elif found[2]:
        notes.add(f"{where}latitude", "swapped with the longitude")
    for place, name in enumerate(("latitude", "longitude")):
        if name in clean:
            _replace(clean, said, name, found[place] if found else None)


def _replace(clean: dict[str, Any], said: dict[str, Any], name: str, value: object) -> None:
    """Put a value in place of one; what it was is kept where it said something else."""
    before = clean.pop(name)
    if value is not None:
        clean[name] = before if before == value and not isinstance(before, bool) else value
    if before != value or isinstance(before, bool):
        said.setdefault(name, _kept(before))
