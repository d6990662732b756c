"""Writing in the plan through its pages: add, change, take out, suggest, answer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hearth.core.agreement import Standing
from hearth.core.kinds import CATALOGUE
from hearth.core.plan import Review, Words
from hearth.core.words import Section
from hearth.records.plans.changes import entries, versions
from hearth.records.plans.changes.drafts import keep_draft
from hearth.records.plans.queries import entries as entry_queries
from hearth.records.plans.queries import versions as version_queries
from tests.world import NOW, a_supporter, a_world, an_agreeable_plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


def text_of(answer):
    return " ".join(answer.content.decode().split())


def address(world, name, *more):
    return reverse(name, args=[world.person.pk, *more])


def write(world, account, kind, content, **more):
    return entries.write(
        record=world.record(account), kind=kind, content=content, by=account, at=NOW, **more
    )


def held(world, thread):
    return entry_queries.current_entry(world.record(world.person_account), thread)


def freeze(world):
    review = Review(NOW.date() + timedelta(days=180), "Ruth Adeyemi", "A visit at home")
    return versions.freeze(
        record=world.record(world.nurse), round=None, review=review, location="At home",
        by=world.nurse, at=NOW, identifiers={}, said=None,
    )  # fmt: skip


@pytest.mark.parametrize("kind", [each.code for each in CATALOGUE if each.code != "view"])
def test_every_kind_of_entry_has_a_page_to_add_it(client, kind):
    world = a_world()
    client.force_login(world.person_account)

    answer = client.get(address(world, "entry-add", kind))

    assert answer.status_code == 200
    assert "Go back, and do not save" in text_of(answer)


def test_the_person_adds_to_their_plan_in_their_own_words(client):
    world = a_world()
    client.force_login(world.person_account)

    answer = client.post(address(world, "entry-add", "strength"), {"text": "I can cook"})

    [entry] = entry_queries.current_entries(world.record(world.person_account))
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#entry-{entry.thread}")
    assert entry.authorship.line == "Bibi’s words"


def test_a_form_that_lacks_something_comes_back_with_all_that_was_typed(client):
    world = a_world()
    client.force_login(world.person_account)

    answer = client.post(address(world, "entry-add", "action"), {"what": "Walk", "who": ""})

    page = text_of(answer)
    assert answer.status_code == 422
    assert 'value="Walk"' in page
    assert "There is a problem" in page


def test_staff_say_whose_words_they_write(client):
    world = a_world()
    client.force_login(world.nurse)
    form = {"text": "She manages well", "whose_words": "own"}

    client.post(address(world, "entry-add", "strength"), form)

    [entry] = entry_queries.current_entries(world.record(world.nurse))
    assert entry.authorship.words is Words.PROFESSIONAL


def test_something_that_a_person_has_once_is_changed_and_not_added_again(client):
    world = a_world()
    done = write(world, world.person_account, "what_matters", {"text": "My garden"})
    client.force_login(world.person_account)

    answer = client.get(address(world, "entry-add", "what_matters"))

    assert answer["Location"] == address(world, "entry-change", done.thread)


def test_a_professionals_change_to_the_persons_words_says_that_the_person_will_be_asked(client):
    world = a_world()
    done = write(world, world.person_account, "strength", {"text": "My garden"})
    client.force_login(world.nurse)
    form = {"text": "Her garden", "base_number": 1, "suggest_why": "It reads better"}

    answer = client.post(address(world, "entry-change", done.thread), form, follow=True)

    assert "Bibi will be asked." in text_of(answer)
    assert held(world, done.thread).content["text"] == "My garden"
    [waiting] = entry_queries.open_suggestions(world.record(world.person_account))
    assert waiting.why == "It reads better"


def test_the_second_of_two_writers_sees_both_texts_and_can_save_a_mix(client):
    world = a_world()
    done = write(world, world.person_account, "strength", {"text": "Patience"})
    change = {"kind": "strength", "thread": done.thread}
    write(
        world, world.person_account, content={"text": "Patience, cooking"}, base_number=1, **change
    )
    client.force_login(world.person_account)
    page = address(world, "entry-change", done.thread)

    refused = client.post(page, {"text": "Patience, singing", "base_number": 1})
    words = text_of(refused)
    mixed = client.post(page, {"text": "Patience, cooking, singing", "base_number": 2})

    assert refused.status_code == 409
    assert "Patience, cooking" in words
    assert "Patience, singing" in words
    assert 'name="base_number" value="2"' in words
    assert mixed.status_code == 302
    assert held(world, done.thread).content["text"] == "Patience, cooking, singing"


def test_words_that_were_typed_and_not_saved_come_back_and_overwrite_nobody(client):
    world = a_world()
    done = write(world, world.person_account, "strength", {"text": "Patience"})
    record = world.record(world.person_account)
    typed = {"text": "Patience, singing", "base_number": "1"}
    keep_draft(
        record=record, form=f"entry-{done.thread}", fields=typed, by=world.person_account, at=NOW
    )
    change = {"kind": "strength", "thread": done.thread, "base_number": 1}
    write(world, world.person_account, content={"text": "Patience, cooking"}, **change)
    client.force_login(world.person_account)

    page = text_of(client.get(address(world, "entry-change", done.thread)))

    assert "Patience, singing" in page
    assert 'name="base_number" value="1"' in page


def test_a_form_made_for_another_person_is_refused(client):
    world = a_world()
    client.force_login(world.nurse)
    form = {"text": "Patience", "person": "11111111-1111-4111-8111-111111111111"}

    answer = client.post(address(world, "entry-add", "strength"), form)

    assert answer.status_code == 422
    assert entry_queries.current_entries(world.record(world.nurse)) == []


def test_taking_out_asks_first_and_keeps_the_history(client):
    world = a_world()
    done = write(world, world.person_account, "strength", {"text": "Patience"})
    client.force_login(world.person_account)
    page = address(world, "entry-take-out", done.thread)

    asked = client.get(page)
    client.post(page, {"base_number": 1})

    assert "Yes, take it out" in text_of(asked)
    assert held(world, done.thread) is None


def test_taking_out_what_somebody_changed_meanwhile_shows_it_again(client):
    world = a_world()
    done = write(world, world.person_account, "strength", {"text": "Patience"})
    client.force_login(world.person_account)

    answer = client.post(address(world, "entry-take-out", done.thread), {"base_number": 7})

    assert answer.status_code == 409
    assert held(world, done.thread) is not None


def test_the_history_of_an_entry_shows_who_wrote_what(client):
    world = a_world()
    done = write(world, world.person_account, "strength", {"text": "Patience"})
    change = {"kind": "strength", "thread": done.thread, "base_number": 1}
    write(world, world.person_account, content={"text": "Cooking"}, **change)
    client.force_login(world.nurse)

    page = text_of(client.get(address(world, "entry-history", done.thread)))

    assert page.index("Cooking") < page.index("Patience")


def test_a_supporter_adds_only_where_the_person_lets_them(client):
    world = a_world()
    a_supporter(world, sections={Section.ACTIONS})
    client.force_login(world.daughter)

    listed = text_of(client.get(address(world, "entry-kinds")))
    refused = client.post(address(world, "entry-add", "goal"), {"text": "Walk"})

    assert address(world, "entry-add", "action") in listed
    assert address(world, "entry-add", "goal") not in listed
    assert refused.status_code == 403


def test_a_way_back_leads_only_to_our_own_pages(client):
    world = a_world()
    client.force_login(world.person_account)

    for back in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        form = {"text": "Patience", "back": back}
        answer = client.post(address(world, "entry-add", "strength"), form)
        assert answer["Location"].startswith(address(world, "plan-draft"))


def a_suggestion(world):
    done = write(world, world.person_account, "strength", {"text": "My garden"})
    change = {"kind": "strength", "thread": done.thread, "base_number": 1}
    write(world, world.nurse, content={"text": "Her garden"}, **change)
    [waiting] = entry_queries.open_suggestions(world.record(world.person_account))
    return done, waiting


def test_the_person_sees_both_texts_of_an_idea_and_says_yes(client):
    world = a_world()
    done, waiting = a_suggestion(world)
    client.force_login(world.person_account)

    page = text_of(client.get(address(world, "suggestions")))
    client.post(address(world, "suggestion-answer", waiting.pk), {"answer": "accept"})

    assert "My garden" in page
    assert "Her garden" in page
    assert held(world, done.thread).content["text"] == "Her garden"


def test_the_person_says_no_to_an_idea_and_their_words_stay(client):
    world = a_world()
    done, waiting = a_suggestion(world)
    client.force_login(world.person_account)

    client.post(address(world, "suggestion-answer", waiting.pk), {"answer": "decline"})
    again = client.post(address(world, "suggestion-answer", waiting.pk), {"answer": "accept"})

    assert held(world, done.thread).content["text"] == "My garden"
    assert again.status_code == 409


def test_an_idea_about_words_that_changed_since_cannot_undo_them(client):
    world = a_world()
    done, waiting = a_suggestion(world)
    change = {"kind": "strength", "thread": done.thread, "base_number": 1}
    write(world, world.person_account, content={"text": "My roses"}, **change)
    client.force_login(world.person_account)

    answer = client.post(address(world, "suggestion-answer", waiting.pk), {"answer": "accept"})

    assert answer.status_code == 409
    assert held(world, done.thread).content["text"] == "My roses"
    assert len(entry_queries.open_suggestions(world.record(world.person_account))) == 1


def test_only_the_person_answers_an_idea(client):
    world = a_world()
    _, waiting = a_suggestion(world)
    client.force_login(world.nurse)

    page = text_of(client.get(address(world, "suggestions")))
    answer = client.post(address(world, "suggestion-answer", waiting.pk), {"answer": "accept"})

    assert "Yes, put it in my plan" not in page
    assert answer.status_code == 403


def answered(world):
    return version_queries.versions(world.record(world.person_account))[0]


def test_the_person_reads_the_plan_and_agrees_to_exactly_that(client):
    world = a_world()
    an_agreeable_plan(world)
    version = freeze(world)
    client.force_login(world.person_account)

    page = text_of(client.get(address(world, "answer-plan")))
    form = {"answer": "agreed", "sha256": version.sha256}
    client.post(address(world, "answer-plan"), form)

    assert version.sha256 in page
    assert answered(world).standing is Standing.AGREED


def test_a_no_keeps_what_is_not_right_and_what_would_make_it_right(client):
    world = a_world()
    an_agreeable_plan(world)
    form = {"answer": "not agreed", "sha256": freeze(world).sha256, "reason": "Not Tuesdays"}
    client.force_login(world.person_account)

    bare = client.post(address(world, "answer-plan"), {**form, "reason": ""})
    client.post(address(world, "answer-plan"), {**form, "make_right": "Fridays"})

    assert bare.status_code == 422
    assert answered(world).standing is Standing.NOT_AGREED
    assert answered(world).signatures[-1].reason == "Not Tuesdays\n\nFridays"


def test_an_answer_to_a_plan_that_changed_since_is_not_taken(client):
    world = a_world()
    an_agreeable_plan(world)
    first = freeze(world)
    freeze(world)
    client.force_login(world.person_account)

    form = {"answer": "agreed", "sha256": first.sha256}
    answer = client.post(address(world, "answer-plan"), form)

    assert answer.status_code == 409
    assert "The plan has changed since you read it." in text_of(answer)
    assert answered(world).standing is Standing.OFFERED


def test_nobody_answers_for_the_person_under_their_own_sign_in(client):
    world = a_world()
    an_agreeable_plan(world)
    freeze(world)
    a_supporter(world)

    for account in (world.nurse, world.daughter):
        client.force_login(account)
        assert client.get(address(world, "answer-plan")).status_code == 403
