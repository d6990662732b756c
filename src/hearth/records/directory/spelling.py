"""What somebody may have meant: words of names and of interests, near to those that they typed."""

from collections.abc import Iterable

from django.db.models import Q
from rapidfuzz import fuzz, process

from hearth.core.directory.interests import Interests
from hearth.core.directory.searching import SILENT, words_of
from hearth.records.directory.found_by import NameWord

NEAR_ENOUGH = 75
"""Of 100: two letters that changed places in a word of five are near enough, two words are not."""
SHORTEST = 4


def meant_by(text: str, interests: Interests) -> str:
    """Return the words with slips of the pen put right; nothing where none was found."""
    words = words_of(text)
    right = [_nearest(word, interests) for word in words]
    return " ".join(right) if right != words else ""


def _nearest(word: str, interests: Interests) -> str:
    if len(word) < SHORTEST or word in SILENT:
        return word
    known = _of_interests(interests, word) | _of_names(word)
    if word in known:
        return word
    best = process.extractOne(
        word, sorted(known), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, processor=None
    )
    return str(best[0]) if best else word


def _of_interests(interests: Interests, word: str) -> set[str]:
    phrases = (phrase for each in interests.interests for phrase in (each.name, *each.phrases))
    return set(_alike(word, (each for phrase in phrases for each in words_of(phrase))))


def _alike(word: str, known: Iterable[str]) -> list[str]:
    return [each for each in known if len(each) >= SHORTEST and each[0] in word[:2]]


def _of_names(word: str) -> set[str]:
    """Return the words of names that begin with the first letter typed, or with the second."""
    held = NameWord.objects.filter(_begins_with(word[0]) | _begins_with(word[1]))
    return set(held.values_list("word", flat=True))


def _begins_with(letter: str) -> Q:
    # A range, not a beginning: SQLite would read every word for that.
    after = Q() if letter == "z" else Q(word__lt=chr(ord(letter) + 1))
    return Q(word__gte=letter) & after
