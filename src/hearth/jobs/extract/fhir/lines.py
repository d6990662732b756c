"""The lines of a bulk file, in blocks: fast, in little memory, and from any place on."""

import io
from collections.abc import Iterator

from hearth.jobs.imports.opening import LARGEST_ROW, MOST_EMPTY, Unreadable

BLOCK = 2 * 2**20


def blocks(stream: io.BufferedReader, offset: int) -> Iterator[tuple[list[bytes], int]]:
    """Give whole lines, and where the next ones begin, from an offset on. Raises Unreadable."""
    _skip(stream, offset)
    rest = b""
    while chunk := stream.read(BLOCK):
        chunk = rest + chunk
        cut = chunk.rfind(b"\n") + 1
        rest = chunk[cut:]
        if len(rest) > LARGEST_ROW:
            raise Unreadable("This row is too long.")
        if cut > MOST_EMPTY and chunk.isspace():
            raise Unreadable("There are only empty rows here.")
        if cut:
            offset += cut
            yield chunk[: cut - 1].split(b"\n"), offset
    if rest:
        yield [rest], offset + len(rest)


def _skip(stream: io.BufferedReader, offset: int) -> None:
    # A packed file has no other way; a plain one is read at the speed of the disk.
    while offset > 0:
        offset -= len(stream.read(min(offset, BLOCK))) or offset
