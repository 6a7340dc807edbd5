"""What we read of requests by ourselves is what gunicorn's parser reads, whatever is sent and in whatever pieces."""

import re
from importlib import metadata

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader
from hypothesis import event, example, given
from hypothesis import strategies as st

from skill.alexa.door import MAX_BODY_BYTES
from skill.web import reading, server
from skill.web.arriving import Arriving
from skill.web.reading import Reader

pytestmark = pytest.mark.slow

CLIENT, HOST = ("127.0.0.1", 4711), ("127.0.0.1", 8080)

NAMES = st.sampled_from(
    [
        *("Host", "host", "Content-Type", "Signature-256", "SIGNATURECERTCHAINURL", "X-A", "x-a", "X_A", "Script-Name"),
        *("Connection", "Expect", "Transfer-Encoding", "Content-Length", "X-Forwarded-Proto", "X-Forwarded-SSL"),
        *("SCRIPT_NAME", "Upgrade", "Te", "Forwarded", "X-Forwarded-For", "X.Y", "X Y", "", "Trailer", "HTTP-HOST"),
    ]
) | st.text(st.characters(max_codepoint=255), max_size=6)
VALUES = st.sampled_from(
    ["close", "keep-alive", "Close", "https", "http", "on", "100-continue", "chunked", "identity", "5", "05", "²", "+5"]
) | st.text(st.characters(max_codepoint=255), max_size=12)
BLANKS = st.sampled_from(["", " ", "\t", "  \t "])
HEADERS = st.lists(st.tuples(NAMES, BLANKS, VALUES, BLANKS), max_size=8)
LINES = st.sampled_from(
    [
        *("POST /alexa HTTP/1.1",) * 6,
        *(
            "GET / HTTP/1.1",
            "POST /alexa HTTP/1.0",
            "POST /alexa?x=1 HTTP/1.1",
            "post /alexa HTTP/1.1",
            "POST  HTTP/1.1",
        ),
    ]
)
BODIES = st.binary(max_size=20)


def config():
    return server._Server(None, {}).cfg


def request(line, headers, body, length):
    """A request as bytes, with its length told or not."""
    told = [f"{name}:{before}{value}{after}" for name, before, value, after in headers]
    if length:
        told.insert(len(told) // 2, f"Content-Length: {len(body)}")
    return "\r\n".join([line, *told, "", ""]).encode("latin-1") + body


REQUESTS = st.builds(request, LINES, HEADERS, BODIES, st.sampled_from([True, True, True, False]))
PLAIN = b"POST /alexa HTTP/1.1\r\nHost: coach\r\nContent-Length: 2\r\n\r\n{}"
OVER_HTTPS = PLAIN.replace(b"\r\n\r\n", b"\r\nX-Forwarded-Proto: https\r\n\r\n")


def arrived(*pieces):
    arriving = Arriving()
    for piece in pieces:
        arriving.add(piece)
    return arriving


def read(reader, text):
    """All that an answer depends on: what the app gets and whether to part, or why it was refused."""
    try:
        asked = reader.read(arrived(text))
    except (ParseException, OSError, StopIteration) as error:
        return type(error), str(error)
    environ = asked.environ | {"wsgi.input": asked.environ["wsgi.input"].read(), "wsgi.errors": None}
    return environ, asked.rest, asked.request.should_close(), asked.request.version, asked.request.method


# --- The requests that follow the first one on a connection ---


@given(REQUESTS, st.lists(REQUESTS, min_size=1, max_size=3))
@example(PLAIN, [PLAIN, PLAIN + PLAIN])
@example(OVER_HTTPS, [PLAIN, OVER_HTTPS])
@example(PLAIN.replace(b"Host", b"X-A: of the first alone\r\nHost"), [PLAIN])
@example(PLAIN, [PLAIN.replace(b"Host", b"Connection: close\r\nHost"), PLAIN])
def test_a_later_request_is_read_as_if_it_were_the_first(first, later):
    cfg = config()
    reader = Reader(cfg, CLIENT, HOST)
    read(reader, first)

    for text in (first, *later):
        assert read(reader, text) == read(Reader(cfg, CLIENT, HOST), text)


ODD = {
    "another expectation": b"Expect: 200-ok",
    "an expectation": b"Expect: 100-continue",
    "chunks and a length": b"Content-Length: 0\r\nTransfer-Encoding: chunked",
    "chunks": b"Transfer-Encoding: chunked",
    "an underscore": b"Signature_256: x",
    "a script name": b"SCRIPT_NAME: /alexa",
    "two lengths": b"Content-Length: 0\r\nContent-Length: 0",
    "a length that is no number": "Content-Length: ²".encode("latin-1"),
    "a length with a sign": b"Content-Length: +0",
    "a long length": b"Content-Length: 00000000000",
    "two hosts": b"Host: a",
    "two of a name": b"X-A: 1\r\nx-a: 2",
    "a line that goes on": b"X-A: 1\r\n 2",
    "a blank before the colon": b"X-A : 1",
    "no name": b": 1",
    "a bare line feed": b"X-A: 1\nX-B: 2",
    "a header as long as may be": b"X-Long: " + b"y" * 4086,
    "a header that is too long": b"X-Long: " + b"y" * 4087,
    "as many headers as may be": b"\r\n".join(b"X-%d: y" % number for number in range(63)),
    "too many headers": b"\r\n".join(b"X-%d: y" % number for number in range(64)),
    "a wish to part": b"Connection: close",
    "a wish to stay": b"Connection: keep-alive",
    "a proxy's word": b"X-Forwarded-Proto: https",
    "a proxy's two words": b"X-Forwarded-Proto: https\r\nX-Forwarded-SSL: off",
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_what_is_odd_in_a_later_request_is_read_as_if_it_were_the_first(odd):
    cfg = config()
    reader = Reader(cfg, CLIENT, HOST)
    read(reader, PLAIN)
    text = b"POST /alexa HTTP/1.1\r\nHost: coach\r\n" + odd + b"\r\n\r\n"

    assert read(reader, text) == read(Reader(cfg, CLIENT, HOST), text)
    with_length = text.replace(b"\r\n\r\n", b"\r\nContent-Length: 0\r\n\r\n")
    assert read(reader, with_length) == read(Reader(cfg, CLIENT, HOST), with_length)


@given(st.lists(st.tuples(st.sampled_from(["X-A", "X-B", "Accept"]), BLANKS, VALUES, BLANKS), max_size=4), BODIES)
def test_what_is_the_same_but_for_values_needs_no_parser(headers, body):
    asked_parser = []

    class Counting(Request):
        def __init__(self, *args):
            asked_parser.append(args)
            super().__init__(*args)

    reader = Reader(config(), CLIENT, HOST)
    reader.read(arrived(PLAIN))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "Request", Counting)
        text = request("POST /alexa HTTP/1.1", headers, body, length=True)
        read(reader, text)

    names = [name for name, *_ in headers]
    odd = re.search(r"[\x00-\x08\x0a-\x1f\x7f]", "".join(value for _, _, value, _ in headers))
    event("plain" if not asked_parser else "parsed")
    assert bool(asked_parser) == (bool(odd) or len(names) != len(set(names)))


# --- Whether all of it is here ---


def chunked(chunks, trailers):
    head = b"POST /alexa HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    told = b"".join(b"%x;a=b\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks if chunk)
    return head + told + b"0\r\n" + b"".join(b"X-T: %d\r\n" % number for number in range(trailers)) + b"\r\n"


