"""Example values for the pictures of the style page. All made up."""

from datetime import date

from hearth.core.house.assessing import Rating
from hearth.core.house.framework import Element, Framework
from hearth.core.house.parts import Part, Strand
from hearth.core.house.standing import HouseStanding, PartStanding
from hearth.core.house.year import Source, Touch, year_of
from hearth.core.metrics.funnel_plot import Place, funnel
from hearth.core.metrics.run_chart import Point, RunChart
from hearth.core.metrics.small_numbers import Ratio

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


MONTHS = [date(2025 + month // 12, month % 12 + 1, 28) for month in range(23)]
SWINGS = (
    58,
    64,
    55,
    61,
    66,
    57,
    60,
    54,
    62,
    59,
    56,
    63,
    60,
    57,
    61,
    71,
    74,
    70,
    76,
    72,
    75,
    73,
    77,
)
CHANGED = RunChart(tuple(Point(*each) for each in zip(MONTHS, SWINGS, strict=True)))
UNCHANGED = RunChart(CHANGED.points[:14])
FEW = RunChart(CHANGED.points[:4])

PLACES = (
    ("Ashby", 52, 90), ("Beckside", 140, 220), ("Clough", 24, 35), ("Dalewater", 300, 455),
    ("Eavesham", 78, 120), ("Fellgate", 61, 150), ("Garth", 110, 160), ("Holmfirth", 19, 30),
)  # fmt: skip
BESIDE = funnel(
    [
        *(Place(name, Ratio(of, every)) for name, of, every in PLACES),
        Place("Calderwick", Ratio(150, 310), is_ours=True),
    ]
)
GROUPS = [
    ("18 to 49", Ratio(25, 60)), ("50 to 64", Ratio(70, 115)), ("65 to 79", Ratio(150, 210)),
    ("80 and over", Ratio(15, 25)), ("Not known", None),
]  # fmt: skip
BANDS = [("Low", 25), ("Medium", 60), ("High", 110), ("Very high", 45)]

FRAMEWORK = Framework(
    "Example",
    tuple(
        Element(part.value.replace("_", "-"), part, part.value, "", "", strand=strand)
        for part, strand in zip(
            Part, (None, None, Strand.METRICS, Strand.COMMUNITY, None), strict=True
        )
    ),
)
YEAR = year_of(
    [
        Touch(date(2026, month, 10), (code,), Source.MEETING, minutes)
        for code, spent in (
            ("roof", (45, 60, 30, 50, 55, 40, 60, 45)),
            ("right-wall", (10, 0, 20, 15, 0, 10, 25, 30)),
            ("foundation", (0, 15, 0, 0, 10, 0, 0, 5)),
            ("left-wall", (0, 0, 10, 0, 0, 0, 0, 0)),
        )
        for month, minutes in enumerate(spent, start=1)
        if minutes
    ],
    FRAMEWORK,
    until=date(2026, 11, 22),
)


def examples() -> dict[str, object]:
    """Return what the page shows."""
    return {
        "houses": HOUSES,
        "film": FILM,
        "runs": (("A real change", CHANGED), ("No change", UNCHANGED), ("Too few", FEW)),
        "beside": BESIDE,
        "groups": GROUPS,
        "together": Ratio(260, 410),
        "bands": BANDS,
        "year": YEAR,
    }
