"""The picture of the House as it stands alone: for paper (SVG), and for Word (PNG)."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from math import ceil, dist
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from hearth.core.house.drawing import Label, Look, Shape, Tone
from hearth.core.house.masonry import Point, between
from hearth.core.house.picture import picture_of
from hearth.core.house.standing import HouseStanding
from hearth.formats.chart import data_address

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

INK, HOUSE, PAPER, FIRE, EARTH = "#1d2526", "#17494d", "#ffffff", "#d9601a", "#5c6b69"

FILL = {Look.STONE: HOUSE, Look.FIRE: FIRE}
STROKE: dict[Look, tuple[str, float]] = {
    Look.GROUND: (EARTH, 1.5),
    Look.DRAWN: (HOUSE, 1.3),
    Look.HATCH: (HOUSE, 1),
    Look.CRACK: (PAPER, 3.6),
    Look.BEAM: (HOUSE, 5),
    Look.WOOD: (HOUSE, 5),
    Look.SMOKE: (EARTH, 2.2),
    Look.UNKNOWN: (HOUSE, 1.8),
    Look.PLATE: (INK, 1.3),
}
DASHES = {Look.UNKNOWN: (7, 5), Look.PLATE: (3, 3)}
SIZES = {Tone.NAME: 17, Tone.STEP: 16.5, Tone.NOBODY: 14.5, Tone.UNSURE: 28}
BOLD = (Tone.NAME, Tone.UNSURE)


def svg_of(standing: HouseStanding, *, small: bool = False) -> str:
    """Draw a house as SVG, with a title that says in words what it shows.

    `small`: the house alone, without words in it, for a strip of many.
    """
    drawn = picture_of(standing)
    picture = drawn.small if small else drawn
    start = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{picture.view_box}">'
    title = f"<title>{escape(f'{picture.title} {picture.words}')}</title>"
    shapes = "".join(map(_path, picture.shapes))
    return f"{start}{title}{shapes}{''.join(map(_text, picture.labels))}</svg>"


def address_of(standing: HouseStanding, *, small: bool = False) -> str:
    """Return the drawing as a `data:` address, for the `src` of an image."""
    return data_address(svg_of(standing, small=small))


def _path(shape: Shape) -> str:
    look = f'fill="{FILL.get(shape.look, "none")}"'
    if shape.look in STROKE:
        colour, width = STROKE[shape.look]
        look += f' stroke="{colour}" stroke-width="{width:g}" stroke-linejoin="round"'
    if shape.look in DASHES:
        look += f' stroke-dasharray="{" ".join(map(str, DASHES[shape.look]))}"'
    return f'<path d="{shape.path}" {look}/>'


def _text(label: Label) -> str:
    where = f'x="{label.x:g}" y="{label.y:g}" text-anchor="{label.anchor}"'
    weight = ' font-weight="700"' if label.tone in BOLD else ""
    font = f'font-family="Noto Sans, Arial, sans-serif" font-size="{SIZES[label.tone]:g}"{weight}'
    return f'<text {where} fill="{INK}" {font}>{escape(label.words)}</text>'


SCALE, FINER = 3, 2
"""Dots to a unit, and how much finer it is drawn before it is made smooth."""

FONTS = {False: "NotoSans-Regular.ttf", True: "NotoSans-Bold.ttf"}


def png_of(standing: HouseStanding) -> bytes:
    """Draw a house as PNG, black on white enough for a copier: 1,200 dots wide, 380 dots an inch
    at 8 cm. Give it the words of `picture_of(standing)` where it is shown: it has none itself.
    """
    from PIL import Image, ImageDraw

    picture = picture_of(standing)
    left, top, wide, high = picture.box
    fine = SCALE * FINER
    image = Image.new("RGB", (round(wide * fine), round(high * fine)), PAPER)
    canvas = ImageDraw.Draw(image)
    for shape in picture.shapes:
        for outline in shape.outlines:
            points = [((x - left) * fine, (y - top) * fine) for x, y in outline]
            _draw(canvas, shape, points, fine)
    for label in picture.labels:
        _write(canvas, label, fine)
    small = image.resize((round(wide * SCALE), round(high * SCALE)), Image.Resampling.LANCZOS)
    written = BytesIO()
    small.quantize(48).save(written, "PNG", optimize=True, dpi=(380, 380))
    return written.getvalue()


def _draw(canvas: "ImageDraw", shape: Shape, points: list[Point], fine: int) -> None:
    if colour := FILL.get(shape.look):
        canvas.polygon(points, fill=colour)
    if shape.look not in STROKE:
        return
    colour, width = STROKE[shape.look]
    way = [*points, points[0]] if shape.is_closed else points
    dashes = DASHES.get(shape.look)
    lines = _dashed(way, dashes[0] * fine, dashes[1] * fine) if dashes else [way]
    for line in lines:
        canvas.line(line, fill=colour, width=round(width * fine), joint="curve")


def _dashed(way: list[Point], dash: float, gap: float) -> Iterator[list[Point]]:
    for start, end in pairwise(way):
        long = dist(start, end)
        for place in range(ceil(long / (dash + gap))):
            first = place * (dash + gap)
            last = min(first + dash, long)
            yield [between(start, end, first / long), between(start, end, last / long)]


def _write(canvas: "ImageDraw", label: Label, fine: int) -> None:
    from PIL import ImageFont

    size = SIZES[label.tone] * fine
    try:
        font: ImageFont.FreeTypeFont | ImageFont.ImageFont = ImageFont.truetype(
            FONTS[label.tone in BOLD], size
        )
    except OSError:  # a machine without Noto: Pillow brings a face of its own
        font = ImageFont.load_default(size)
    side = {"start": "l", "middle": "m", "end": "r"}[label.anchor]
    where = (label.x * fine, label.y * fine)
    canvas.text(where, label.words, fill=INK, font=font, anchor=f"{side}s")
