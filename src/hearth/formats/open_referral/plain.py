"""Text as people wrote it, out of what systems made of it: HTML, controls, odd spaces.

Nothing here raises. What cannot be stored in a database (NUL, half of a surrogate pair) becomes a
replacement sign.
"""

import re
from html import unescape
from html.parser import HTMLParser

LONGEST_TEXT = 10_000
"""Longer text than this is no description but somebody's whole website."""
MOST_READ = 40_000
"""So much HTML is looked at to find that much text."""

TAGS = (
    "a|abbr|address|article|b|blockquote|body|br|button|caption|center|cite|code|col|dd|div|dl|dt|"
    "em|embed|fieldset|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|label|"
    "legend|li|link|main|map|mark|meta|nav|object|ol|option|p|picture|pre|q|s|script|section|"
    "select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|"
    "textarea|tfoot|th|thead|title|tr|u|ul|video"
)
A_TAG = re.compile(rf"<\s{{0,3}}/?\s{{0,3}}(?:{TAGS})(?:[\s/][^<>]{{0,5000}})?>|<!--|<![a-z]", re.I)
AN_ENTITY = re.compile(r"&(?:[a-z]{2,31}|#\d{1,7}|#x[0-9a-f]{1,6});", re.I)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
UNSEEN = frozenset(
    ["script", "style", "template", "title", "head", "noscript", "iframe", "object", "svg"]
)
# Controls but tab and line feeds; marks that turn or hide text (bidi, zero width, BOM, tags).
HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
SPACES = re.compile(r"[^\S\n]+")


def storable(text: str) -> str:
    """Return the text as a database can keep it, else as it is."""
    return UNSTORABLE.sub("\ufffd", text)


def plain(text: str) -> str:
    """Return the words of a text: no tags, no entities, no harmful signs, tidy spaces."""
    text = text[:MOST_READ].replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    if A_TAG.search(text):
        text = _without_tags(text)
    elif AN_ENTITY.search(text):
        text = unescape(text)
    if A_TAG.search(text):
        text = _without_tags(text)  # it had been escaped twice
    return tidy(text)


def tidy(text: str) -> str:
    """Return the text without harmful signs, with single spaces, and at most one empty line."""
    lines = [SPACES.sub(" ", line).strip() for line in _harmless(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """Return the words of a text in one line: names, addresses."""
    return " ".join(plain(text).split())


def _harmless(text: str) -> str:
    return HARMFUL.sub("", UNSTORABLE.sub("", text))


def _without_tags(text: str) -> str:
    begin, *rest = text.split("<!--")
    reader = _Reader()
    reader.feed(begin + "".join(part.partition("-->")[2] for part in rest))
    reader.close()
    return reader.words


class _Reader(HTMLParser):
    """Gathers the words of HTML: paragraphs on lines of their own, links with their address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._unseen: list[str] = []
        self._link: tuple[str, int] | None = None

    @property
    def words(self) -> str:
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._unseen.append(tag)
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "li":
            self._parts.append("\n• ")
        elif tag in ("td", "th"):
            self._parts.append(" ")
        elif tag in BLOCKS:
            self._parts.append("\n\n")
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self._parts))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        elif tag in BLOCKS:
            self._parts.append("\n\n")
        elif tag == "a" and self._link:
            self._end_link(*self._link)

    def _end_link(self, address: str, begun: int) -> None:
        """Write the address of a link after its words, where these do not say it."""
        self._link = None
        shown = "".join(self._parts[begun:]).strip()
        address = address.strip().strip("\\\"'").strip()
        bare = re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")
        is_web = address.lower().startswith(("http://", "https://"))
        if is_web and bare.lower() not in shown.lower():
            self._parts.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._parts.append(data)
