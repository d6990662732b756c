"""The code lists of this site: packs of CSV files in its home, loaded when they are asked for.

A pack is a folder with pack.toml, which names its lists and says where each comes from, and a CSV
file for each list. None is compiled in; a site adds its own, and what others publish.
"""

import re
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

from hearth.core.cohorts.codelists import (
    CodeList,
    NotACodeList,
    by_name,
    read_codes,
    system_called,
)
from hearth.core.cohorts.facts import CodeLists

PACK = "pack.toml"
NEEDED = ("name", "title", "file", "system")
LARGEST = 64 * 2**20
ADDED = "added"


@dataclass(frozen=True)
class Lists:
    """Code lists, in the order of their packs and within them. `problems` names what is wrong."""

    held: Sequence[CodeList] = ()
    problems: Sequence[str] = field(default_factory=tuple)

    @cached_property
    def codes(self) -> CodeLists:
        """The codes of each list, by name; what every engine asks with."""
        return by_name(self.held)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What each list is called on a page, by name."""
        return {each.name: each.title for each in self.held}

    @cached_property
    def terms(self) -> Mapping[tuple[str, str], str]:
        """What each code means, by (system, code), where a list says so."""
        return {
            (each.system, code): term
            for each in self.held
            for code, term in each.terms.items()
            if term
        }


def lists_folder() -> Path:
    """Where this site keeps its packs."""
    return Path(settings.HOME) / "codelists"


def site_lists(folder: Path | None = None) -> Lists:
    """Load all packs of this site. A list that cannot be read is left out, and named."""
    folder = folder or lists_folder()
    held: list[CodeList] = []
    problems: list[str] = []
    for pack in packs_in(folder):
        found = load_pack(pack)
        held += found.held
        problems += found.problems
    return Lists(held, problems)


def packs_in(folder: Path) -> list[Path]:
    """Return the packs in a folder, by name; none that is just being put there."""
    found = (path.parent for path in folder.glob(f"*/{PACK}"))
    return sorted(path for path in found if not path.name.startswith("."))


def load_pack(folder: Path) -> Lists:
    """Load the lists of one pack."""
    held: list[CodeList] = []
    problems: list[str] = []
    try:
        pack = tomllib.loads((folder / PACK).read_text(encoding="utf-8"))
        rows = pack.get("list", [])
        for number, row in enumerate(rows, 1):
            try:
                held.append(_read(folder, pack, row))
            except NotACodeList as refusal:
                problems += [
                    f"{folder.name}, list {_called(row, number)}: {reason}"
                    for reason in refusal.reasons
                ]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError) as error:
        problems.append(f"{folder.name}: {PACK} cannot be read: {error}")
    return Lists(held, problems)


def add(path: Path, said: Mapping[str, str], *, into: Path | None = None) -> CodeList:
    """Add one CSV file to this site's own pack.

    `said` is what pack.toml says of a list: system, and if known name, title, source, version and
    column. Raises NotACodeList. A list of the same name is replaced.
    """
    name = said.get("name") or plain_name(path.stem)
    title = said.get("title") or name.replace("-", " ").capitalize()
    known = {key: text for key, text in said.items() if text}
    added = _read(path.parent, {}, {**known, "name": name, "title": title, "file": path.name})
    folder = (into or lists_folder()) / ADDED
    folder.mkdir(parents=True, exist_ok=True)
    row = {**known, "name": name, "title": title, "file": f"{name}.csv"}
    shutil.copyfile(path, folder / row["file"])
    _write_pack(folder, row)
    return added


def add_pack(folder: Path, *, into: Path | None = None) -> Lists:
    """Take a whole pack over. Raises NotACodeList where a list of it cannot be read."""
    loaded = load_pack(folder)
    if loaded.problems or not loaded.held:
        raise NotACodeList(loaded.problems or [f"{folder.name} has no lists in it."])
    called = plain_name(folder.resolve().name)  # "." and ".." stand for other folders here
    if called in ("", ADDED):
        raise NotACodeList(f"Put it in a folder of its own, with a name that is not “{ADDED}”.")
    _take_over(folder, (into or lists_folder()) / called)
    return loaded


def _take_over(folder: Path, to: Path) -> None:
    """Put a pack in the place of one that was there. Only what it names comes with it."""
    unfinished, before = to.with_name(f".{to.name}.new"), to.with_name(f".{to.name}.old")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    rows = tomllib.loads((folder / PACK).read_text(encoding="utf-8"))["list"]
    for name in {PACK, *(row["file"] for row in rows)}:
        shutil.copyfile(folder / name, unfinished / name)
    shutil.rmtree(before, ignore_errors=True)
    if to.exists():
        to.rename(before)
    unfinished.rename(to)
    shutil.rmtree(before, ignore_errors=True)


def plain_name(text: str) -> str:
    """Make a name of small letters, figures and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def problems_in(path: Path, *, column: str = "") -> list[str]:
    """Say what keeps a CSV file from being loaded; nothing where it can be."""
    try:
        if read_codes(_lines(path), column=column):
            return []
    except NotACodeList as refusal:
        return [f"{path.name}: {reason}" for reason in refusal.reasons]
    return [f"{path.name} has no codes in it."]


def _called(row: Any, number: int) -> str:
    name = row.get("name") if isinstance(row, dict) else None
    return f"“{name}”" if name else str(number)


def _read(folder: Path, pack: Mapping[str, Any], row: Any) -> CodeList:
    if not isinstance(row, dict) or any(not isinstance(row.get(key), str) for key in NEEDED):
        raise NotACodeList(f"A list needs {', '.join(NEEDED)}.")
    path = folder / row["file"]
    if path.parent.resolve() != folder.resolve():
        raise NotACodeList("Its file is not in the pack.")
    terms = read_codes(_lines(path), column=str(row.get("column", "")))
    return CodeList(
        name=row["name"],
        title=row["title"],
        system=system_called(row["system"]),
        codes=frozenset(terms),
        source=str(row.get("source") or pack.get("source", "")),
        version=str(row.get("version") or pack.get("version", "")),
        terms=terms,
    )


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > LARGEST:
            raise NotACodeList(f"{path.name} is too large for a code list.")
        return path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except OSError as error:
        raise NotACodeList(f"{path.name} cannot be opened.") from error
    except UnicodeDecodeError as error:
        raise NotACodeList(f"Byte {error.start + 1} is not UTF-8.") from error


def _write_pack(folder: Path, row: Mapping[str, str]) -> None:
    path = folder / PACK
    held = tomllib.loads(path.read_text(encoding="utf-8"))["list"] if path.exists() else []
    rows = [each for each in held if each["name"] != row["name"]] + [dict(row)]
    text = "\n".join(
        "[[list]]\n" + "".join(f"{key} = {_quoted(value)}\n" for key, value in each.items())
        for each in rows
    )
    unfinished = path.with_suffix(".new")
    unfinished.write_text(f"# Lists that were added one by one.\n{text}", encoding="utf-8")
    unfinished.replace(path)


def _quoted(text: str) -> str:
    plain = "".join(letter for letter in text if letter.isprintable())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
