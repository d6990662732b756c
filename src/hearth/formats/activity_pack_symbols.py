"""The pictures of the Easy Read pack: plain line drawings of ours, one for each kind of fact."""

from urllib.parse import quote

STROKE = 'fill="none" stroke="#17494d" stroke-width="3" stroke-linecap="round"'
CLOCK = '<circle cx="24" cy="24" r="19"/><path d="M24 12v12l8 6"/>'
PIN = (
    '<path d="M24 44C12 30 9 24 9 18a15 15 0 0 1 30 0c0 6-3 12-15 26z"/>'
    '<circle cx="24" cy="18" r="5"/>'
)
COIN = '<circle cx="24" cy="24" r="19"/><path d="M31 16c-2-4-11-4-11 3v14h-4M15 25h12M16 33h16"/>'
DOOR = '<path d="M12 44V6h24v38M6 44h36M30 25v1"/>'
PHONE = '<rect x="13" y="4" width="22" height="40" rx="4"/><path d="M21 38h6"/>'
SIGN = '<path d="M24 44V4M24 8h14l6 6-6 6H24M24 22H12l-6 6 6 6h12"/>'
TICK = '<rect x="5" y="5" width="38" height="38" rx="4"/><path d="M14 25l7 8 14-18"/>'
PEOPLE = (
    '<circle cx="17" cy="15" r="7"/><path d="M4 42c0-10 5-15 13-15s13 5 13 15"/>'
    '<circle cx="35" cy="18" r="5"/><path d="M35 28c6 0 9 4 9 11"/>'
)
STAR = '<path d="M24 5l6 13 14 2-10 10 2 14-12-7-12 7 2-14L4 20l14-2z"/>'
WARNING = '<path d="M24 5L45 43H3zM24 19v11M24 36v1"/>'

SYMBOLS = {
    "what": ("A star", STAR),
    "news": ("A sign that says: take care", WARNING),
    "when": ("A clock", CLOCK),
    "where": ("A pin on a map", PIN),
    "who": ("Two people", PEOPLE),
    "cost": ("A coin", COIN),
    "access": ("A door", DOOR),
    "telephone": ("A telephone", PHONE),
    "way": ("A signpost", SIGN),
    "checked": ("A tick", TICK),
}
"""By the code of a line: what it shows, for who does not see it, and how it is drawn."""


def symbol(code: str) -> tuple[str, str]:
    """Return a picture as a `data:` address, and what it shows in words."""
    words, drawn = SYMBOLS[code]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><g {STROKE}>{drawn}</g></svg>'
    )
    return f"data:image/svg+xml,{quote(svg)}", words
