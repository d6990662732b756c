"""The picture of the House on paper, and in Word."""

from base64 import b64decode
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from hearth.core.house.assessing import Rating
from hearth.core.house.parts import Part
from hearth.core.house.picture import picture_of
from hearth.core.house.standing import HouseStanding, PartStanding
from hearth.formats import house_picture as formats

STEPS = (None, *Rating)
STANDING = HouseStanding(
    tuple(
        PartStanding(part, (), "" if part is Part.ROOF else "Lena Hart", step)
        for part, step in zip(Part, STEPS, strict=True)
    )
)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("small", [False, True])
def test_the_picture_stands_alone_and_says_what_it_shows(small):
    root = ElementTree.fromstring(formats.svg_of(STANDING, small=small))
    title = root.findtext(f"{SVG}title", "")

    assert root.get("role") == "img"
    assert title.startswith("The house does not stand yet: nobody answers for the roof.")
    assert "Foundation: nearly there." in title


def test_it_has_no_style_and_no_script_so_that_any_policy_lets_it_in():
    assert not {"style", "script", "href"} & {
        word for each in ElementTree.fromstring(formats.svg_of(STANDING)).iter()
        for word in (each.tag.removeprefix(SVG), *each.attrib)
    }  # fmt: skip


def test_an_address_holds_the_whole_picture():
    start, _, rest = formats.address_of(STANDING).partition(",")

    assert start == "data:image/svg+xml;base64"
    assert b64decode(rest).decode() == formats.svg_of(STANDING)


def test_every_word_of_the_picture_is_written_on_paper():
    written = [each.text for each in ElementTree.fromstring(formats.svg_of(STANDING)).iter()]

    assert set(written) >= {each.words for each in picture_of(STANDING).labels}


def test_word_gets_a_sharp_picture_that_reads_in_grey():
    image = Image.open(BytesIO(formats.png_of(STANDING)))
    grey = image.convert("L")

    assert image.width == 1200
    darkest, lightest = grey.getextrema()
    assert darkest < 60
    assert lightest == 255


def test_a_machine_without_our_typeface_still_gets_its_words(monkeypatch):
    usual = formats.png_of(STANDING)
    monkeypatch.setattr(formats, "FONTS", dict.fromkeys(formats.FONTS, "no-such-face.ttf"))

    assert formats.png_of(STANDING) != usual
