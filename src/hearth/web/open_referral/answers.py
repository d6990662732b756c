"""How the open API answers: JSON for everyone, with an ETag; problems in plain words."""

import json
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

METHODS = "GET, HEAD, OPTIONS"
SECONDS = 60


def answer(request: HttpRequest, content: Any, *, status: int = 200) -> HttpResponse:
    """Answer with JSON, or say that what the asker has is still so."""
    response = HttpResponse(_bytes(content), status=status, content_type="application/json")
    if status != 200:
        return open_to_all(response)
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    found = get_conditional_response(request, etag=etag, response=response)
    return open_to_all(found if isinstance(found, HttpResponse) else response)


def problems(request: HttpRequest, status: int, *reasons: str) -> HttpResponse:
    """Answer that it cannot be, and why."""
    return answer(request, {"status": status, "problems": list(reasons)}, status=status)


def allowed() -> HttpResponse:
    """Answer a browser that asks first whether its page may ask."""
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "*"
    response["Access-Control-Max-Age"] = "86400"
    return open_to_all(response)


def open_to_all(response: HttpResponse) -> HttpResponse:
    """Let pages of any site read the answer."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def enveloped(contents: list[Any], *, total: int, number: int, size: int) -> dict[str, Any]:
    """Return one page as the profile wraps it."""
    pages = -(-total // size)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _bytes(content: Any) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")
