"""Walk through the entries of a FHIR Bundle without ever holding the whole file."""

import io
import re
from collections.abc import Iterator

from hearth.jobs.imports.opening import LARGEST_ROW, MEBIBYTE, Unreadable

# Whole strings first; a quote that stands alone opens a string that the bytes so far do not end.
TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\],]', re.DOTALL)


DEEPEST = 1000


class EntryScanner:
    """Cuts a JSON document into the elements of its top-level "entry" list, and the rest.

    The rest (`envelope`) is the document with an empty list instead; it is whole once `entries`
    has been walked to the end. Entries are cut, not read: each may still be bad JSON.
    """

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._depth = 0
        self._last_string = b""
        self._inside = False
        self.envelope = bytearray()

    def entries(self) -> Iterator[bytes]:
        """Yield the bytes of each entry. Raises Unreadable where the document is cut short."""
        buffer, start, position = b"", 0, 0
        while more := self._stream.read(MEBIBYTE):
            buffer, position, start = buffer[start:] + more, position - start, 0
            for token in TOKEN.finditer(buffer, position):
                if token[0] == b'"':
                    break
                position = token.end()
                if self._is_at_entry(token[0]):
                    part = buffer[start : token.start()]
                    start = token.start() if token[0] == b"]" else position
                    if part.strip() or token[0] == b",":
                        yield part
                elif self._opens_entries(token[0]):
                    self._keep(buffer[start:position])
                    start = position
            if not self._inside:
                self._keep(buffer[start:position])
                start = position
            if len(buffer) - start > LARGEST_ROW:
                raise Unreadable("One entry is too large.", "Ask for the file as NDJSON.")
        self._keep(buffer[start:])
        if self._depth > 0:
            raise Unreadable("This file is cut short.", "Fetch it again.")

    def _is_at_entry(self, mark: bytes) -> bool:
        """Say whether this token ends an entry."""
        if mark == b",":
            return self._inside and self._depth == 2
        if mark in (b"}", b"]"):
            self._depth -= 1
            if self._inside and self._depth == 1:
                self._inside = False
                return True
        return False

    def _opens_entries(self, mark: bytes) -> bool:
        """Say whether this token opens the list of entries."""
        if mark in (b"{", b"["):
            self._depth += 1
            if self._depth > DEEPEST:
                raise Unreadable("This is nested too deeply.", "Ask where it comes from.")
            opens = mark == b"[" and self._depth == 2 and self._last_string == b'"entry"'
            self._inside = self._inside or opens
            return opens
        if self._depth == 1 and mark.startswith(b'"'):
            self._last_string = mark
        return False

    def _keep(self, part: bytes) -> None:
        self.envelope += part
        if len(self.envelope) > LARGEST_ROW:
            raise Unreadable("This resource is too large.", "Ask for the file as NDJSON.")
