"""Who in Calderwick needs to learn what; Grace is up to date, Anil is late, Dee is new to it."""

from hearth.core.access import Role
from hearth.core.learning import STATEMENTS
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.town import Town
from hearth.records.learning import changes
from hearth.records.learning.own import keep_note

NEEDS = (
    (Role.PRACTITIONER, "partnership", None), (Role.PRACTITIONER, "refresher", 24),
    (Role.PRACTITIONER, "supervision", 3), (Role.LINK_WORKER, "partnership", None),
    (Role.LINK_WORKER, "supervision", 3),
)  # fmt: skip
# who: what they did: (kind, days ago)
DONE = {
    "grace": (("partnership", 900), ("refresher", 200), ("supervision", 30)),
    "anil": (("partnership", 1100), ("supervision", 160)),
    "hannah": (("partnership", 400), ("supervision", 50)),
    "dee": (("supervision", 20),),
    "omar": (("partnership", 500), ("refresher", 120), ("supervision", 70)),
    "callum": (("partnership", 300), ("supervision", 60)),
    "meera": (("partnership", 1200), ("refresher", 650), ("supervision", 15)),
    "tessa": (("partnership", 250),),
}
# How sure each feels, in the order of the statements; two months ago.
SURE = {
    "grace": (9, 8, 8, 9, 5), "anil": (7, 5, 6, 7, 3), "hannah": (8, 8, 9, 6, 7),
    "dee": (8, 7, 9, 6, 10), "omar": (8, 6, 7, 8, 4), "callum": (6, 6, 5, 7, 2),
    "meera": (10, 9, 9, 8, 4), "tessa": (5, 4, 6, 6, 3), "jan": (6, 5, 7, 4, 9),
    "peter": (7, 6, 7, 5, 8), "colin": (9, 7, 10, 5, 9),
}  # fmt: skip
NOTE = (
    "I filled the silence again. When I waited, she said what it was really about. "
    "Next time: count to five."
)
TRAINER = "Moor and Valley training team"


def tell_learning(town: Town, days: Calendar) -> None:
    """What each role needs, what each did, how sure they feel, and a note that only Grace reads."""
    community, lead = town.organisations["icb"].community, town.staff["priya"].account
    for role, kind, months in NEEDS:
        changes.need(
            community=community, role=role, kind=kind, months=months, by=lead,
            at=days.ago(1200, "09:40"),
        )  # fmt: skip
    for who, done in DONE.items():
        for kind, ago in done:
            at = days.ago(ago, "16:00")
            changes.learn(
                kind=kind, on=at.date(), given_by=TRAINER, by=town.staff[who].account, at=at
            )
    for who, numbers in SURE.items():
        answers = dict(zip(STATEMENTS, numbers, strict=True))
        changes.rate(answers=answers, by=town.staff[who].account, at=days.ago(65, "12:30"))
    keep_note(words=NOTE, by=town.staff["grace"].account, at=days.ago(9, "17:10"))
