"""Postcodes, and the rows of the two files that say where each is.

The Postcode Directory of the Office for National Statistics has degrees (`pcds`, `lat`, `long`);
Code-Point Open of Ordnance Survey has metres on the national grid, often without a line of names.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hearth.core.directory.activity import Point
from hearth.core.directory.grid import to_point

WHOLE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
SOMEWHERE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b")
NO_GRID_REFERENCE = 99.0
"""ONS writes 99.999999 north for a postcode that has no place."""

POSTCODE = ("pcds", "postcode", "pcd", "pcd2", "pcd7", "pcd8")
DEGREES = (("lat", "latitude"), ("long", "longitude", "lon"))
METRES = (("northings", "northing", "osnrth1m", "north1m"),
          ("eastings", "easting", "oseast1m", "east1m"))  # fmt: skip
WARD = (r"wd\d\dnm", "wardnm", "ward_name", "ward name", "ward", "osward", r"wd\d\dcd")
TOWN = ("town", "place", r"lad\d\dnm", "ladnm", "district", "oslaua", r"lad\d\dcd")
CODE_POINT_COLUMNS = 10


def compact(text: str) -> str:
    """Return a postcode without its space, in capitals."""
    return re.sub(r"\s+", "", text).upper()


def postcode_in(text: str) -> str:
    """Return the postcode of a text, or what stands in it, without its space; else nothing."""
    found = SOMEWHERE.search(text.upper())
    return "".join(found.groups()) if found else ""


def outward_in(text: str) -> str:
    """Return the first half of the postcode that a text is, or that stands in it; else nothing."""
    whole = postcode_in(text)
    if whole:
        return whole[:-3]
    return compact(text) if OUTWARD.fullmatch(compact(text)) else ""


@dataclass(frozen=True)
class Located:
    """A postcode of a file, and where it is. `ward`, `town`: names, where the file has them."""

    code: str
    point: Point
    ward: str = ""
    town: str = ""


@dataclass(frozen=True)
class Columns:
    """Where in a row everything stands. `is_grid`: metres, not degrees. None: it is not there."""

    postcode: int
    north: int
    east: int
    is_grid: bool
    ward: int | None = None
    town: int | None = None


def columns_of(first: Sequence[str]) -> Columns | None:
    """Return the columns of a file by its first row; None where it is no file of postcodes."""
    names = [name.strip().lower().lstrip("\ufeff") for name in first]
    postcode = _position(names, POSTCODE)
    for north, east in (DEGREES, METRES):
        columns = (postcode, _position(names, north), _position(names, east))
        if None not in columns:
            return Columns(*columns, (north, east) == METRES, _position(names, WARD),  # type: ignore[arg-type]
                           _position(names, TOWN))  # fmt: skip
    return Columns(0, 3, 2, is_grid=True, ward=9, town=8) if has_no_names(first) else None


def has_no_names(first: Sequence[str]) -> bool:
    """Say whether a file begins with its first postcode, as Code-Point Open does."""
    return len(first) >= CODE_POINT_COLUMNS and bool(WHOLE.fullmatch(compact(first[0])))


def _position(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    for pattern in wanted:
        for position, name in enumerate(names):
            if re.fullmatch(pattern, name):
                return position
    return None


def located(row: Sequence[str], columns: Columns, names: Mapping[str, str]) -> Located | str | None:
    """Read one row: a postcode and its place; None where it has no place; else what is wrong.

    `names`: what wards and districts are called, by their codes.
    """
    if len(row) <= max(columns.postcode, columns.north, columns.east):
        return "The row is too short."
    code = compact(row[columns.postcode])
    if not WHOLE.fullmatch(code):
        return f"“{row[columns.postcode][:20]}” is not a postcode."
    try:
        north, east = float(row[columns.north] or "nan"), float(row[columns.east] or "nan")
    except ValueError:
        return f"{code}: its place is not two numbers."
    if _has_no_place(north, east, columns):
        return None
    point = to_point(east, north) if columns.is_grid else Point(north, east)
    if not 49 <= point.latitude <= 61.5 or not -9 <= point.longitude <= 2.5:
        return f"{code}: its place is not in these islands."
    return Located(code, point, _name(row, columns.ward, names), _name(row, columns.town, names))


def _has_no_place(north: float, east: float, columns: Columns) -> bool:
    if north != north or east != east:  # not a number: the row leaves it out
        return True
    return (north, east) == (0, 0) if columns.is_grid else north >= NO_GRID_REFERENCE


def _name(row: Sequence[str], position: int | None, names: Mapping[str, str]) -> str:
    """Return the name at a position; the code of an area whose name we do not know is none."""
    said = row[position].strip() if position is not None and position < len(row) else ""
    is_code = bool(re.fullmatch(r"[A-Z]\d{8}", said))
    return names.get(said, "" if is_code else said)[:100]


def names_in(first: Sequence[str]) -> tuple[int, int] | None:
    """Return where a list of areas has their codes and names; None where it is no such list."""
    names = [name.strip().lower().lstrip("\ufeff") for name in first]
    for kind in ("wd", "lad"):
        code, name = _position(names, (rf"{kind}\d\dcd",)), _position(names, (rf"{kind}\d\dnm",))
        if code is not None and name is not None:
            return code, name
    return None
