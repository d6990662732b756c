"""Tell another system something over HTTPS: one POST, no way round, and an end to waiting.

The address was typed by somebody outside: hosts inside our own network are refused as we connect
to them, and no answer sends us elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from hearth.outside.handing_over import NotNow, NotTaken
from hearth.outside.hsds import Inside, OutsideOnly

NAME = "Hearth notifications (care and support planning)"
TO_CONNECT, TO_ANSWER = 3, 10
GONE = 410


@dataclass(frozen=True)
class RestHook:
    """Posts what happened. `inside`: the receiver may be in our network (tests, an intranet)."""

    inside: bool = False

    def tell(self, address: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Post it; raises NotNow, or NotTaken where there is no receiver any more."""
        with requests.Session() as session:
            session.trust_env = False  # a proxy would connect in our place
            if not self.inside:
                for scheme in ("http://", "https://"):
                    session.mount(scheme, OutsideOnly())
            status = _status(session, address, body, {"User-Agent": NAME, **headers})
        if status == GONE:
            raise NotTaken("The receiver answered 410: it is gone.")
        if not 200 <= status < 300:
            raise NotNow(f"The receiver answered {status}.")


def _status(
    session: requests.Session, address: str, body: bytes, headers: Mapping[str, str]
) -> int:
    try:
        with session.post(
            address, data=body, headers=dict(headers), timeout=(TO_CONNECT, TO_ANSWER),
            allow_redirects=False, stream=True,
        ) as answer:  # fmt: skip
            return answer.status_code
    except Inside as error:
        raise NotTaken("The receiver is inside our own network.") from error
    except (requests.RequestException, ValueError, OSError) as error:
        host = urlsplit(address).hostname or "The receiver"
        raise NotNow(f"{host} cannot be reached ({type(error).__name__}).") from error
