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
        if len(chunk) > MOST_EMPTY and chunk.isspace():
            raise Unreadable("There are only empty rows here.")
        lines = chunk.split(b"\n")
        offset += len(chunk) + len(rest)
        lines[0] = rest + lines[0]
        rest = lines.pop()
        offset -= len(rest)
        if len(rest) > LARGEST_ROW:
            raise Unreadable("This row is too long.")
        if lines:
            yield lines, offset
    if rest:
        yield [rest], offset + len(rest)


def _skip(stream: io.BufferedReader, offset: int) -> None:
    # A packed file has no other way; a plain one is read at the speed of the disk.
    while offset > 0:
        offset -= len(stream.read(min(offset, BLOCK))) or offset
