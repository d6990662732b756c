"""Elsie, 91. Her niece rang yesterday to say that she has died. Nobody has checked it yet."""

from hearth.core.messages import MessageKind
from hearth.core.people import ContactWay
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.telling import Telling, introduce
from hearth.jobs.demo.town import Town
from hearth.records.people.deaths import report_death
from hearth.records.people.telling import tell_person


def tell(town: Town, days: Calendar) -> Telling:
    """Until the office has checked, every message to her is held."""
    elsie = introduce(
        town, days, given="Elsie", family="Thwaite", title="Mrs", born=days.born(91, 2, 20),
        address=("The Laurels, Moor Road", "XW1 6ND"), pronouns="she, her", gender="Female",
        sex="Female", ethnicity="White British", marital_status="Widowed",
        preferred_contact=ContactWay.LETTER.value,
        contacts=[{"system": "telephone", "value": "01632 960611", "rank": 1}],
    )  # fmt: skip
    elsie.key_worker("omar", at=days.ago(300, "10:00"))
    report_death(
        person=elsie.person, told_by="Janet, her niece, on the telephone",
        words="It was in her sleep. She will bring the papers in.", died_on=days.due(-2),
        by=elsie.staff("jan").account, at=days.ago(1, "16:40"),
    )  # fmt: skip
    tell_person(
        person=elsie.person, kind=MessageKind.REVIEW_DUE, by=None, at=days.at,
    )  # fmt: skip
    return elsie
