"""G1: somebody close to the person turns the plan against them. Twelve things that they would try,
as a supporter or at the person's open page; each is blocked, and the person's defence is silent.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.people import Authority, SupporterKind
from hearth.core.sharing import LinkKind, SealKind
from hearth.core.words import Section
from hearth.records.access.links import end_link, make_link
from hearth.records.access.models import Share
from hearth.records.outbox.models import Message
from hearth.records.people import feeds, supporters
from hearth.records.people.models import ContactPoint, Supporter
from hearth.records.plans.models import Entry
from tests.sharing import as_bytes, at, record_of, said, sealed, shared, signed_in, text_of
from tests.sign_in import PASSWORD
from tests.world import World, a_person, a_supporter, a_world, an_account, an_agreeable_plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

PRIVATE = "A talk without my daughter"
BLOCKED = (403, 404)
DETAILS = {"given_name": "Rabia", "family_name": "Khan", "email": "carer@example.org"}


class Home:
    """Bibi, her daughter who helps and watches, and the page that Bibi left open."""

    def __init__(self) -> None:
        self.world: World = a_world()
        an_agreeable_plan(self.world)
        self.helper: Supporter = a_supporter(self.world)
        self.carer: Client = signed_in(self.world.daughter)
        private = said(self.world, self.world.person_account, "need", text=PRIVATE)
        self.private = private.thread
        by = self.world.person_account
        sealed(self.world, by, SealKind.OWN_WISH, Section.STRENGTHS_AND_NEEDS, private.thread)

    def narrow(self) -> None:
        """Bibi takes nearly all of it back."""
        supporters.change_what_they_see(
            supporter=self.helper, sections=[Section.GOALS], actions=[], until=None,
            by=self.world.person_account, at=timezone.now(),
        )  # fmt: skip

    def end(self) -> None:
        supporters.end(supporter=self.helper, by=self.world.person_account, at=timezone.now())

    def open_page(self) -> Client:
        """Bibi signed in, and walked away eleven minutes ago."""
        account = self.world.person_account
        account.set_password(PASSWORD)
        account.save()
        hers = signed_in(account)
        hers.get(at(self.world, "my-plan"))
        session = hers.session
        session["began"] -= 11 * 60
        session.save()
        return hers

    def get(self, name: str, /, *more: object, **query: object):
        return self.carer.get(at(self.world, name, *more), query)

    def post(self, name: str, /, *more: object, **given: object):
        return self.carer.post(at(self.world, name, *more), given)


def changes_contact_details(home: Home) -> bool:
    held = ContactPoint.objects.count()
    answer = home.post("details-change", **DETAILS)
    return answer.status_code in BLOCKED and ContactPoint.objects.count() == held


def adds_another_carer(home: Home) -> bool:
    answer = home.post("supporter-invite", name="My friend", relationship="friend")
    return answer.status_code in BLOCKED and Supporter.objects.count() == 1


def takes_up_an_invitation_twice(home: Home) -> bool:
    """A code that was used, or ended, opens nothing for a second account."""
    _, code = supporters.invite(
        person=home.world.person, name="Aisha", kind=SupporterKind.FRIEND, relationship="friend",
        authority=Authority.PERSON_ASKED, by=home.world.person_account, at=timezone.now(),
        sections=set(Section), actions=set(),
    )  # fmt: skip
    supporters.accept(code=code, by=home.world.stranger, at=timezone.now())
    second = signed_in(an_account("Another of hers"))
    return second.post("/invitation/", {"code": code}).status_code == 422


def reads_who_looked(home: Home) -> bool:
    return home.get("who-looked").status_code in BLOCKED


def takes_a_copy_or_a_calendar(home: Home) -> bool:
    made = home.post("my-calendar-make")
    return made.status_code in BLOCKED and home.get("links").status_code in BLOCKED


def raises_her_own_rights(home: Home) -> bool:
    home.narrow()
    given = {"sections": [s.value for s in Section], "actions": [a.value for a in Action]}
    answer = home.post("supporter-change", home.helper.pk, **given)
    row = Supporter.objects.get(pk=home.helper.pk)
    return answer.status_code in BLOCKED and (row.sections, row.actions) == (["goals"], [])


def opens_what_is_closed_by_its_address(home: Home) -> bool:
    names = ("entry-change", "entry-history", "entry-take-out", "entry-close")
    tried = [home.get(name, home.private).status_code in BLOCKED for name in names]
    pages = [home.get(name) for name in ("my-plan", "plan-draft", "changes", "versions")]
    return all(tried) and not any(PRIVATE in text_of(page) for page in pages)


def watches_for_a_message(home: Home) -> bool:
    """Narrowed, then ended: nothing is sent to her, and no page of hers says that it happened."""
    before = Message.objects.count()
    home.narrow()
    page = text_of(home.get("what-i-see")).casefold()
    silent = not any(word in page for word in ("removed", "changed", "no longer", "narrowed"))
    home.end()
    return silent and Message.objects.count() == before and mail.outbox == []


def goes_on_from_a_stale_page(home: Home) -> bool:
    """A form and a draft that were open when it ended."""
    home.end()
    held = Entry.objects.count()
    form = home.post("entry-add", "strength", text="She agrees with me")
    draft = home.carer.post(
        at(home.world, "draft", "add-strength"), {"fields": {}}, content_type="application/json"
    )
    refused = form.status_code in BLOCKED and draft.status_code in BLOCKED
    return refused and Entry.objects.count() == held


ASKS_FIRST = (
    "sharing", "sharing-parts", "sharing-find", "seals", "supporters", "supporter-invite",
    "details-change", "who-looked", "my-calendar", "links",
)  # fmt: skip


def uses_the_persons_open_page(home: Home) -> bool:
    """Every page that decides who sees what asks for the password first, and keeps nothing."""
    hers = home.open_page()
    asked = [hers.get(at(home.world, name)) for name in ASKS_FIRST]
    asked.append(hers.post(at(home.world, "supporter-invite"), {"name": "Me"}))
    asked.append(hers.post(at(home.world, "details-change"), DETAILS))
    asked.append(hers.post(at(home.world, "entry-close", home.private)))
    sent = all(each.status_code == 302 and "/confirm" in each["Location"] for each in asked)
    wrong = hers.post("/account/confirm", {"password": "not hers"})
    still = hers.get(at(home.world, "sharing")).status_code == 302
    return sent and wrong.status_code == 200 and still and Supporter.objects.count() == 1


def replays_an_old_link_and_feed(home: Home) -> bool:
    by, now = home.world.person_account, timezone.now()
    record = record_of(home.world, by)
    link, token = make_link(
        record=record, kind=LinkKind.EMERGENCY, label="Card", sections=[Section.ABOUT_ME],
        ends_at=now + timedelta(days=30), by=by, at=now,
    )  # fmt: skip
    feed = feeds.make_feed(person=home.world.person, by=by, at=now)
    worked = [home.carer.get(f"/e/{token}/"), home.carer.get(f"/calendar/{feed}.ics")]
    end_link(record=record, link=link, by=by, at=timezone.now())
    feeds.end_feed(person=home.world.person, by=by, at=timezone.now())
    after = [home.carer.get(f"/e/{token}/"), home.carer.get(f"/calendar/{feed}.ics")]
    return [each.status_code for each in worked + after] == [200, 200, 404, 404]


def guesses_another_person(home: Home) -> bool:
    other = a_person("Zebedee", "Quux")
    missing = "00000000-0000-4000-8000-000000000000"
    tried = [home.carer.get(f"/people/{pk}/") for pk in (other.pk, missing)]
    same = as_bytes(tried[0]).replace(str(other.pk), missing) == as_bytes(tried[1])
    return [each.status_code for each in tried] == [404, 404] and same


ATTACKS: list[Callable[[Home], bool]] = [
    changes_contact_details, adds_another_carer, takes_up_an_invitation_twice, reads_who_looked,
    takes_a_copy_or_a_calendar, raises_her_own_rights, opens_what_is_closed_by_its_address,
    watches_for_a_message, goes_on_from_a_stale_page, uses_the_persons_open_page,
    replays_an_old_link_and_feed, guesses_another_person,
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.__name__)
def test_each_of_twelve_ways_of_coercion_is_blocked(attack):
    home = Home()

    assert attack(home)


def test_all_twelve_are_tried():
    assert len(ATTACKS) == 12


def test_the_right_password_opens_what_an_old_sign_in_did_not_and_loses_no_word():
    home = Home()
    hers = home.open_page()
    sent = hers.post(at(home.world, "supporter-invite"), {"name": "Aisha Malik the kind"})

    back = hers.post(sent["Location"], {"password": PASSWORD})

    assert "Aisha Malik the kind" in text_of(hers.get(back["Location"]))
    assert "We had to ask if it was you." in text_of(hers.get(back["Location"]))
    assert hers.get(at(home.world, "sharing")).status_code == 200


def test_exit_this_page_is_on_every_page_of_person_and_supporter_and_signs_out():
    home = Home()
    for client in (home.carer, signed_in(home.world.person_account)):
        page = client.get(at(home.world, "my-plan")).content.decode()
        assert 'href="/leave" rel="nofollow noreferrer"' in page

        away = client.get("/leave")

        assert away.status_code == 302
        assert away["Location"].startswith("https://")
        assert "hearth" not in away["Location"]
        assert client.get(at(home.world, "my-plan")).status_code == 302
    nurse = signed_in(home.world.nurse)
    nurse.get("/")
    assert "data-exit" not in nurse.get(at(home.world, "my-plan")).content.decode()


def test_a_share_that_a_carer_watches_for_shows_on_no_page_of_hers():
    home = Home()
    shared(home.world, home.world.social_worker_post, Section.GOALS)

    pages = ("my-plan", "what-i-see", "plan-draft", "my-details")
    assert not any("Tom Price" in text_of(home.get(name)) for name in pages)
    assert Share.objects.count() == 1
