"""JSON as feeds send it: with a mark of its order of bytes, in the letters of old systems, by line.

Nothing here knows what the JSON means.
"""

import json
from typing import Any


def parsed(body: bytes) -> Any:
    """Read JSON, or one piece of JSON in each line (NDJSON). Raises ValueError, RecursionError."""
    text = _text(body)
    try:
        return json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
            raise
        return [json.loads(line) for line in lines]


def _text(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")
