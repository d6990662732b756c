"""The documents follow the code."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\(([^)#:]+?)(?:#[^)]*)?\)")


@pytest.mark.parametrize("drawing", ["draw_diagrams.py", "draw_cohort_rules.py", "draw_metrics.py"])
def test_what_is_drawn_is_what_the_code_says(drawing):
    done = subprocess.run([sys.executable, ROOT / "docs" / drawing, "--check"])

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
