"""The same activity twice: found by what two entries share, and never where they differ."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from hearth.core.directory.activity import Activity, Meets, Place, Point
from hearth.core.directory.comparing import Entry, differ, page
from hearth.core.directory.comparing import telephone as number
from hearth.core.directory.duplicates import LARGEST_BLOCK, clusters, find
from tests.labelled_pairs import DIFFERENT, SAME, pairs

CHOIR = Activity(
    "1", "Mill Lane Singers", provider="Mill Lane Trust", telephone="01706 555001",
    places=(Place(postcode="XW1 1AA", point=Point(53.7, -2.0)),), meets=(Meets(1, 600, 690),),
)  # fmt: skip


def rapid(one: str, other: str) -> float:
    return ratio(one, other) / 100


def are_found(text: str, **more) -> list[bool]:
    found = []
    for one, other in pairs(text):
        found.append(bool(clusters([replace(one, key="1"), replace(other, key="2")], **more)))
    return found


def test_of_what_people_told_to_be_the_same_nine_in_ten_are_found():
    assert sum(are_found(SAME)) >= 27


def test_nothing_that_people_told_apart_is_taken_for_the_same():
    assert not any(are_found(DIFFERENT))


def test_another_way_to_compare_words_finds_the_same():
    assert are_found(SAME, alike=rapid) == are_found(SAME)
    assert are_found(DIFFERENT, alike=rapid) == are_found(DIFFERENT)


def test_a_cluster_says_why():
    (cluster,) = clusters([CHOIR, replace(CHOIR, key="2", meets=())])

    assert cluster.keys == ("1", "2")
    assert cluster.why == "same name, same telephone, same postcode, same provider"


def test_nearly_the_same_name_is_said_so():
    (cluster,) = clusters([CHOIR, replace(CHOIR, key="2", name="Mill Lane Singers Calderwick")])

    assert cluster.why.startswith("nearly the same name, same telephone")


def test_a_place_on_the_map_is_as_good_as_a_postcode():
    bare = replace(CHOIR, telephone="", provider="")
    near = replace(bare, key="2", places=(Place(point=Point(53.7003, -2.0)),))
    far = replace(bare, key="3", places=(Place(point=Point(53.8, -2.0)),))

    (cluster,) = clusters([bare, near, far])
    assert cluster.keys == ("1", "2")
    assert "same place on the map" in cluster.why


@pytest.mark.parametrize(
    "more",
    [
        {"places": (Place(postcode="XW9 9ZZ"),)},
        {"meets": (Meets(2, 600, 690),)},
        {"meets": (Meets(1, 700, 790),)},
        {"name": "Mill Lane Singers for Children"},
        {"name": ""},
        {"telephone": "", "places": (), "provider": ""},
    ],
)
def test_a_series_or_another_activity_is_not_the_same(more):
    assert clusters([CHOIR, replace(CHOIR, key="2", **more)]) == []


def test_ages_that_do_not_meet_tell_two_activities_apart():
    young = replace(CHOIR, key="2", maximum_age=15)

    assert clusters([young, replace(CHOIR, minimum_age=60)]) == []
    assert clusters([young, CHOIR])


def test_one_without_times_does_not_join_two_that_differ():
    entries = [CHOIR, replace(CHOIR, key="2", meets=(Meets(4, 600),)),
               replace(CHOIR, key="3", meets=())]  # fmt: skip

    (cluster,) = clusters(entries)
    assert set(cluster.keys) in ({"1", "3"}, {"2", "3"})


def test_many_of_one_are_one_cluster_of_a_bounded_size():
    (cluster,) = clusters([replace(CHOIR, key=str(key)) for key in range(5)])
    many = clusters([replace(CHOIR, key=str(key)) for key in range(30)])

    assert len(cluster.keys) == 5
    assert max(len(each.keys) for each in many) <= 12


def test_what_too_many_share_is_split_and_then_skipped_with_a_note():
    shared = Activity("0", "", telephone="01706 555000")
    names = [f"{name} {letter}" for name in ("Alpha", "Brave") for letter in "abcdef"]
    few = [replace(shared, key=f"{n} {i}", name=n) for n in names for i in range(8)]
    many = [replace(shared, key=str(i), name=f"Walking {i}") for i in range(LARGEST_BLOCK + 1)]

    found = find(few + many)
    assert "151 entries share telephone 01706555000, and a word with walk." in found.skipped
    assert len(found.clusters) >= len(names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+44 (0)1706 555 001", "01706555001"),
        ("0044 1706 555001 / 07700 900001", "01706555001"),
        ("ext 12", ""),
    ],
)
def test_a_telephone_number_is_one_however_it_is_written(text, expected):
    assert number(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.Example.org/a/", "example.org/a"),
        ("example.org/?id=4", "example.org?id=4"),
        ("https://example.org", ""),
        ("https://[broken/x", ""),
    ],
)
def test_a_page_is_one_however_it_is_written(url, expected):
    assert page(url) == expected


SOME = st.builds(
    Activity,
    key=st.uuids().map(str),
    name=st.sampled_from(["Yoga", "Yoga Group", "Seated Yoga", "Yoga for Children", "Walk", ""]),
    provider=st.sampled_from(["", "Moving Well", "Council"]),
    telephone=st.sampled_from(["", "01706 555001", "+44 1706 555001", "01706 555002"]),
    places=st.sampled_from([(), (Place(postcode="XW1 1AA"),), (Place(postcode="XW2 2BB"),)]),
    meets=st.sampled_from([(), (Meets(1, 600),), (Meets(1),), (Meets(2, 600),)]),
)


@given(st.lists(SOME, max_size=9, unique_by=lambda each: each.key))
def test_no_cluster_holds_two_that_differ_and_nobody_is_in_two(given_):
    entries = {each.key: Entry(each) for each in given_}
    found = clusters(given_)
    keys = [key for cluster in found for key in cluster.keys]

    assert len(keys) == len(set(keys))
    assert found == clusters(given_[::-1])
    for cluster in found:
        inside = [entries[key] for key in cluster.keys]
        assert len(inside) > 1
        assert not any(differ(one, other) for one in inside for other in inside)
