"""People without a sign-in who asked for a conversation. Jan finds out who they mean."""

from hearth.core.referral import Consent, Told
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.town import Town
from hearth.records.referrals.changes import take_from_public


def tell_asks(town: Town, days: Calendar) -> None:
    """A neighbour asked weeks ago, and has no answer; and Tomek asked for himself."""
    neighbour = Told(
        about_me=False, person_name="Arthur Pilling", person_reach="9 Loom Street, Calderwick",
        words="He does not go out any more since his wife died. He said I could ask.",
        asker_name="Brenda Cole", asker_reach="01632 960177", relation="neighbour",
        consent=Consent.KNOWS,
    )  # fmt: skip
    himself = Told(
        about_me=True, person_name="Tomek Zieliński", born=days.born(52, 7, 8),
        person_reach="07700 900852", words="I have diabetes now. I do not know where to begin.",
    )  # fmt: skip
    for told, ago in ((neighbour, 18), (himself, 3)):
        take_from_public(
            told=told, organisation=town.organisations["mill_lane"], by=None,
            at=days.ago(ago, "19:20"),
        )  # fmt: skip
