"""Each night: open the recalls that are missing, move those whose date moved, end what is over.

Nothing is sent here. Which letters are due follows from the facts (`letters_due`), and a person
presses the button.
"""

from datetime import datetime

from django.utils import timezone

from hearth.records.recall.changes.opening import keep_recalls
from hearth.records.recall.queries.keeping import people_to_look_at


def keep_all(*, at: datetime) -> dict[str, int]:
    """Look at everyone who has a recall or should have one, some hundreds at a time.

    Safe to run twice. Says how many recalls were ended, moved and opened.
    """
    told = {"ended": 0, "moved": 0, "opened": 0}
    for people in people_to_look_at(today=timezone.localdate(at)):
        for name, count in keep_recalls(people, by=None, at=at).items():
            told[name] += count
    return told
