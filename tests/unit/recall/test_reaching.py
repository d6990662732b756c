"""How a letter reaches somebody: another way for a reminder, and always the format they need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.messages import MessageWay
from hearth.core.people import ContactWay, Format
from hearth.core.recall.facts import Letter
from hearth.core.recall.reaching import ON_PAPER, Contact, Reach, reach

EMAIL, TEXT, POST = MessageWay.EMAIL, MessageWay.TEXT, MessageWay.LETTER
HOME = ("12 Mill Lane", "Holmbeck")
ALL = Contact(email="b@example.org", mobile="07700 900123", post=HOME, signs_in=True)
CONTACTS = st.builds(
    Contact,
    preferred=st.sampled_from(["", *ContactWay]),
    email=st.sampled_from(["", "b@example.org"]),
    mobile=st.sampled_from(["", "07700 900123"]),
    post=st.sampled_from([(), HOME]),
    supporter=st.sampled_from(["", "s@example.org"]),
    format=st.sampled_from(Format),
    speaks=st.sampled_from(["", "Punjabi"]),
    signs_in=st.booleans(),
)
LETTERS = st.sampled_from(Letter)


def with_(**more):
    return Contact(**{**vars(ALL), **more})


def test_what_they_prefer_comes_first():
    assert reach(ALL, Letter.INVITATION).way is EMAIL
    assert reach(with_(preferred="letter"), Letter.INVITATION).way is POST
    assert reach(with_(preferred="telephone"), Letter.INVITATION).way is EMAIL


def test_through_a_supporter_means_their_email():
    through = with_(preferred="through a supporter", supporter="s@example.org")

    assert reach(through, Letter.INVITATION) == Reach(EMAIL, to_supporter=True)


@given(CONTACTS)
def test_a_reminder_never_goes_the_way_of_the_invitation_when_there_is_another(contact):
    first = reach(contact, Letter.INVITATION)
    if first.way is None:
        return
    second = reach(contact, Letter.REMINDER, used=(first.way,))
    others = {
        way
        for way in MessageWay
        if way is not first.way and reach(only(contact, way), Letter.REMINDER).way is way
    }

    assert (second.way is not first.way) == bool(others)


def only(contact, way):
    kept = {
        EMAIL: {"mobile": "", "post": ()},
        TEXT: {"email": "", "supporter": "", "post": ()},
        POST: {"email": "", "supporter": "", "mobile": ""},
    }[way]
    return Contact(**{**vars(contact), **kept})


@given(CONTACTS, LETTERS, st.booleans())
def test_the_format_that_somebody_needs_is_always_obeyed(contact, letter, again):
    found = reach(contact, letter, used=(EMAIL,) if again else (), again=again)

    if found.way is None:
        assert found.words
    else:
        assert contact.speaks == ""
        assert contact.format in ON_PAPER or (contact.format is Format.EMAIL and found.way is EMAIL)


@given(CONTACTS, LETTERS)
def test_a_text_goes_only_to_who_signs_in(contact, letter):
    found = reach(contact, letter)

    assert found.way is not TEXT or contact.signs_in


@given(CONTACTS, LETTERS)
def test_a_letter_that_came_back_never_goes_the_same_way_again(contact, letter):
    used = tuple(MessageWay)

    assert reach(contact, letter, used=used, again=True).way is None


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"format": Format.EASY_READ}, "Needs Easy Read. Please tell them in that way."),
        ({"speaks": "Punjabi"}, "Needs an interpreter for Punjabi. Please call with one."),
        ({"email": "", "post": (), "mobile": ""}, "There is no way to write to them. Please call."),
        (
            {"format": Format.EMAIL, "email": ""},
            "Needs email that a screen reader can read, and there is no email address."
            " Please call.",
        ),
    ],
)
def test_whom_we_cannot_write_to_is_told_by_somebody(more, words):
    assert reach(with_(**more), Letter.INVITATION) == Reach(None, words)


def test_who_does_not_sign_in_gets_the_preparation_letter_on_paper():
    assert reach(with_(signs_in=False), Letter.PREPARATION).way is POST
    assert reach(with_(signs_in=False), Letter.INVITATION).way is EMAIL
