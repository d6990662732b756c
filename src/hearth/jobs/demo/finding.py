"""What the demonstration needs to find people: a pack of code lists, and an extract."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from hearth.jobs import extract
from hearth.jobs.codelists import PACK, lists_folder
from hearth.jobs.demo.findings import CONDITIONS, SNOMED

FOLDER = "demonstration"
VERSION = "1"
HEAD = f"""\
# Made from the demonstration's own codes. A real site loads lists that somebody looks after.
source = "Hearth’s demonstration"
version = "{VERSION}"
"""
Lists = Iterator[tuple[str, str, str, Mapping[str, str]]]


def leave_for_finding(*, at: datetime) -> None:
    """Leave the pack and the day's extract, unless they are there."""
    folder = lists_folder() / FOLDER
    if not (folder / PACK).exists():
        _write_pack(folder)
    extract.make_daily(at=at)


def _write_pack(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    entries = [HEAD]
    for name, title, system, codes in (*_conditions(), *_measurements()):
        rows = "".join(f'{code},"{term}"\n' for code, term in codes.items())
        (folder / f"{name}.csv").write_text(f"code,term\n{rows}", encoding="utf-8")
        entries.append(
            f'[[list]]\nname = "{name}"\ntitle = "{title}"\n'
            f'file = "{name}.csv"\nsystem = "{system}"\n'
        )
    (folder / PACK).write_text("\n".join(entries), encoding="utf-8")


def _conditions() -> Lists:
    """One list for each condition; stages of one come together."""
    together: dict[str, dict[str, str]] = {}
    for title, code in CONDITIONS.items():
        together.setdefault(title.partition(",")[0], {})[code] = title
    for title, codes in together.items():
        yield _named(title), title, SNOMED, codes


def _measurements() -> Lists:
    """One list for each measurement of the jurisdiction, of the system that results come with."""
    for each in settings.JURISDICTION.measurements:
        system = min(coding.system for coding in each.codes)
        codes = sorted(coding.code for coding in each.codes if coding.system == system)
        yield _named(each.key), each.name, system, dict.fromkeys(codes, each.name)


def _named(title: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in title.casefold()).strip("-")
