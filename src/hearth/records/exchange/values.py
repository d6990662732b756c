"""What a search asks of one value in the index, and each of these as SQL."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from hearth.records.exchange.sql import YES, Sql, among, joined, moment


class Test(Protocol):
    """A test of one row of the index."""

    def sql(self, value: str) -> Sql:
        """Write it for the alias of that row."""


@dataclass(frozen=True)
class Code:
    """A code, of any system (None), of this one, or of none (""); `code` "" is any of a system."""

    code: str
    system: str | None = None

    def sql(self, value: str) -> Sql:
        found = [Sql(f"{value}.text=%s", (self.code,))] if self.code else []
        if self.system is not None:
            found.append(Sql(f"{value}.system=%s", (self.system,)))
        return joined("AND", found, YES)


@dataclass(frozen=True)
class Texts:
    """One of several texts, as they stand."""

    texts: tuple[str, ...]

    def sql(self, value: str) -> Sql:
        return among(f"{value}.text", self.texts)


@dataclass(frozen=True)
class Starts:
    """A text that begins like this."""

    start: str

    def sql(self, value: str) -> Sql:
        return Sql(f"substr({value}.text,1,{len(self.start)})=%s", (self.start,))


@dataclass(frozen=True)
class Holding:
    """A text in which this stands anywhere."""

    inside: str

    def sql(self, value: str) -> Sql:
        escaped = self.inside.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        return Sql(f"{value}.text LIKE %s ESCAPE '!'", (f"%{escaped}%",))


@dataclass(frozen=True)
class Exactly:
    """Words as they were written, with case and accents: kept beside the folded ones."""

    words: str

    def sql(self, value: str) -> Sql:
        return Sql(f"{value}.system=%s", (self.words,))


@dataclass(frozen=True)
class StartOf:
    """A text with which this one begins: the addresses above an address."""

    whole: str

    def sql(self, value: str) -> Sql:
        begins = Sql(f"substr(%s,1,length({value}.text))={value}.text", (self.whole,))
        return joined("AND", [Sql(f"{value}.text<>''"), begins], YES)


@dataclass(frozen=True)
class When:
    """A span of time, compared as R4 compares: the span asked for with the one that stands there.

    `low` is the first moment asked for, `high` the first after it.
    """

    op: str
    low: datetime
    high: datetime

    def sql(self, value: str) -> Sql:
        return compared(self, f"{value}.low", f"{value}.high")


def compared(when: When, low: str, high: str) -> Sql:
    """Compare the span between two columns with the one that was asked for."""
    first, last = moment(when.low), moment(when.high)
    equal = Sql(f"({low}>=%s AND {high}<=%s)", (first, last))
    match when.op:
        case "eq":
            return equal
        case "ne":
            return Sql(f"NOT {equal.text}", equal.given)
        case "gt":
            return Sql(f"{high}>%s", (last,))
        case "lt":
            return Sql(f"{low}<%s", (first,))
        case "ge":
            return joined("OR", [Sql(f"{high}>%s", (last,)), equal], YES)
        case "le":
            return joined("OR", [Sql(f"{low}<%s", (first,)), equal], YES)
        case "sa":
            return Sql(f"{low}>=%s", (last,))
        case "eb":
            return Sql(f"{high}<=%s", (first,))
    return Sql(f"({low}<%s AND {high}>%s)", (last, first))


def passed(when: When, column: str) -> Sql:
    """Compare one moment with the span that was asked for."""
    first, last = moment(when.low), moment(when.high)
    match when.op:
        case "eq" | "ap":
            return Sql(f"({column}>=%s AND {column}<%s)", (first, last))
        case "ne":
            return Sql(f"NOT ({column}>=%s AND {column}<%s)", (first, last))
        case "gt" | "sa":
            return Sql(f"{column}>=%s", (last,))
        case "lt" | "eb":
            return Sql(f"{column}<%s", (first,))
        case "ge":
            return Sql(f"{column}>=%s", (first,))
    return Sql(f"{column}<%s", (last,))


@dataclass(frozen=True)
class Amount:
    """A number, with what its digits leave open (`low` to `high`), and a unit where one is named.

    `system` None is any; a `code` without a system also fits a unit that is written out.
    """

    op: str
    number: float
    low: float
    high: float
    code: str = ""
    system: str | None = None

    def sql(self, value: str) -> Sql:
        column = f"{value}.number"
        unit = Code(self.code, self.system).sql(value)
        return joined("AND", [Sql(f"{column} IS NOT NULL"), self._number(column), unit], YES)

    def _number(self, column: str) -> Sql:
        within = Sql(f"({column}>=%s AND {column}<%s)", (self.low, self.high))
        match self.op:
            case "eq" | "ap":
                return within
            case "ne":
                return Sql(f"NOT {within.text}", within.given)
            case "gt" | "sa":
                return Sql(f"{column}>%s", (self.number,))
            case "lt" | "eb":
                return Sql(f"{column}<%s", (self.number,))
            case "ge":
                return Sql(f"{column}>=%s", (self.number,))
        return Sql(f"{column}<=%s", (self.number,))
