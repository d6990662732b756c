"""What every page of a brought document loads: the document, its lines, and who suggests."""

from typing import Any

from django.conf import settings
from django.http import Http404

from hearth.core.house.brought import AgainstTheHouse, hold_against
from hearth.core.house.framework import Framework
from hearth.core.house.tagging import Tagger, tagger_of
from hearth.records.brought import queries
from hearth.records.brought.queries import KeptLine
from hearth.records.house.queries import framework_of, standing_of
from hearth.records.house.sight import Sight


def document_or_404(sight: Sight, number: int) -> Any:
    """The document, where it was brought to the community that somebody works in."""
    document = queries.document_in(sight.community, number)
    if document is None:
        raise Http404
    return document


def tagger_for(framework: Framework) -> Tagger:
    """What suggests elements of this framework."""
    return tagger_of(framework, settings.HOUSE_WORDS)


def against_the_house(sight: Sight, lines: list[KeptLine]) -> AgainstTheHouse:
    """Hold the lines against the house as it stands here."""
    counted = queries.counted_lines(lines)
    return hold_against(counted, framework_of(sight.community), standing_of(sight.community))