WELL_FORMED = st.builds(chunked, st.lists(BODIES | st.just(b"0\r\n\r\n"), max_size=4), st.integers(0, 2)) | st.builds(
    request, st.just("POST /alexa HTTP/1.1"), st.just([("Host", " ", "coach", "")]), BODIES, st.booleans()
)


@given(WELL_FORMED, BODIES, st.lists(st.integers(1, 40), min_size=1))
def test_a_request_is_whole_with_its_last_byte_in_whatever_pieces_it_comes(text, more, sizes):
    if b"chunked" not in text and b"Length" not in text:
        text = text.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    arriving, at = Arriving(), 0
    for number in range(len(text)):
        piece = text[at : at + sizes[number % len(sizes)]]
        at += len(piece)
        arriving.add(piece)
        assert arriving.is_whole == (at >= len(text))
    arriving.add(more)

    assert arriving.end == len(text)
    unreader = IterUnreader([bytes(arriving.text)])
    reading._body(Request(Config(), unreader, CLIENT))
    assert unreader.take_buffered() == more


@given(REQUESTS | WELL_FORMED | st.binary(max_size=60), st.integers(1, 20))
def test_whatever_arrives_the_parser_never_wants_more_than_we_waited_for(text, size):
    arriving = arrived(*[text[at : at + size] for at in range(0, len(text), size)])
    if not arriving.is_whole:
        return
    asked = read(Reader(config(), CLIENT, HOST), text)

    assert isinstance(asked[0], type) or len(text) - len(asked[1]) <= arriving.end


@pytest.mark.parametrize(
    ("text", "too_long"),
    [
        (b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % MAX_BODY_BYTES, False),
        (b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (MAX_BODY_BYTES + 1), True),
        (b"POST / HTTP/1.1\r\nX: " + b"y" * 2 * MAX_BODY_BYTES, True),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\n1\r\n" * MAX_BODY_BYTES, True),
    ],
)
def test_nobody_waits_for_the_end_of_what_is_too_long(text, too_long):
    assert arrived(text).is_too_long == too_long


def test_the_insides_of_gunicorn_that_we_use_are_those_we_know():
    """The worker builds on them: whoever updates to another major version reads `skill/web/worker.py` first."""
    assert metadata.version("gunicorn").split(".")[0] == "27"
