"""Metrics and simulator are for this machine only, whatever headers a request has."""

import pytest

from skill.settings import Settings
from skill.web import app as web

HOSTS = [
    "localhost",
    "localhost:8080",
    "LocalHost:1",
    "127.0.0.1",
    "127.0.0.1:8080",
    "127.1.2.3",
    "[::1]",
    "[::1]:8080",
]
OTHER_HOSTS = [
    *("", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "evil.example:8080", "localhost."),
    *(
        "127.0.0.1@evil.example",
        "evil.example@127.0.0.1",
        "2130706433",
        "0x7f000001",
        "::1",
        "[::2]",
        "[::1",
        "0.0.0.0",  # noqa: S104  # refused, not listened on
    ),
    *("192.168.1.10", "localhost:port", "localhost:8080:8080", "127.0.0.1,evil.example", "localhost evil.example"),
]
FROM_A_PROXY = [
    {"X-Forwarded-For": "203.0.113.9"},
    {"X-Forwarded-For": ""},
    {"X-Forwarded-For": "127.0.0.1"},
    {"X-Forwarded-Host": "coach.example"},
    {"X-Forwarded-Proto": "https"},
    {"X-Forwarded-Something-New": "1"},
    {"x-forwarded-port": "443"},
    {"X-Real-IP": "203.0.113.9"},
    {"Forwarded": "for=203.0.113.9"},
    {"Forwarded": ""},
    {"Via": "1.1 proxy"},
    {"CF-Connecting-IP": "203.0.113.9"},
]
ADDRESSES = ["127.0.0.1", "127.8.8.8", "::1"]
OTHER_ADDRESSES = ["10.0.0.7", "192.168.1.10", "::ffff:10.0.0.7", "203.0.113.9", "", "nonsense"]


@pytest.fixture(scope="module")
def client():
    return web.create_app(Settings(), simulator=True).test_client()


def statuses(client, headers=None, environ=None):
    """Of the metrics, the page and what the page sends."""
    # Without a session of its own, what the page sends is a bad request where it is let in.
    asked = {"headers": headers or {}, "environ_overrides": environ or {}}
    answers = [
        client.get("/metrics", **asked),
        client.get("/simulator", **asked),
        client.post("/simulator/say", **asked),
    ]
    return [answer.status_code for answer in answers]


@pytest.mark.parametrize("host", HOSTS)
def test_a_browser_on_this_machine_is_let_in_by_each_of_its_names(client, host):
    assert statuses(client, environ={"HTTP_HOST": host}) == [200, 200, 415]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_browser_on_this_machine_is_let_in_by_each_of_its_addresses(client, address):
    assert statuses(client, environ={"REMOTE_ADDR": address}) == [200, 200, 415]


@pytest.mark.parametrize("host", OTHER_HOSTS)
def test_another_name_for_this_machine_is_refused(client, host):
    assert statuses(client, environ={"HTTP_HOST": host}) == [404, 403, 403]


@pytest.mark.parametrize("address", OTHER_ADDRESSES)
def test_another_machine_is_refused(client, address):
    assert statuses(client, environ={"REMOTE_ADDR": address}) == [404, 403, 403]


@pytest.mark.parametrize("headers", FROM_A_PROXY, ids=str)
def test_what_came_through_a_proxy_is_refused(client, headers):
    assert statuses(client, headers) == [404, 403, 403]


# "HTTP/1" is how Granian names it.
@pytest.mark.parametrize("protocol", ["HTTP/1.0", "HTTP/1"])
def test_what_came_through_a_plain_nginx_is_refused(client, protocol):
    assert statuses(client, environ={"SERVER_PROTOCOL": protocol}) == [404, 403, 403]
