"""What a field of an entry is: how it is asked for, checked, kept and shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.days import day_words
from hearth.core.words import Refusal, Section, pounds


class FieldType(StrEnum):
    """How a field is asked for and kept. Dates are ISO text, money is whole pence."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    SCALE = "scale"  # whole number 0-10
    CHOICE = "choice"
    MONEY = "money"
    YES = "yes"
    ENTRY = "entry"  # the thread of another entry


LONGEST: dict[FieldType, int] = {FieldType.LINE: 300, FieldType.TEXT: 20_000}


@dataclass(frozen=True)
class Field:
    """One thing that an entry says. `hint` is help shown under the label."""

    name: str
    label: str
    type: FieldType = FieldType.LINE
    hint: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    refers_to: str = ""
    prsb: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of entry. `title` heads a list of them, `one` names a single one in a sentence.

    `single`: the person has at most one. `lead` is the field that says it in a line.
    `needs`: the name of the field whose absence makes it no entry at all.
    """

    code: str
    section: Section
    title: str
    one: str
    fields: tuple[Field, ...]
    single: bool = False

    @property
    def lead(self) -> str:
        return self.fields[0].name

    def field(self, name: str) -> Field:
        """Return the field called `name`; raises KeyError for a name this kind does not have."""
        return next(each for each in self.fields if each.name == name) if name else self.fields[0]


def checked(kind: Kind, given: Mapping[str, object]) -> dict[str, object]:
    """Return what was given as kept: known fields only, trimmed, without empty ones.

    Raises `Refused`'s reasons through `problems`; call that first. Unknown names are dropped there.
    """
    kept: dict[str, object] = {}
    for each in kind.fields:
        value = _tidy(each, given.get(each.name))
        if value not in (None, "", False):
            kept[each.name] = value
    return kept


def problems(kind: Kind, given: Mapping[str, object]) -> list[Refusal]:
    """List what is wrong with the fields as given, each with the name of its field."""
    found = [Refusal("This is not part of it.", name) for name in given if not _knows(kind, name)]
    for each in kind.fields:
        found += [
            Refusal(words, each.name) for words in _field_problems(each, given.get(each.name))
        ]
    return found


def shown(each: Field, value: object) -> str:
    """Write a kept value as people read it: choices by their words, money in pounds."""
    match each.type:
        case FieldType.CHOICE:
            return dict(each.choices).get(str(value), str(value))
        case FieldType.MONEY:
            return pounds(int(str(value)))
        case FieldType.DATE:
            return day_words(date.fromisoformat(str(value)))
        case FieldType.YES:
            return "Yes"
        case FieldType.SCALE:
            return f"{value} out of 10"
        case _:
            return str(value)


def _knows(kind: Kind, name: str) -> bool:
    return any(each.name == name for each in kind.fields)


def _tidy(each: Field, value: object) -> object:
    if value is None:
        return None
    if isinstance(value, str):
        # NUL cannot be stored by PostgreSQL, and nobody types it.
        value = value.replace("\x00", "").replace("\r\n", "\n").strip()
        if value == "":
            return None
    if each.type in (FieldType.SCALE, FieldType.MONEY):
        return int(str(value))
    if each.type is FieldType.YES:
        return value in (True, "true", "on", "yes", "True")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _field_problems(each: Field, value: object) -> list[str]:
    if value is None or (isinstance(value, str) and not value.strip()):
        return [f"Write {_asked_for(each)}."] if each.required else []
    match each.type:
        case FieldType.SCALE if not _is_whole(value, 0, 10):
            return ["Choose a whole number from 0 to 10."]
        case FieldType.MONEY if not _is_whole(value, 0, 10**9):
            return ["Give an amount in pounds, like 12.50."]
        case FieldType.CHOICE if str(value) not in dict(each.choices):
            return ["Choose one of the answers on the list."]
        case FieldType.DATE if not _is_day(value):
            return ["Give a real date, like 27 3 2027."]
        case FieldType.LINE | FieldType.TEXT if len(str(value)) > LONGEST[each.type]:
            return [f"This is too long. Use {LONGEST[each.type]} letters or fewer."]
    return []


def _asked_for(each: Field) -> str:
    label = each.label.split(" (")[0]
    return label[0].lower() + label[1:] if not label.startswith("I ") else label


def _is_whole(value: object, least: int, most: int) -> bool:
    try:
        return least <= int(str(value)) <= most
    except ValueError:
        return False


def _is_day(value: object) -> bool:
    if isinstance(value, date):
        return True
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
