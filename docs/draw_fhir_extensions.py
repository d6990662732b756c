"""Draw the page of where each field of a plan stands in FHIR, from the catalogue in core."""

import os
from pathlib import Path

import django

from hearth.core.fields import Field, FieldType, Kind
from hearth.core.kinds import CATALOGUE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.site.settings")
django.setup()

from hearth.fhir.mappers.codes import extension_url  # noqa: E402
from hearth.fhir.mappers.shapes import SHAPES, where  # noqa: E402

PAGE = Path(__file__).parent / "reference" / "fhir-plan.md"
BEGIN = "<!-- drawn by make docs, from hearth.core.catalogue and hearth.fhir.mappers.shapes -->\n"
END = "<!-- end of what is drawn -->\n"
VALUES = {
    FieldType.DATE: "date",
    FieldType.SCALE: "0 to 10",
    FieldType.CHOICE: "code",
    FieldType.MONEY: "money",
    FieldType.YES: "yes",
    FieldType.ENTRY: "reference",
}


def page() -> str:
    """Return the page as it should be now: what is drawn changes, what is around it stays."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    drawn = "".join(_section(kind) for kind in CATALOGUE)
    return f"{before}{BEGIN}{drawn}\n{END}{after}"


def _section(kind: Kind) -> str:
    head = "| field | holds | where it stands | PRSB |\n|---|---|---|---|\n"
    rows = "".join(_row(kind, field) for field in kind.fields)
    return f"\n## {kind.title}: {SHAPES[kind.code].type} (`{kind.code}`)\n\n{head}{rows}"


def _row(kind: Kind, field: Field) -> str:
    place = where(kind.code, field.name)
    if place.endswith(".extension"):
        place = f"extension `{extension_url(kind.code, field.name)}`"
    elif place.endswith(".component"):
        place = f"component `urn:hearth:field` `{kind.code}.{field.name}`"
    else:
        place = f"`{place}`"
    return f"| {field.label} | {VALUES.get(field.type, 'words')} | {place} | {field.prsb} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
