"""The stories of the people in Calderwick, one in a file. None of them ever lived."""

from collections.abc import Callable

from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.stories import (
    betty,
    chloe,
    danny,
    elsie,
    george,
    ivy,
    joseph,
    kev,
    mo,
    nadia,
    pat,
    rhys,
    stanley,
    surinder,
    tomasz,
)
from hearth.jobs.demo.telling import Telling
from hearth.jobs.demo.town import Town

STORIES: tuple[Callable[[Town, Calendar], Telling], ...] = (
    mo.tell,
    nadia.tell,
    danny.tell,
    betty.tell,
    rhys.tell,
    surinder.tell,
    kev.tell,
    george.tell,
    pat.tell,
    joseph.tell,
    stanley.tell,
    tomasz.tell,
    chloe.tell,
    ivy.tell,
    elsie.tell,
)
