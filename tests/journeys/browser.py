"""What browser journeys ask of a page: axe, no side scroll, the keyboard, and its weight."""

import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Response

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
# The one without windows takes a quarter of the time to open a page.
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_TABS = 200

# Only what is wrong leaves the browser: what axe says of all that is right weighs megabytes.
VIOLATIONS = """async rules => {
  const asked = {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]};
  const found = await axe.run(document, asked);
  return found.violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html.slice(0, 160)}`));
}"""

NAME_OF_FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return "";
  const by = (e.getAttribute("aria-labelledby") || "").split(" ")
    .map(id => document.getElementById(id)?.textContent || "").join(" ").trim();
  const label = e.labels && e.labels.length ? e.labels[0].textContent : "";
  const name = e.getAttribute("aria-label") || by || label || e.textContent || e.value || "";
  return name.replace(/\\s+/g, " ").trim();
}"""

FOCUS_IS_SEEN = """() => {
  const e = document.activeElement;
  const shown = [e, e.nextElementSibling, e.nextElementSibling?.nextElementSibling].filter(Boolean);
  const marked = (each, pseudo) => {
    const s = getComputedStyle(each, pseudo);
    const outline = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0;
    return outline || s.boxShadow !== "none";
  };
  return shown.some(each => marked(each) || marked(each, "::before") || marked(each, "::after"));
}"""


@contextmanager
def with_scripts(page: Page) -> Iterator[Page]:
    """Give a page that axe can run in. Where JavaScript is off: a copy, without our own scripts."""
    if not page.evaluate("matchMedia('(scripting: none)').matches"):
        yield page
        return
    assert page.context.browser
    context = page.context.browser.new_context(viewport=page.viewport_size)
    copy, html, address = context.new_page(), page.content(), page.url.split("#")[0]
    copy.route(
        lambda url: url == address, lambda route: route.fulfill(body=html, content_type="text/html")
    )
    copy.route("**/*.js", lambda route: route.abort())
    copy.goto(address)
    yield copy
    context.close()


def axe_violations(page: Page) -> list[str]:
    """Return what axe finds wrong, one line for each rule and element.

    On PostgreSQL it is not asked again: on SQLite it has met the same pages.
    """
    if os.environ.get("HEARTH_DATABASE_URL"):
        return []
    with with_scripts(page) as seen:
        seen.evaluate(f"{AXE}; null")
        found: list[str] = seen.evaluate(VIOLATIONS, RULES)
    return found


def scrolls_sideways(page: Page) -> bool:
    """Say whether the page is wider than its window."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


def assert_accessible(page: Page) -> None:
    """Assert that axe finds nothing, and that the page is as wide as its window."""
    found = axe_violations(page)
    assert not found, "\n".join([page.url, *found])
    assert not scrolls_sideways(page), f"{page.url} scrolls sideways"


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is called `name` has a focus that can be seen; fail if it never does."""
    page.wait_for_load_state()  # its scripts have run: none takes the focus away
    met = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(NAME_OF_FOCUSED)
        met.append(here)
        if here == name or here.startswith(f"{name}:"):
            assert page.evaluate(FOCUS_IS_SEEN), f"the focus on “{name}” cannot be seen"
            return
    raise AssertionError(f"the keyboard never came to “{name}”; it met {list(dict.fromkeys(met))}")


def weigh(page: Page, address: str) -> dict[str, int]:
    """Open an address afresh; return the gzipped bytes of each sort of thing that it loads."""
    heard: list[Response] = []

    def hear(response: Response) -> None:
        heard.append(response)

    page.on("response", hear)
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    assert answer.ok, f"{answer.status} {address}"
    page.remove_listener("response", hear)
    weights: dict[str, int] = {}
    for response in heard:
        if response.ok and not response.url.startswith("data:"):
            kind = response.request.resource_type
            size = len(gzip.compress(response.body(), 6))
            weights[kind] = weights.get(kind, 0) + size
    return weights
