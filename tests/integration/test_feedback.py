"""What people say: without a trace of who, in themes, answered with a day, shown with consent."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache, caches
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.feedback import About, CannotAnswer, CannotKeep, Did, How, MayQuote, Stance, Way
from hearth.records.access.whole_record import whole_record
from hearth.records.audit.models import AuditRow
from hearth.records.feedback import changes
from hearth.records.feedback.models import FeedbackGiven, ThemeAnswer
from hearth.records.feedback.places import places, word_for
from hearth.records.feedback.queries import (
    counts_in,
    new_since,
    open_themes,
    themes_of,
    unplaced,
)
from hearth.records.once import changes as once
from hearth.records.once.models import SentForm
from tests.emptying import tables_with_rows
from tests.saying import WORDS, a_given, a_member, a_post_in, said_on
from tests.sharing import signed_in
from tests.world import NOW, TODAY, a_supporter, a_world

pytestmark = pytest.mark.django_db
# Pages and forms are the same on every engine.
any_engine = pytest.mark.any_engine

TAPS = {"how": "bad", "about": "prepare", "may_quote": "everyone", "words": WORDS}
KEY = "a-key-of-a-form-0001"


@pytest.fixture
def world():
    cache.clear()
    caches["memory"].clear()
    return a_world()


@pytest.fixture
def community(world):
    return world.practice.community


@pytest.fixture
def lead(world):
    return a_post_in(world, "Hal Lead", Role.HOUSE_LEAD)


def posted(client: Client, name: str = "say", *args, **more):
    return client.post(
        reverse(name, args=args or (["holmbeck"] if name == "say" else [])),
        TAPS | more,
        follow=True,
    )


def text(answer) -> str:
    return answer.content.decode()


def a_theme(community, lead, name: str = "Bring whom you like", words: str = WORDS, **said):
    """A theme that was raised forty days ago, with one thing in it, said the day before."""
    then = NOW - timedelta(days=40)
    row = said_on(community, TODAY - timedelta(days=41), a_given(words, **said))
    theme = changes.raise_theme(community=community, name=name, elements=[], by=lead, at=then)
    changes.place(feedback=row, themes=[theme], by=lead, at=then)
    return theme


def said_in_database() -> str:
    """All that the database holds, in one text: nothing is left out."""
    found = []
    with connection.cursor() as cursor:
        for table in [*tables_with_rows(), "hearth_cache"]:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [f"{table} {row}" for row in cursor.fetchall()]
    return "\n".join(sorted(found))


def test_who_says_something_without_a_name_leaves_no_trace_of_who(world):
    client = signed_in(world.person_account)
    client.get(reverse("my-feedback"))
    before = set(said_in_database().splitlines())

    answer = posted(client, once=KEY)

    assert "Thank you. We have it." in text(answer)
    added = "\n".join(set(said_in_database().splitlines()) - before)
    assert WORDS in added
    for trace in ("Rabia", "Khan", str(world.person.pk), world.person.pk.hex, "127.0.0.1"):
        assert trace not in added
    row = FeedbackGiven.objects.get()
    assert (row.by, row.typed_in_by) == (None, None)


def test_nothing_tells_at_what_time_somebody_without_a_name_spoke(world):
    before = AuditRow.objects.count()
    posted(Client(), once=KEY)

    kept = SentForm.objects.get()
    assert timezone.localtime(kept.at).strftime("%H:%M:%S.%f") == "00:00:00.000000"
    assert kept.fingerprint == "", "no hash from which words are found"
    assert AuditRow.objects.count() == before, "its place in the chain would tell the minute"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM hearth_cache")
        assert cursor.fetchone()[0] == 0, "a limit would hold the second of each"


def test_the_order_of_forms_does_not_tell_when_somebody_without_a_name_spoke(world):
    for number in range(12):
        once.take(key=f"{KEY}{number}", fingerprint="", by=0, at=NOW)

    keys = list(SentForm.objects.order_by("pk").values_list("key", flat=True))
    assert keys != [f"{KEY}{number}" for number in range(12)]


@any_engine
def test_the_page_for_everyone_sets_no_name_to_what_a_signed_in_person_says(world):
    posted(signed_in(world.nurse))

    assert FeedbackGiven.objects.get().by is None


@any_engine
def test_a_form_that_is_sent_twice_is_kept_once(world):
    client = Client()
    for _ in range(2):
        assert "Thank you" in text(posted(client, once=KEY))

    assert FeedbackGiven.objects.count() == 1


@any_engine
def test_a_program_that_fills_every_field_leaves_nothing(world):
    assert "Thank you" in text(posted(Client(), website="https://example.org"))
    assert FeedbackGiven.objects.count() == 0


@any_engine
def test_too_much_from_everyone_at_once_is_stopped(world, settings):
    assert settings.FEEDBACK_AN_HOUR == 60
    settings.FEEDBACK_AN_HOUR = 3
    for number in range(3):
        posted(Client(), words=f"number {number}")
    answer = posted(Client())

    assert answer.status_code == 422
    assert "Too many people wrote just now." in text(answer)
    assert FeedbackGiven.objects.count() == 3


@any_engine
def test_what_is_missing_is_named_all_at_once_and_words_are_never_asked_for(world):
    answer = posted(Client(), how="", about="", may_quote="", words="")

    assert answer.status_code == 422
    for words in ("how it was", "what it is about", "if we may show your words"):
        assert f"Choose {words}." in text(answer)
    assert "Thank you" in text(posted(Client(), words=""))


@any_engine
def test_the_form_says_whom_to_call_in_danger_for_nobody_reads_it_at_once(world):
    page = text(Client().get(reverse("say", args=["holmbeck"])))

    assert "call 999" in page
    assert "No one reads this at once." in page


@any_engine
def test_who_signs_reads_what_they_said_and_can_take_it_back(world):
    client, other = signed_in(world.person_account), signed_in(world.nurse)
    posted(client, "my-feedback")
    row = FeedbackGiven.objects.get()
    back = reverse("my-feedback-back", args=[row.pk])

    assert row.by == world.person_account
    assert WORDS in text(client.get(reverse("my-feedback")))
    assert other.post(back).status_code == 404
    assert "It is gone." in text(client.post(back, follow=True))
    assert not FeedbackGiven.objects.exists()


@any_engine
def test_nobody_else_takes_back_what_was_said(world, community):
    row = said_on(community, TODAY)

    with pytest.raises(CannotKeep):
        changes.take_back(feedback=row, by=world.nurse, at=NOW)


@any_engine
def test_no_page_of_staff_and_no_copy_names_who_signed(world, community, lead):
    changes.give(community=community, given=a_given(), by=world.person_account, at=NOW)
    client = signed_in(lead)
    pages = [text(client.get(reverse(name))) for name in ("feedback", "feedback-sort")]

    assert WORDS in pages[1]
    assert all("Rabia" not in page for page in pages)
    assert WORDS not in str(whole_record(world.person.pk))


@any_engine
def test_a_supporter_says_it_of_the_place_where_they_help(world):
    a_supporter(world)
    client = signed_in(world.daughter)
    assert text(client.get(reverse("my-feedback"))).count("Say it without my name") == 1

    posted(client, "my-feedback")

    assert FeedbackGiven.objects.get().by == world.daughter
    assert signed_in(world.stranger).get(reverse("my-feedback")).status_code == 404


@any_engine
def test_staff_type_in_a_sheet_of_paper_and_whose_it_was_is_not_kept(world):
    client = signed_in(world.nurse)
    answer = posted(client, "feedback-type-in", way="paper")

    assert "Here is the next empty form." in text(answer)
    row = FeedbackGiven.objects.get()
    assert (row.by, row.typed_in_by, row.way) == (None, world.nurse, Way.PAPER.value)


def test_the_database_refuses_a_name_under_what_staff_typed_in(world, community):
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackGiven.objects.create(
            community=community, day=TODAY, how="bad", about="plan", may_quote="nobody",
            way="paper", by=world.person_account, typed_in_by=world.nurse,
        )  # fmt: skip


@any_engine
def test_what_nobody_has_read_for_two_weeks_is_told_on_the_page_of_themes(world, community):
    client, today = signed_in(world.nurse), timezone.localdate()
    said_on(community, today - timedelta(days=14))
    assert "more than two weeks" not in text(client.get(reverse("feedback")))

    said_on(community, today - timedelta(days=15))
    assert "more than two weeks" in text(client.get(reverse("feedback")))


@any_engine
def test_only_a_house_lead_reads_all_and_puts_it_in_themes(world, community, lead):
    said_on(community, TODAY, a_given(may_quote=MayQuote.NOBODY))
    others = (world.nurse, a_member(world), a_post_in(world, "Col Comm", Role.COMMISSIONER))
    for account in others:
        assert signed_in(account).get(reverse("feedback-sort")).status_code == 403
        assert WORDS not in text(signed_in(account).get(reverse("feedback")))

    client = signed_in(lead)
    assert WORDS in text(client.get(reverse("feedback-sort")))
    row = unplaced(community, on=timezone.localdate())[0]
    answer = client.post(
        reverse("feedback-sort"), {"said": str(row.pk), "name": "Bring whom you like"}, follow=True
    )
    assert "You have read it all." in text(answer)
    assert [each.name for each in open_themes(community, on=timezone.localdate())] == [
        "Bring whom you like"
    ]


@any_engine
def test_what_was_said_today_is_read_tomorrow_so_that_nobody_is_known_by_when_it_came(
    world, community, lead
):
    today, client = timezone.localdate(), signed_in(lead)
    posted(Client())
    assert unplaced(community, on=today) == []
    assert WORDS not in text(client.get(reverse("feedback-sort")))
    assert "What people say today comes here tomorrow" in text(client.get(reverse("feedback-sort")))
    changes.type_in(
        community=community, given=a_given("On paper."), way=Way.PAPER, by=lead, at=timezone.now()
    )

    assert [each.words for each in unplaced(community, on=today)] == ["On paper."]
    assert len(unplaced(community, on=today + timedelta(days=1))) == 2


def test_what_fits_no_theme_was_read_all_the_same(world, community, lead):
    row = said_on(community, TODAY)
    changes.place(feedback=row, themes=[], by=lead, at=NOW)

    assert unplaced(community, on=TODAY + timedelta(days=1)) == []
    with pytest.raises(CannotKeep):
        changes.place(feedback=row, themes=[], by=lead, at=NOW)


def test_a_theme_ages_until_it_is_answered_and_again_when_it_is_said_again(community, lead):
    theme = a_theme(community, lead)
    (waiting,) = open_themes(community, on=TODAY)
    assert waiting.standing.words == "Waits 40 days for an answer"

    changes.answer(theme=theme, did=Did.DID, words="The letter says so now.", by=lead, at=NOW)
    assert open_themes(community, on=TODAY) == []

    again = said_on(community, TODAY + timedelta(days=3))
    changes.place(feedback=again, themes=[theme], by=lead, at=NOW + timedelta(days=5))
    (waiting,) = open_themes(community, on=TODAY + timedelta(days=8))
    assert (waiting.standing.stance, waiting.standing.days) == (Stance.SAID_AGAIN, 3)


@any_engine
def test_how_long_a_theme_waits_does_not_tell_on_which_day_somebody_spoke(community, lead):
    theme = a_theme(community, lead)
    early = said_on(community, TODAY - timedelta(days=77))
    changes.place(feedback=early, themes=[theme], by=lead, at=NOW)

    assert open_themes(community, on=TODAY)[0].standing.days == 40


def test_an_answer_has_words_a_promise_has_a_day_and_neither_is_changed(community, lead):
    theme = a_theme(community, lead)
    for did, words in ((None, "Yes"), (Did.DID, " "), (Did.WILL, "Soon")):
        with pytest.raises(CannotAnswer):
            changes.answer(theme=theme, did=did, words=words, by=lead, at=NOW)

    changes.answer(
        theme=theme, did=Did.WILL, words="By spring.", due=date(2027, 3, 1), by=lead, at=NOW
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        ThemeAnswer.objects.update(words="We never said so.")
    (late,) = open_themes(community, on=date(2027, 3, 4))
    assert late.standing.words == "Promised, and 3 days late"


@any_engine
def test_leads_and_commissioners_answer_and_others_only_read(world, community, lead):
    theme = a_theme(community, lead)
    said = {"did": "did", "words": "The letter says so now."}
    address = reverse("feedback-theme", args=[theme.pk])
    for account in (world.nurse, a_member(world)):
        client = signed_in(account)
        assert "Answer</button>" not in text(client.get(address))
        assert client.post(address, said).status_code == 403
    commissioner = signed_in(a_post_in(world, "Col Comm", Role.COMMISSIONER))

    assert "stands on the page" in text(commissioner.post(address, said, follow=True))
    assert ThemeAnswer.objects.get().by.full_name == "Col Comm"


@any_engine
def test_the_page_for_everyone_shows_what_was_said_and_done_and_what_still_waits(community, lead):
    answered = a_theme(community, lead)
    changes.answer(theme=answered, did=Did.DID, words="The letter says so now.", by=lead, at=NOW)
    a_theme(community, lead, "Ring back on the same day", "Nobody called me back.")

    page = text(Client().get(reverse("you-said", args=["holmbeck"])))

    assert "The letter says so now." in page
    assert "for an answer" in page
    assert page.index("Ring back on the same day") < page.index("Bring whom you like")
    assert "Hal Lead" not in page


@any_engine
@pytest.mark.parametrize(
    ("may_quote", "to_staff", "to_all"),
    [
        (MayQuote.NOBODY, False, False),
        (MayQuote.STAFF, True, False),
        (MayQuote.EVERYONE, True, True),
    ],
)
def test_words_are_shown_only_to_whom_their_owner_said(
    may_quote, to_staff, to_all, world, community, lead
):
    theme = a_theme(community, lead, may_quote=may_quote)
    staff = signed_in(world.nurse)
    seen = [reverse("feedback"), reverse("feedback-theme", args=[theme.pk])]

    assert [WORDS in text(staff.get(each)) for each in seen] == [to_staff] * 2
    assert (WORDS in text(Client().get(reverse("you-said", args=["holmbeck"])))) is to_all


@any_engine
def test_a_quotation_that_may_point_to_somebody_is_hidden_with_a_reason(world, community, lead):
    theme = a_theme(community, lead)
    row = FeedbackGiven.objects.get()
    address = reverse("feedback-hide", args=[row.pk])

    assert signed_in(world.nurse).post(address, {"reason": "x"}).status_code == 403
    assert signed_in(lead).post(address, {"reason": ""}).status_code == 422
    signed_in(lead).post(address, {"reason": "It names her street."})

    for page in (
        reverse("feedback-theme", args=[theme.pk]),
        reverse("you-said", args=["holmbeck"]),
    ):
        assert WORDS not in text(signed_in(lead).get(page))
    assert themes_of(community, on=TODAY)[0].count == 1
    row.refresh_from_db()
    assert row.words == WORDS, "never edited"


@any_engine
def test_no_page_names_the_month_in_which_only_a_few_spoke(community, lead):
    a_theme(community, lead)
    page = reverse("you-said", args=["holmbeck"])
    assert "September 2026" not in text(Client().get(page))

    for _ in range(4):
        said_on(community, date(2026, 9, 2), a_given(""))
    assert "September 2026" in text(Client().get(page))


@any_engine
def test_a_small_number_of_those_who_said_it_is_not_told(community, lead):
    theme = a_theme(community, lead)
    assert themes_of(community, on=TODAY)[0].said_by == "fewer than 5 people"

    for _ in range(4):
        row = said_on(community, TODAY)
        changes.place(feedback=row, themes=[theme], by=lead, at=NOW)
    assert themes_of(community, on=TODAY)[0].said_by == "about 5 people"


def test_counts_are_of_quarters_that_are_over_and_hide_small_numbers(world, community, lead):
    for how, times in ((How.GOOD, 9), (How.BAD, 2)):
        for _ in range(times):
            said_on(community, date(2026, 8, 5), a_given("", how=how, about=About.PLAN))
    for how in (How.GOOD, How.BAD):
        for _ in range(8):
            said_on(community, date(2026, 7, 5), a_given("", how=how))
    counted = counts_in(community, date(2026, 7, 1))

    assert counted.table.rows == {"everyone": (15, 0, 0, 10)}, "else the 2 is got by taking away"
    page = text(signed_in(lead).get(reverse("feedback-figures")))
    assert "July to September 2026" in page
    assert "October" not in page
    assert "<td>2</td>" not in page


def test_counts_tell_neither_of_one_who_took_it_back_nor_of_what_others_filled_up(world, community):
    day, quarter = date(2026, 8, 5), date(2026, 7, 1)
    for how in (How.GOOD, How.GOOD, How.BAD):
        for _ in range(6):
            said_on(community, day, a_given("", how=how, about=About.PLAN))
    before = counts_in(community, quarter).table.rows["plan"]
    FeedbackGiven.objects.filter(how="bad").first().delete()

    assert before == counts_in(community, quarter).table.rows["plan"] == (10, 0, 0, 5)


@any_engine
def test_who_has_no_part_in_the_house_finds_no_page_of_the_feedback(world, community, lead):
    theme = a_theme(community, lead)
    names = ["feedback", "feedback-sort", "feedback-type-in", "feedback-figures", "you-said-pdf"]
    paths = [reverse(name) for name in names] + [reverse("feedback-theme", args=[theme.pk])]

    assert {signed_in(world.person_account).get(path).status_code for path in paths} == {404}


@any_engine
def test_a_theme_of_another_community_is_not_found(world, community, lead):
    from hearth.records.community.changes import add_organisation

    far = add_organisation(community="Far Away", name="Far", kind="practice", by=None, at=NOW)
    theme = a_theme(far.community, lead)

    assert signed_in(lead).get(reverse("feedback-theme", args=[theme.pk])).status_code == 404
    assert list(places()) == ["far-away", "holmbeck"]
    assert word_for(far.community) == "far-away"


def test_what_is_new_since_a_meeting_is_counted_by_its_day(community):
    said_on(community, TODAY - timedelta(days=1))
    said_on(community, TODAY)

    assert (new_since(community, NOW), new_since(community, NOW - timedelta(days=3))) == (1, 2)


def test_the_list_of_themes_costs_the_same_for_two_and_for_twelve(world, community, lead):
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            themes_of(community, on=TODAY)
        return len(asked)

    a_theme(community, lead, "Theme 0")
    few = cost()
    for number in range(1, 12):
        a_theme(community, lead, f"Theme {number}")
    assert cost() == few


@any_engine
def test_the_poster_and_the_sheet_come_as_pdf(community, lead):
    theme = a_theme(community, lead)
    changes.answer(theme=theme, did=Did.DID, words="The letter says so now.", by=lead, at=NOW)
    client = signed_in(lead)

    for name in ("you-said-pdf", "feedback-form-large"):
        assert client.get(reverse(name)).content.startswith(b"%PDF-")
