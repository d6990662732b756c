"""A chart of results as a picture that stands alone: for a letter on paper."""

from base64 import b64encode
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from hearth.core.chart import Frame, LineChart, Series, in_words, line_chart

INK, LINE, BAND, GRID = "#1d2526", "#17494d", "#dcebe7", "#d5dedd"
FONT = 'font-family="Noto Sans, Arial, sans-serif" font-size="23"'
ON_PAPER = Frame(height=260, left=70, right=16, top=40, bottom=44, inset=56, date_room=125)
"""Letters of 23 in 600 are 11 pt at 104 mm wide, and 18 pt at 170 mm."""


def line_svg(
    series: Series,
    *,
    low: Decimal | None = None,
    high: Decimal | None = None,
    unit: str = "",
    title: str = "",
) -> str:
    """Draw values with their days, oldest first, as SVG with a title that says it all in words.

    Raises ValueError for an empty series.
    """
    drawn = line_chart(series, low=low, high=high, frame=ON_PAPER)
    frame, said = drawn.frame, in_words(title, series, unit)
    size = f'viewBox="0 0 {frame.width:g} {frame.height:g}"'
    start = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} '
    opening = f"{start}aria-label={quoteattr(said)}>"
    parts = [opening, f"<title>{escape(said)}</title>", *_behind(drawn), *_line(drawn), "</svg>"]
    return "".join(parts)


def data_address(svg: str) -> str:
    """Write a picture as an address that holds it: `data:image/svg+xml;base64,...`."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode("utf-8")).decode("ascii")


def _behind(drawn: LineChart) -> list[str]:
    frame, found = drawn.frame, []
    if drawn.band:
        found.append(
            f'<rect x="{frame.left:g}" y="{drawn.band.top:g}" width="{frame.inner_width:g}" '
            f'height="{drawn.band.height:g}" fill="{BAND}"/>'
        )
    for tick in drawn.up:
        across = f'x1="{frame.left:g}" x2="{frame.far_right:g}" y1="{tick.at:g}" y2="{tick.at:g}"'
        found.append(f'<line {across} stroke="{GRID}"/>')
        found.append(_text(frame.left - 8, tick.at + 8, tick.words, "end"))
    return found


def _line(drawn: LineChart) -> list[str]:
    found = [f'<polyline points="{drawn.line}" fill="none" stroke="{LINE}" stroke-width="4"/>']
    for point in drawn.points:
        found.append(f'<circle cx="{point.x:g}" cy="{point.y:g}" r="6" fill="{LINE}"/>')
        found.append(_text(point.x, point.y - 15, point.words, "middle"))
    for tick in drawn.along:
        found.append(_text(tick.at, drawn.frame.height - 8, tick.words, "middle"))
    return found


def _text(x: float, y: float, words: str, anchor: str) -> str:
    where = f'x="{x:g}" y="{y:g}" text-anchor="{anchor}"'
    return f'<text {where} fill="{INK}" {FONT}>{escape(words)}</text>'
