"""Example values for the pictures of the style page. All made up."""

from datetime import date

from hearth.core.house.assessing import Rating
from hearth.core.house.parts import Part
from hearth.core.house.standing import HouseStanding, PartStanding

WHO = ("Arthur Fair", "Grace Okafor", "Yvonne Clarke", "Lena Hart", "Rhys Moran")


def a_standing(steps: str, nobody: str = "") -> HouseStanding:
    """Make a house: a step for each part (0 is not rated), and parts for which nobody answers."""
    parts = zip(Part, WHO, steps, strict=True)
    return HouseStanding(
        tuple(
            PartStanding(
                part,
                (),
                "" if str(place) in nobody else who,
                Rating(int(step)) if int(step) else None,
            )
            for place, (part, who, step) in enumerate(parts)
        )
    )


HOUSES = (
    ("Cracked it", a_standing("44444")),
    ("Nearly there", a_standing("33333")),
    ("Good ideas", a_standing("22222")),
    ("Needs work", a_standing("11111")),
    ("The left wall is missing", a_standing("13334", nobody="0")),
    ("Not rated, and nobody answers", a_standing("00000", nobody="01234")),
)

FILM = [
    (date(2024, 11, 4), a_standing("11221", nobody="03")),
    (date(2025, 5, 12), a_standing("12322", nobody="0")),
    (date(2025, 11, 3), a_standing("23333")),
    (date(2026, 11, 2), a_standing("33443")),
]


def examples() -> dict[str, object]:
    """Return what the page shows."""
    return {"houses": HOUSES, "film": FILM}
