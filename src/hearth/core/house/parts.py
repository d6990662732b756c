"""The five parts of the House, and the three that are most often left out.

Source: the House of Care (Year of Care Partnerships; NHS England's toolkit names the same parts).
"""

from enum import StrEnum


class Part(StrEnum):
    """One part of the House. The order is the one in which people read it: who it is for first."""

    LEFT_WALL = "left_wall"
    RIGHT_WALL = "right_wall"
    ROOF = "roof"
    FOUNDATION = "foundation"
    CENTRE = "centre"


NAMES: dict[Part, str] = {
    Part.LEFT_WALL: "Left wall",
    Part.RIGHT_WALL: "Right wall",
    Part.ROOF: "Roof",
    Part.FOUNDATION: "Foundation",
    Part.CENTRE: "Hearth",
}
"""What a part is called in a drawing."""

MEANS: dict[Part, str] = {
    Part.LEFT_WALL: "People who are ready and well informed",
    Part.RIGHT_WALL: "Staff who work as partners",
    Part.ROOF: "Ways of working that make it happen",
    Part.FOUNDATION: "Money, commissioning and the community",
    Part.CENTRE: "The conversation",
}
"""What a part stands for, in a few words."""


def in_a_sentence(part: Part) -> str:
    """Return how a part is called inside a sentence: “the left wall”."""
    return f"the {NAMES[part].lower()}"


class Strand(StrEnum):
    """What local programmes leave out most (Year of Care's work in some 30 communities)."""

    LEFT_WALL = "the left wall"
    COMMUNITY = "links with the community"
    METRICS = "metrics"
