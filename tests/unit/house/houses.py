"""Made-up frameworks and answers for tests of the House."""

from hypothesis import strategies as st

from hearth.core.house.assessing import Answer, Evidence, Question, Rating, Settled, Voice
from hearth.core.house.framework import Element, Framework, Proof
from hearth.core.house.parts import NAMES, Part, Strand

NEEDS_WORK, GOOD_IDEAS, NEARLY, CRACKED = Rating
THERE, WORKS = Question
STAFF, PEOPLE = Voice


def an_element(code: str = "letters", part: Part = Part.LEFT_WALL, **more: object) -> Element:
    """An element named after its code."""
    return Element(code, part, code.title(), "Is it there?", "Does it work?", **more)  # type: ignore[arg-type]


def a_framework(*more: Element) -> Framework:
    """One element a part, called after it, and these as well."""
    base = (an_element(code_of(part), part) for part in Part)
    return Framework("Test", (*base, *more))


def code_of(part: Part) -> str:
    """The code of the element that every part has in `a_framework`."""
    return f"the-{NAMES[part].lower().replace(' ', '-')}"


SEEN = Evidence("Seen.")


def everybody(code: str, rating: Rating | None, evidence: Evidence = SEEN) -> list[Answer]:
    """Both voices answer both questions alike."""
    return [
        Answer(code, question, voice, rating, f"one of {voice}", evidence)
        for voice in Voice
        for question in Question
    ]


def rated(framework: Framework, rating: Rating = NEARLY, **others: Rating) -> list[Answer]:
    """Everybody says the same of all; `others` are elements, with _ for -."""
    return [
        answer
        for element in framework.in_use
        for answer in everybody(element.code, others.get(element.code.replace("-", "_"), rating))
    ]


CODES = [code_of(part) for part in Part] + ["letters", "texts"]

answers = st.builds(
    Answer,
    element=st.sampled_from(CODES),
    question=st.sampled_from(Question),
    voice=st.sampled_from(Voice),
    rating=st.sampled_from([None, *Rating]),
    who=st.sampled_from(["Ann", "Ben", "Cy"]),
    evidence=st.sampled_from(
        [Evidence(), Evidence("Seen."), Evidence(link="https://a.example"), Evidence(metric="m")]
    ),
)
settlements = st.builds(
    Settled,
    element=st.sampled_from(CODES),
    question=st.sampled_from(Question),
    voice=st.sampled_from(Voice),
    rating=st.sampled_from(Rating),
    why=st.just("We talked."),
)


@st.composite
def houses(draw: st.DrawFn) -> Framework:
    """A framework in which each part has what matters, and two more elements of any weight."""
    weighed = {
        "part": st.sampled_from(Part), "matters": st.booleans(),
        "proof": st.sampled_from(Proof), "retired": st.booleans(),
    }  # fmt: skip
    more = (
        an_element(code, **{name: draw(each) for name, each in weighed.items()})
        for code in ("letters", "texts")
    )
    return a_framework(*more)


words = st.text(min_size=1, max_size=60).filter(lambda text: text.strip())


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """Any framework that can be used, with words in any writing."""
    stems = st.text("abcxyz", min_size=1, max_size=8)
    extra = draw(st.lists(stems, max_size=5, unique=True))
    parts = [*Part, *(draw(st.sampled_from(Part)) for _ in extra)]
    codes = [code_of(part) for part in Part] + [f"more-{stem}" for stem in extra]
    elements = (
        Element(
            code, part, draw(words), draw(words), draw(words),
            look_for=draw(st.text(max_size=60)),
            matters=place < len(Part) or draw(st.booleans()),
            proof=draw(st.sampled_from(Proof)),
            strand=draw(st.sampled_from([None, *Strand])),
            source=draw(st.text(max_size=60)),
            retired=place >= len(Part) and draw(st.booleans()),
        )
        for place, (code, part) in enumerate(zip(codes, parts, strict=True))
    )  # fmt: skip
    return Framework(draw(words).strip(), tuple(elements))
