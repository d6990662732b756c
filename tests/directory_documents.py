"""Documents that nobody thought of: services of the directory, right and wrong in every field."""

from typing import Any

from hypothesis import strategies as st

from hearth.formats.open_referral.shapes import SERVICE, Key, Many, One, Shape

WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cs",)), max_size=12
)
LIKELY = st.sampled_from(
    [
        "active", "Closed", "weekly", "physical", "TU", "09:00", "9.30am", "2026-10-01",
        "2026-10-01T10:00:00Z", "2026-10-01T10:00:00+01:00", "2026-13-01T10:00:00Z",
        "singers@example.org", "singers at example.org", "a@b", "https://example.org/choir?a=1",
        "www.example.org", "https://example.org/é", "javascript:alert(1)", "", " ",
        "3f7b145d-84af-42d7-8fae-eaca714b02b2", "3F7B145D-84AF-42D7-8FAE-EACA714B02B2", "17",
    ]
)  # fmt: skip
NUMBERS = st.integers(-200, 2**40) | st.floats(allow_nan=False, allow_infinity=False)
ONE_VALUE = LIKELY | WORDS | NUMBERS | st.booleans()
ANY_VALUE = st.recursive(
    ONE_VALUE,
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(WORDS, inside, max_size=2),
    max_leaves=4,
)


def things(shape: Shape, depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """Things of this shape: each field may be there, right, wrong or nonsense, and others too."""
    fields = {name: _value(rule, depth) for name, rule in shape.fields.items()}
    known = st.fixed_dictionaries({}, optional={"id": ONE_VALUE, **fields})
    extras = st.dictionaries(st.sampled_from(["vendor_field", "phones", "x"]), ANY_VALUE)
    return st.builds(lambda a, b: b | a, known, extras)


def _value(rule: Any, depth: int) -> st.SearchStrategy[Any]:
    match rule:
        case One(shape) if depth < 3:
            return things(shape, depth + 1) | ANY_VALUE
        case Many(shape) if depth < 3:
            return st.lists(things(shape, depth + 1), max_size=2) | ANY_VALUE
        case Key():
            return LIKELY | WORDS
    return ONE_VALUE


DOCUMENTS = things(SERVICE)
