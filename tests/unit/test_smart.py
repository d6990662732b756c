"""What an app is given: what it asked for, cut down to what is allowed, and never more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.smart import (
    LINES,
    Scope,
    chosen,
    may_have,
    narrowed,
    offers,
    read_scope,
    scopes_in,
    write_scope,
)
from hearth.core.smart_apps import problems_of_keys
from hearth.fhir.mappers import MAPPERS

RIGHTS = {"Goal": "rscu", "Observation": "rs", "Task": "rs"}
BOTH = ("patient", "user")


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("patient/Goal.rs", Scope("patient", "Goal", "rs")),
        ("user/Task.cruds", Scope("user", "Task", "cruds")),
        ("patient/Goal.read", Scope("patient", "Goal", "rs")),
        ("patient/*.write", Scope("patient", "*", "cud")),
        ("system/*.*", Scope("system", "*", "cruds")),
        (
            "patient/Observation.rs?category=vital-signs",
            Scope("patient", "Observation", "rs", (("category", "vital-signs"),)),
        ),
    ],
)
def test_scopes_of_both_versions_are_read(text: str, scope: Scope) -> None:
    assert read_scope(text) == scope


@pytest.mark.parametrize("text", ["openid", "patient/Goal.", "patient/Goal.sr", "x/Goal.r", ""])
def test_what_is_no_scope_of_a_resource_is_read_as_none(text: str) -> None:
    assert read_scope(text) is None


def given_of(asked: str, most: str = "patient/*.cruds") -> list[str]:
    return [write_scope(s) for s in may_have(asked, most=most, rights=RIGHTS, contexts=BOTH)]


def test_a_wildcard_stands_for_each_type_as_far_as_it_is_allowed() -> None:
    assert given_of("patient/*.cruds") == [
        "patient/Goal.crus", "patient/Observation.rs", "patient/Task.rs"
    ]  # fmt: skip


def test_nothing_is_given_that_is_not_registered_or_not_a_right() -> None:
    assert given_of("patient/Goal.rs user/Goal.rs system/Goal.rs") == ["patient/Goal.rs"]
    assert given_of("patient/Observation.cu patient/Flag.rs") == []
    assert given_of("patient/Goal.rs", "patient/Goal.r") == ["patient/Goal.r"]


def test_a_narrow_registration_narrows_what_is_asked() -> None:
    narrow = "patient/Observation.rs?category=vital-signs"
    assert given_of("patient/Observation.rs", narrow) == [narrow]
    assert given_of(narrow, "patient/*.rs") == [narrow]


LETTERS = st.sampled_from(["r", "s", "rs", "c", "cu", "crus", "cruds"])
SCOPES = st.builds(Scope, st.sampled_from(BOTH), st.sampled_from([*RIGHTS, "*"]), LETTERS)
TEXTS = st.lists(SCOPES, min_size=1, max_size=4).map(lambda all: " ".join(map(write_scope, all)))


@given(asked=TEXTS, most=TEXTS)
def test_whatever_is_asked_nothing_grows(asked: str, most: str) -> None:
    for scope in may_have(asked, most=most, rights=RIGHTS, contexts=BOTH):
        for letter in scope.doing:
            assert letter in RIGHTS[scope.type]
            for had in (scopes_in(asked), scopes_in(most)):
                assert any(h.context == scope.context and h.allows(scope.type, letter) for h in had)


@given(asked=TEXTS, had=TEXTS)
def test_a_refresh_never_grows(asked: str, had: str) -> None:
    for scope in scopes_in(" ".join(narrowed(asked, had))):
        for letter in scope.doing:
            assert any(
                h.context == scope.context and h.allows(scope.type, letter) for h in scopes_in(had)
            )


def test_every_type_of_resource_has_a_line_in_plain_words_and_only_one() -> None:
    for type in MAPPERS:
        assert len([line for line in LINES if type in line.types]) == 1, type


def test_the_lines_that_stay_ticked_are_the_scopes_that_are_given() -> None:
    asked = scopes_in("patient/Goal.crus patient/Observation.rs")
    offered = offers(asked)
    assert [offer.line.key for offer in offered] == ["goals", "results"]
    assert offered[0].words == "It can see this, and add to it or change it."
    assert offered[1].words == "It can see this."
    assert chosen(offered, ["results", "other"]) == [asked[1]]


def test_a_set_of_keys_that_gives_a_secret_away_is_refused() -> None:
    assert "private" in problems_of_keys('{"keys": [{"kid": "a", "kty": "EC", "d": "x"}]}')[0]
    assert problems_of_keys('{"keys": [{"kid": "a", "kty": "oct", "k": "x"}]}')
    assert problems_of_keys('{"keys": []}')
    assert not problems_of_keys('{"keys": [{"kid": "a", "kty": "RSA", "n": "1", "e": "AQAB"}]}')
