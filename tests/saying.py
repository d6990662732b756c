"""What the tests of feedback share: something that was said, and a town that says much of it."""

from datetime import date, datetime, time

from django.utils import timezone

from hearth.core.access import Role
from hearth.core.feedback import About, Given, How, MayQuote
from hearth.core.house.assessing import Voice
from hearth.records.community.models import Community
from hearth.records.feedback.changes import give
from hearth.records.feedback.models import FeedbackGiven
from hearth.records.house.changes import give_seat
from tests.world import NOW, World, a_post, an_account

WORDS = "I did not know that I could bring my sister."


def a_given(
    words: str = WORDS,
    *,
    how: How = How.NOT_SO_GOOD,
    about: About = About.PREPARE,
    may_quote: MayQuote = MayQuote.EVERYONE,
) -> Given:
    return Given(how, about, may_quote, words)


def said_on(community: Community, day: date, given: Given | None = None) -> FeedbackGiven:
    """Something said without a name, on a day."""
    at = timezone.make_aware(datetime.combine(day, time(14, 30)))
    return give(community=community, given=given or a_given(), by=None, at=at)


def a_post_in(world: World, name: str, role: Role):
    """Somebody who works in the town of the tests."""
    account = an_account(name)
    a_post(account, world.practice, role, role.value)
    return account


def a_member(world: World, name: str = "Mem Ber"):
    """Somebody who uses services and sits in the steering group."""
    account = an_account(name)
    give_seat(community=world.practice.community, to=account, voice=Voice.PEOPLE, by=None, at=NOW)
    return account
