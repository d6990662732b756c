"""The documents follow the code."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\(([^)#:]+?)(?:#[^)]*)?\)")


def test_the_drawn_states_are_those_of_the_tables():
    done = subprocess.run([sys.executable, ROOT / "docs" / "draw_diagrams.py", "--check"])

    assert done.returncode == 0, "Run `make docs` and commit the page."


def test_every_link_between_documents_leads_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]

    assert broken == []


def test_decisions_have_unique_numbers():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")]

    assert len(numbers) == len(set(numbers)) >= 5
