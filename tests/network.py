"""Close the network to the tests, but for this machine itself."""

import ipaddress
import sys

NAMES_OF_THIS_MACHINE = {None, "", "localhost"}


class NetworkIsClosed(RuntimeError):
    """A test tried to reach another machine."""


def close_network() -> None:
    """Refuse, from now until this process ends, to look up or connect to another machine."""
    sys.addaudithook(_refuse_strangers)


def _refuse_strangers(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        _require_this_machine(args[0])
    elif event in {"socket.connect", "socket.sendto"} and isinstance(args[1], tuple):
        _require_this_machine(args[1][0])


def _require_this_machine(host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name not in NAMES_OF_THIS_MACHINE and not _is_loopback(str(name)):
        raise NetworkIsClosed(f"Tests reach only this machine, not {name}.")


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
