"""Draw the page of the tables of an extract from the schema in core."""

from pathlib import Path

from hearth.core.cohorts.tables import SCHEMA_VERSION, TABLES, Column, Holds, Table

PAGE = Path(__file__).parent / "reference" / "extract-tables.md"
KINDS = {
    Holds.PSEUDONYM: "pseudonym",
    Holds.TEXT: "text",
    Holds.DAY: "day",
    Holds.NUMBER: "number",
    Holds.SMALL_NUMBER: "whole number",
}
BEGIN = "<!-- drawn by make docs, from the schema in hearth.core.cohorts.tables -->\n"
END = "<!-- end of what is drawn -->\n"


def page() -> str:
    """Return the page as it should be now: what is drawn changes, what is around it stays."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    drawn = "".join(_section(table) for table in TABLES.values())
    return f"{before}{BEGIN}\nVersion {SCHEMA_VERSION} of the tables.\n{drawn}\n{END}{after}"


def _section(table: Table) -> str:
    rows = "".join(_row(column) for column in table.columns)
    head = "| column | holds | needed | what it is |\n|---|---|---|---|\n"
    return f"\n## {table.name}\n\n{table.words}\n\n{head}{rows}"


def _row(column: Column) -> str:
    needed = "yes" if column.required else ""
    return f"| {column.name} | {KINDS[column.holds]} | {needed} | {column.words} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
