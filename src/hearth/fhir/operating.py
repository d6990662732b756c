"""The operations, such as $everything: each is one row, and the capability statement names it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hearth.fhir.caller import Caller
from hearth.fhir.made import Body


@dataclass(frozen=True)
class Asked:
    """What was asked of an operation. `given` is the JSON that was sent, empty where none was."""

    caller: Caller
    fid: str
    pairs: list[tuple[str, str]]
    given: bytes
    base: str
    at: datetime


@dataclass(frozen=True)
class Operation:
    """One operation. `on_one`: it is asked of one resource, not of a type."""

    name: str
    type: str
    on_one: bool
    answer: Callable[[Asked], Body | bytes]
    methods: tuple[str, ...] = ("GET", "POST")
    definition: str = ""
