"""A request while it arrives: how much of it is here, and whether that is all. Nobody has to wait for its bytes."""

import re
from dataclasses import dataclass, field

from skill.alexa.door import MAX_BODY_BYTES

MOST_BYTES = MAX_BODY_BYTES + 64 * 1024
"""More than the headers and the body of any request that is answered."""

_HEAD_ENDS = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,9})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_CONTINUE = re.compile(rb" HTTP/1\.1\r\n(?s:.*\r\n)?expect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"[0-9a-fA-F]{1,8}(?=[;\r \t])")


@dataclass(slots=True)
class Arriving:
    """
    What has come of one request.

    Only tells when it is time to parse: the parser decides what the bytes mean, and refuses what is malformed.
    """

    text: bytearray = field(default_factory=bytearray)
    """All that has come, perhaps with the beginning of the next request."""
    end: int | None = None
    """Where the request ends; None while that can't be known."""
    body: int = 0
    """Where the body begins; 0 while that can't be known."""
    asks_to_go_on: bool = False
    """The client waits for a word from us before it sends the body."""
    _seen: int = 0
    _in_chunks: bool = False

    def add(self, piece: bytes) -> None:
        """Take what has come."""
        self.text += piece
        if self.end is None and not self._in_chunks:
            self._look_for_the_head()
        if self._in_chunks:
            self._look_for_the_last_chunk()

    @property
    def is_whole(self) -> bool:
        """Whether all of it has come."""
        return self.end is not None and self.end <= len(self.text)

    @property
    def is_too_long(self) -> bool:
        """Whether it is, or says that it will be, longer than anything that is answered."""
        return len(self.text) > MOST_BYTES or (self.end is not None and self.end - self.body > MAX_BODY_BYTES)

    def _look_for_the_head(self) -> None:
        # The end of the head may have come in two pieces.
        at = self.text.find(_HEAD_ENDS, max(0, self._seen - len(_HEAD_ENDS) + 1))
        self._seen = len(self.text)
        if at < 0:
            return
        head = bytes(self.text[: at + 2])
        self.body = self._seen = at + len(_HEAD_ENDS)
        length = _LENGTH.search(head)
        if _CHUNKED.search(head):
            # Together with a length it is refused, whatever the body.
            self._in_chunks, self.end = not length, self.body if length else None
        else:
            self.end = self.body + (int(length[1]) if length else 0)
        self.asks_to_go_on = not self.is_whole and bool(_CONTINUE.search(head))

    def _look_for_the_last_chunk(self) -> None:
        """Go from chunk to chunk; where one is malformed, the parser need not wait for more to refuse it."""
        while self.end is None and (line_end := self.text.find(b"\r\n", self._seen)) >= 0:
            size = _CHUNK_SIZE.match(self.text, self._seen)
            if size is None:
                self.end = len(self.text)
            elif int(size[0], 16):
                self._seen = line_end + 2 + int(size[0], 16) + 2
            elif (last := self.text.find(_HEAD_ENDS, line_end)) >= 0:
                # Further headers may stand behind the last chunk.
                self.end = last + len(_HEAD_ENDS)
            else:
                return
