"""What a group says about itself: read from a document, checked, and written into it again."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.directory.activity import Meets, Status, Way
from hearth.core.directory.entries import (
    BY_NAME,
    FIELDS,
    STATUS_WORDS,
    changed,
    entry_of,
    problems,
    tidy,
    words_of,
)
from hearth.core.directory.entry_times import Unclear, text_of, times_of
from hearth.core.directory.entry_writing import assured, new_document, written
from hearth.core.directory.facts import activity_of
from tests.near import a_document

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
INTERESTS = settings.INTERESTS


def entry(document):
    return entry_of(activity_of(document, INTERESTS))


@pytest.mark.parametrize(
    ("line", "meets"),
    [
        ("Tuesday, 10am to 11.30am", [Meets(1, 600, 690)]),
        ("Tuesdays 10 to 11.30am", [Meets(1, 600, 690)]),
        ("Every Mon and Thu from 2 to 4pm", [Meets(0, 840, 960), Meets(3, 840, 960)]),
        ("Monday 10 to 1pm", [Meets(0, 600, 780)]),
        ("wed 14:00-15:30", [Meets(2, 840, 930)]),
        ("Friday 12 noon until 2pm", [Meets(4, 720, 840)]),
        ("Saturday at 09:30", [Meets(5, 570)]),
        ("Sunday", [Meets(6)]),
        ("Fri 10pm to midnight", [Meets(4, 1320, 1440)]),
    ],
)
def test_times_are_read_as_people_write_them(line, meets):
    assert list(times_of(line)) == meets


@pytest.mark.parametrize(
    "line",
    ["10am to 12", "Tuesday at 2", "Tuesday 4pm to 2pm", "Monday 27:00", "Monday 13pm",
     "Monday after lunch", "\n".join(["Monday"] * 31)],
)  # fmt: skip
def test_a_line_that_is_no_time_is_refused_with_how_to_write_it(line):
    with pytest.raises(Unclear):
        times_of(line)


TIMES = st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440)).map(
    lambda each: Meets(each[0], *sorted(each[1:])) if each[1] != each[2] else Meets(each[0])
)


@given(st.sets(TIMES, max_size=6))
def test_times_that_we_write_are_read_the_same_again(meets):
    wanted = tuple(sorted(meets, key=lambda m: (m.weekday, m.opens or -1, m.closes or -1)))

    assert set(times_of(text_of(wanted))) == set(wanted)


def test_an_entry_shows_what_the_directory_says():
    said = entry(a_document())

    assert said["when"] == "Tuesday, 10am to 11.30am"
    assert said["postcode"] == "XW1 1AA"
    assert said["step_free"] == "yes"
    assert said["cost"] == "Free."
    assert list(said) == [each.name for each in FIELDS]


def test_what_is_written_and_not_changed_is_no_change():
    before = entry(a_document())

    assert changed(before, dict(before)) == {}
    assert changed(before, before | {"cost": " Free. "}) == {}
    assert changed(before, before | {"cost": "£2"}) == {"cost": "£2"}


LINE = st.text("abcdefgh XYZ'é", min_size=1, max_size=30).map(str.strip).filter(bool)
SAID = st.fixed_dictionaries(
    {},
    optional={
        "name": LINE,
        "description": LINE,
        "status": st.sampled_from(list(STATUS_WORDS)),
        "when": st.sets(TIMES, max_size=3).map(
            lambda meets: text_of(tuple(sorted(meets, key=lambda m: (m.weekday, m.opens or -1))))
        ),
        "when_more": LINE,
        "place_name": LINE,
        "address": LINE,
        "town": LINE,
        "postcode": st.sampled_from(["XW2 2BB", "XW10 1AA"]),
        "step_free": st.sampled_from(["yes", "no", ""]),
        "cost": LINE,
        "minimum_age": st.integers(0, 60).map(str),
        "maximum_age": st.just("") | st.integers(60, 120).map(str),
        "languages": st.sampled_from(["Polish", "Urdu, Polish", ""]),
        "who_for": LINE,
        "how_to_join": LINE,
        "telephone": st.sampled_from(["01632 960 001", ""]),
        "email": st.sampled_from(["new@example.org", ""]),
        "url": st.sampled_from(["https://www.example.org", ""]),
        "helps_with": st.sets(st.sampled_from(sorted(INTERESTS.by_code)), min_size=1).map(sorted),
        "ways": st.sets(st.sampled_from([way.value for way in Way]), min_size=1).map(sorted),
        "capacity": st.just("") | st.integers(0, 99).map(str),
    },
)


@given(SAID)
def test_what_a_group_says_is_what_the_directory_says_afterwards(said):
    document = a_document()
    before = entry(document)
    after = entry(written(document, said, now=before, at=AT))

    assert problems(before | said, INTERESTS) == []
    for name in said:
        if name != "when":
            assert after[name] == said[name], name
    assert times_of(after["when"]) == times_of(said.get("when", before["when"]))
    if "when" in said and "when_more" not in said:
        assert after["when_more"] == before["when_more"]
    untouched = set(BY_NAME) - set(said)
    # What it offers and how one takes part are heard in its words, where nobody chose them.
    if not {"name", "description"} & set(said):
        assert {n: after[n] for n in untouched} == {n: before[n] for n in untouched}


def test_writing_one_field_leaves_all_others_of_the_document_as_they_were():
    document = a_document(vendor={"anything": [1, 2]}, phones=[{"number": "1"}])

    after = written(document, {"cost": "£3"}, at=AT)

    assert after == document | {"fees_description": "£3", "last_modified": AT.isoformat()}
    assert document["fees_description"] == "Free."


def test_another_address_takes_the_point_from_the_map():
    after = written(a_document(), {"postcode": "XW9 9ZZ"}, at=AT)

    assert activity_of(after, INTERESTS).places[0].point is None


def test_without_a_number_no_contact_shows_one():
    document = a_document(contacts=[{"name": "Ada", "phones": [{"number": "2"}]}])

    assert entry(written(document, {"telephone": ""}, at=AT))["telephone"] == ""


def test_terms_of_others_stay_when_ours_are_chosen():
    theirs = {"taxonomy_term": {"taxonomy": "esd", "name": "Singing"}}
    document = a_document(attributes=[theirs])

    once = written(document, {"ways": ["group"], "helps_with": ["walking"]}, at=AT)
    after = written(once, {"ways": ["online"]}, at=AT)

    assert theirs in after["attributes"]
    assert entry(after)["ways"] == ["online"]
    assert entry(after)["helps_with"] == ["walking"]


def test_a_group_that_adds_itself_has_a_whole_document():
    said = {"name": "Knit", "when": "Monday 2pm", "place_name": "The hall", "status": "active"}
    document = new_document("k1", "Knit Club", "p1", said, at=AT)
    activity = activity_of(document, INTERESTS)

    assert (activity.name, activity.provider, activity.key) == ("Knit", "Knit Club", "k1")
    assert activity.status is Status.ACTIVE
    assert activity.meets == (Meets(0, 840),)
    assert activity_of(assured(document, on=date(2026, 11, 2), at=AT), INTERESTS).assured_on


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("name", "x" * 101),
        ("when", "sometimes"),
        ("minimum_age", "-4"),
        ("minimum_age", "²"),
        ("maximum_age", "200"),
        ("capacity", "many"),
        ("email", "no address"),
        ("email", "a@example.org, b@example.org"),
        ("url", "javascript:alert(1)"),
        ("url", "https://nowhere"),
        ("status", "perhaps"),
        ("step_free", "maybe"),
        ("ways", ["by post"]),
        ("helps_with", ["no-such-interest"]),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(name, value):
    found = problems(entry(a_document()) | {name: value}, INTERESTS)

    assert [refusal.where for refusal in found] == [name]


def test_the_oldest_age_is_not_below_the_youngest():
    found = problems(entry(a_document()) | {"minimum_age": "50", "maximum_age": "18"}, INTERESTS)

    assert [refusal.where for refusal in found] == ["maximum_age"]


def test_signs_that_nobody_sees_are_taken_out_and_a_web_address_is_made_whole():
    given = {"name": " A\u202e choir\x00 ", "url": "www.example.org", "ways": "group", "else": "x"}

    assert tidy(given) == {"name": "A choir", "url": "https://www.example.org", "ways": []}
    assert tidy({"url": "javascript:alert(1)"}) == {"url": "javascript:alert(1)"}


def test_each_field_is_written_in_words():
    assert words_of("ways", ["group", "online"], INTERESTS) == "In a group and Online"
    assert words_of("helps_with", [], INTERESTS) == ""
    assert words_of("status", "defunct", INTERESTS) == "It has ended"
    assert words_of("step_free", "no", INTERESTS) == "No"
    assert words_of("step_free", "", INTERESTS) == ""
    assert words_of("cost", "£2", INTERESTS) == "£2"


def test_new_words_about_the_times_leave_the_times_as_the_feed_wrote_them():
    monthly = {"freq": "MONTHLY", "byday": "1TU", "opens_at": "10:00", "description": "Old words"}
    site = a_document()["service_at_locations"][0] | {"schedules": [dict(monthly)]}
    document = a_document(
        schedules=[dict(monthly), {"description": "Gone"}], service_at_locations=[site]
    )

    after = written(document, {"when_more": "Not in August"}, now=entry(document), at=AT)

    plain = {name: value for name, value in monthly.items() if name != "description"}
    assert after["schedules"] == [plain, {"description": "Not in August"}]
    assert after["service_at_locations"][0]["schedules"] == [plain]

    emptied = written(document, {"when_more": ""}, now=entry(document), at=AT)
    assert emptied["schedules"] == [plain]


def test_a_day_without_a_time_can_be_said():
    assert entry(written(a_document(), {"when": "Sundays"}, at=AT))["when"] == "Sunday"
