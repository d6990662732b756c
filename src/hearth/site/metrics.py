"""Reads the metrics that come with Hearth: one catalogue from the text files of the pack."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hearth.core.metrics.catalogue import Catalogue

PACK = Path(__file__).parent.parent / "packs" / "metrics"
ORDER = ("process", "left-wall", "right-wall", "community", "experience", "outcomes")
"""The files in the order in which pages show them; any other file comes after, by its name."""


@cache
def catalogue() -> "Catalogue":
    """Return the catalogue of Hearth. Raises NotAMetric where a file is wrong."""
    # Not at the top: most commands never ask for it, and would wait a sixth of a second.
    from hearth.core.metrics.catalogue import Catalogue, parse_metrics

    files = sorted(PACK.glob("*.toml"), key=_place)
    texts = (path.read_text(encoding="utf-8") for path in files)
    return Catalogue(tuple(metric for text in texts for metric in parse_metrics(text)))


def _place(path: Path) -> tuple[int, str]:
    return (ORDER.index(path.stem) if path.stem in ORDER else len(ORDER)), path.stem
