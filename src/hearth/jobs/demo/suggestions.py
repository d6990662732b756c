"""What is near some people of the stories: Mo misses singing, and says no to one thing."""

from collections.abc import Mapping

from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.directory import activity_key
from hearth.jobs.demo.telling import Telling
from hearth.records.suggestions.changes import say_no


def tell_what_is_near(told: Mapping[str, Telling], days: Calendar) -> None:
    """After the directory: Mo tells of the mill choir, and does not want to sing for her lungs."""
    mo, said_at, no_at = told["mo"], days.ago(6, "19:05"), days.ago(5, "19:40")
    mo.write(
        mo.me, said_at, "story",
        text="We sang over the looms, all of us, you had to shout it. I miss singing. I do not "
        "miss the noise.",
    )  # fmt: skip
    say_no(
        record=mo.record(mo.me, no_at), activity=activity_key("singing-for-lungs"), by=mo.me,
        at=no_at,
    )  # fmt: skip
