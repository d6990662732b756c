"""The stories of the people in Calderwick, one in a file. None of them ever lived."""

from collections.abc import Callable

from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.stories import danny, mo, nadia
from hearth.jobs.demo.telling import Telling
from hearth.jobs.demo.town import Town

STORIES: tuple[Callable[[Town, Calendar], Telling], ...] = (mo.tell, nadia.tell, danny.tell)
