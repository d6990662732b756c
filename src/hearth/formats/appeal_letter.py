"""The letter that goes with each step of a disagreement: what was said, and what happens next.

It is made from steps that never change, so that page, paper and text say the same on any day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hearth.core.appeal import DUTIES, ENDED, Place, State
from hearth.formats.paper import on_each_page, page_of, print_pdf, written_day

HEADINGS: dict[State, str] = {
    State.ACKNOWLEDGED: "We have what you told us",
    State.INVITED: "Let us talk",
    State.TALKED: "What we talked about",
    State.SETTLED: "It is settled",
    State.REVIEW_ASKED: "A fresh look is asked for",
    State.IN_REVIEW: "A fresh look has started",
    State.DECIDED: "Our answer",
    State.OUTSIDE: "It goes to someone outside",
    State.WITHDRAWN: "It was taken back",
    State.CLOSED: "It is closed",
}
"""Every step that follows what was raised has a letter."""

OPENINGS: dict[State, str] = {
    State.ACKNOWLEDGED: "Thank you for telling us. We take it to heart.",
    State.INVITED: "We would like to talk it through. You can bring someone with you.",
    State.TALKED: (
        "Thank you for talking with us. Is it settled for you? If not, ask for a fresh look."
    ),
    State.SETTLED: "If this is not done, tell us. You can still ask for a fresh look.",
    State.REVIEW_ASKED: "We look for someone who had no part in it.",
    State.IN_REVIEW: (
        "Someone takes a fresh look. They had no part in the plan, nor in what came before."
    ),
    State.DECIDED: "This is our answer. If you are not happy with it, you can go outside.",
    State.OUTSIDE: "Someone who does not work for us will look at it. We will help them.",
    State.WITHDRAWN: "That is fine. You can tell us again at any time.",
    State.CLOSED: "If you are not happy with how it went, you can go outside.",
}

SAID: dict[State, str] = {
    State.ACKNOWLEDGED: "Our note to you",
    State.INVITED: "Where and when",
    State.TALKED: "What was said",
    State.SETTLED: "What we agreed",
    State.REVIEW_ASKED: "Why",
    State.IN_REVIEW: "A note",
    State.DECIDED: "Our reasons",
    State.OUTSIDE: "Where it goes",
    State.WITHDRAWN: "Why",
    State.CLOSED: "What was done",
}
"""How the words of a step are headed."""

GOES_ON = "Care and support go on. The last plan that was agreed stays in force."
SHOWS_PLACES = frozenset({State.DECIDED, State.OUTSIDE, State.CLOSED})


@dataclass(frozen=True)
class AppealLetter:
    """All that a letter about a disagreement says. Names and addresses are as people write them.

    `to` is the person, or who raised it; `about_name` whose plan it is. `why` and `wanted` are what
    was raised; `said` and `remedy` the words of this step; `day` the day of a talk.
    """

    state: State
    to: str
    called: str
    address: tuple[str, ...]
    about_name: str
    numbers: tuple[str, ...]
    sender: str
    sender_address: str
    sender_telephone: str
    made_on: date
    about: str
    why: str
    wanted: str
    said: str
    remedy: str
    actor: str
    due: date | None
    day: date | None
    advocate: str
    places: tuple[Place, ...]
    large_print: bool = False

    @property
    def heading(self) -> str:
        return HEADINGS[self.state]

    @property
    def opening(self) -> str:
        return OPENINGS[self.state]

    @property
    def said_heading(self) -> str:
        return SAID[self.state]

    @property
    def duty(self) -> str:
        """What is owed next, as the end of "<name> will ..."; empty where it is over."""
        return DUTIES.get(self.state, "")

    @property
    def goes_on(self) -> str:
        return GOES_ON

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def shown_places(self) -> tuple[Place, ...]:
        """Where to go outside, in the letters where it is time to say so."""
        return self.places if self.state in SHOWS_PLACES else ()


def appeal_letter_pdf(letter: AppealLetter) -> bytes:
    """Print the letter as tagged PDF (PDF/UA-1)."""
    identifier = f"{letter.about_name} {letter.state} {letter.made_on} {letter.large_print}"
    return print_pdf(appeal_letter_page(letter), identifier=identifier)


def appeal_letter_page(letter: AppealLetter) -> str:
    """Write the letter as the HTML that is printed."""
    return page_of(
        "appeal_letter.html",
        large_print=letter.large_print,
        letter=letter,
        numbers=on_each_page(letter.numbers),
    )


def appeal_letter_text(letter: AppealLetter) -> str:
    """Write the letter as plain text, with the same facts as the print."""
    return "\n".join([*_front(letter), *_middle(letter), *_back(letter)]) + "\n"


def _front(letter: AppealLetter) -> Iterator[str]:
    yield from (letter.to, *letter.address, "", letter.sender, letter.sender_address)
    yield from (letter.sender_telephone, written_day(letter.made_on), "")
    yield from (letter.heading, "", f"Dear {letter.called},", "", letter.opening)


def _middle(letter: AppealLetter) -> Iterator[str]:
    if letter.day:
        yield from ("", f"The day: {written_day(letter.day)}")
    if letter.said:
        yield from ("", letter.said_heading, letter.said)
    if letter.remedy:
        yield from ("", "What will be put right", letter.remedy)
    yield from ("", "What this is about", letter.about, letter.why)
    yield from ("", "What would put it right", letter.wanted)


def _back(letter: AppealLetter) -> Iterator[str]:
    if letter.duty and letter.actor and letter.due:
        yield from ("", "What happens next")
        yield f"{letter.actor} will {letter.duty}, by {written_day(letter.due)}."
    yield from ("", letter.goes_on)
    if letter.is_open:
        yield from ("", "Someone on your side", letter.advocate)
    if letter.shown_places:
        yield from ("", "Where else you can go")
    for place in letter.shown_places:
        yield f"- {place.name}. {place.when} {place.how}"
