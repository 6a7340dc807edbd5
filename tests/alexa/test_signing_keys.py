"""Which fetches a request can cause, and that a known key waits for none of them: fake fetches, fake clock."""

import http.client
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.error import HTTPError

import pytest
from cryptography.x509.verification import Store

from skill.alexa.fetch_limits import AWAY_SECONDS, MAX_REFUSED, MAX_WAITING, OTHERS_PER_MINUTE, REFUSED_SECONDS
from skill.alexa.signing_keys import MAX_KEPT_KEYS, RETRY_AFTER, SigningKeys
from skill.errors import VerificationError
from tests.certificates import Authorities, key
from tests.signing import CHAIN_URL

FOLDER = "https://s3.amazonaws.com/echo.api/"
OLD, NEW = key("signer").public_key(), key("next signer").public_key()

AWAY = [ConnectionRefusedError(), TimeoutError(), OSError("no route"), ssl.SSLEOFError("cut off")]
WRONG = {
    "nothing": b"",
    "no certificate": b"<Error/>",
    "of another authority": Authorities("Evil").chain(),
    "refused": http.client.HTTPException("404"),
    "not found": HTTPError(CHAIN_URL, 404, "Not Found", http.client.HTTPMessage(), None),
    "not Amazon's certificate": ssl.SSLCertVerificationError("?"),
    "text": KeyError("anything"),
}


@pytest.fixture(scope="module")
def roots():
    return Store([Authorities().old_root.certificate])


@pytest.fixture
def keys(roots, server, clock):
    return made(roots, server, clock)


def made(roots, fetch, clock):
    return SigningKeys(roots, fetch_chain=fetch, clock=clock, timer=clock.seconds)


def made_up(number):
    return f"{FOLDER}{number:06}.pem"


def numbered(number):
    return f"{FOLDER}echo-api-cert-{number}.pem"


def refused(keys, url, **more):
    with pytest.raises(VerificationError) as caught:
        keys.at(url, **more)
    return str(caught.value)


class HangingServer:
    """Good chains for some addresses; a fetch of any other hangs until the test ends, then fails."""

    def __init__(self, *good):
        self.good = good
        self.asked = []
        self.hanging = threading.Semaphore(0)
        self.over = threading.Event()

    def __call__(self, url):
        self.asked.append(url)
        if url in self.good:
            return Authorities().chain()
        self.hanging.release()
        self.over.wait(20)
        raise TimeoutError


@pytest.fixture
def hanging():
    server = HangingServer(CHAIN_URL)
    yield server
    server.over.set()


# --- Kept keys ---


def test_a_chain_is_fetched_once_an_hour(keys, server, clock):
    keys.at(CHAIN_URL)
    clock.now += timedelta(minutes=59)
    keys.at(CHAIN_URL)
    assert len(server.asked) == 1

    clock.now += timedelta(minutes=1)
    keys.at(CHAIN_URL)

    assert len(server.asked) == 2


def test_a_key_is_not_kept_beyond_its_certificate(keys, server, clock):
    server.answer = Authorities().chain(ends=0.01)
    keys.at(CHAIN_URL)
    clock.now += timedelta(minutes=15)

    refused(keys, CHAIN_URL)


def test_a_new_certificate_at_a_new_address_is_taken_at_once(keys, server):
    keys.at(CHAIN_URL)
    server.answer = Authorities().chain(signer=key("next signer"))

    assert keys.at(numbered(12)) == NEW
    assert keys.at(CHAIN_URL) == OLD
    assert server.asked == [CHAIN_URL, numbered(12)]


def test_a_new_certificate_at_the_same_address_is_taken_within_an_hour(keys, server, clock):
    keys.at(CHAIN_URL)
    server.answer = Authorities().chain(signer=key("next signer"))
    clock.now += timedelta(hours=1)

    assert keys.at(CHAIN_URL) == NEW


def test_the_number_of_kept_keys_has_a_limit(keys):
    for number in range(1, 40):
        keys.at(numbered(number))

    assert len(keys._kept) == MAX_KEPT_KEYS


# --- A key whose hour is over ---


@pytest.fixture
def hour_old(keys, clock):
    keys.at(CHAIN_URL)
    clock.now += timedelta(hours=1)
    return keys


@pytest.mark.parametrize("trouble", AWAY, ids=lambda it: type(it).__name__)
def test_a_known_key_stays_good_while_the_certificate_server_is_away(hour_old, server, clock, trouble):
    server.answer = trouble

    for _ in range(5):
        assert hour_old.at(CHAIN_URL) == OLD
    assert len(server.asked) == 2

    clock.now += RETRY_AFTER
    server.answer = Authorities().chain(signer=key("next signer"))
    assert hour_old.at(CHAIN_URL) == NEW


@pytest.mark.parametrize("answer", WRONG.values(), ids=WRONG)
def test_a_known_key_is_dropped_at_once_when_its_chain_is_no_longer_good(hour_old, server, answer):
    server.answer = answer

    for _ in range(2):
        refused(hour_old, CHAIN_URL)

    assert len(server.asked) == 2


def test_a_known_key_is_never_used_beyond_its_certificate_even_while_the_server_is_away(hour_old, server, clock):
    server.answer = ConnectionRefusedError()
    clock.now += timedelta(days=400)

    refused(hour_old, CHAIN_URL)


def test_a_key_whose_certificate_ends_while_the_server_is_away_is_refused_at_its_end(keys, server, clock):
    ends = timedelta(hours=1, seconds=30)
    server.answer = Authorities().chain(ends=ends / timedelta(days=1))
    keys.at(CHAIN_URL)
    server.answer = ConnectionRefusedError()

    clock.now += timedelta(hours=1)
    assert keys.at(CHAIN_URL) == OLD
    clock.now += timedelta(seconds=40)
    refused(keys, CHAIN_URL)


def test_of_eight_threads_that_meet_a_known_keys_last_second_only_one_waits_for_the_server(roots, clock, hanging):
    keys = made(roots, hanging, clock)
    keys.at(CHAIN_URL)
    hanging.good = ()
    clock.now += timedelta(hours=1)
    with ThreadPoolExecutor(8) as threads:
        first = threads.submit(keys.at, CHAIN_URL)
        assert hanging.hanging.acquire(timeout=5)
        others = [threads.submit(keys.at, CHAIN_URL).result(timeout=5) for _ in range(7)]
        hanging.over.set()

        assert [*others, first.result()] == [OLD] * 8
    assert len(hanging.asked) == 2


def test_a_request_that_is_refused_without_its_key_renews_none(hour_old, server):
    refused(hour_old, CHAIN_URL, before_fetch=refuse)

    assert len(server.asked) == 1


# --- A key that was replaced under the same address ---


def test_a_signature_that_does_not_fit_finds_a_key_that_was_replaced_under_the_same_address(keys, server, clock):
    keys.at(CHAIN_URL)
    clock.now += RETRY_AFTER
    server.answer = Authorities().chain(signer=key("next signer"))

    assert keys.replacement(CHAIN_URL, OLD) == NEW
    assert keys.at(CHAIN_URL) == NEW
    assert len(server.asked) == 2


def test_signatures_that_do_not_fit_fetch_an_address_at_most_once_a_minute(keys, server, clock):
    keys.at(CHAIN_URL)
    for _ in range(120):
        clock.now += timedelta(seconds=1)
        assert keys.replacement(CHAIN_URL, OLD) is None

    assert len(server.asked) == 3


def test_a_request_that_knew_an_older_key_gets_the_newer_one_without_a_fetch(keys, server):
    keys.at(CHAIN_URL)

    assert keys.replacement(CHAIN_URL, NEW) == OLD
    assert len(server.asked) == 1


def test_a_signature_that_does_not_fit_drops_no_key_while_the_server_is_away(keys, server, clock):
    keys.at(CHAIN_URL)
    clock.now += RETRY_AFTER
    server.answer = TimeoutError()

    assert keys.replacement(CHAIN_URL, OLD) is None
    assert keys.at(CHAIN_URL) == OLD


# --- Nothing is fetched in vain ---


def refuse():
    raise VerificationError("early")


@pytest.mark.parametrize("url", [CHAIN_URL, made_up(1)])
def test_a_request_that_is_refused_without_its_key_causes_no_fetch(keys, server, url):
    for _ in range(OTHERS_PER_MINUTE + 1):
        assert refused(keys, url, before_fetch=refuse) == "early"

    assert server.asked == []
    keys.at(url)


def test_a_known_key_asks_for_no_early_checks(keys):
    keys.at(CHAIN_URL)

    assert keys.at(CHAIN_URL, before_fetch=refuse) == OLD


@pytest.mark.parametrize("answer", WRONG.values(), ids=WRONG)
def test_an_address_without_a_good_chain_is_asked_for_once_a_minute(keys, server, clock, answer):
    good, server.answer = server.answer, answer
    for _ in range(3):
        refused(keys, CHAIN_URL)
    clock.now += timedelta(seconds=REFUSED_SECONDS - 1)
    refused(keys, CHAIN_URL)
    assert len(server.asked) == 1

    clock.now += timedelta(seconds=1)
    server.answer = good
    assert keys.at(CHAIN_URL) == OLD


@pytest.mark.parametrize("trouble", AWAY, ids=lambda it: type(it).__name__)
def test_trouble_on_the_way_to_a_chain_is_forgotten_after_seconds(keys, server, clock, trouble):
    good, server.answer = server.answer, trouble
    for _ in range(3):
        refused(keys, CHAIN_URL)
    assert len(server.asked) == 1

    clock.now += timedelta(seconds=AWAY_SECONDS)
    server.answer = good
    assert keys.at(CHAIN_URL) == OLD


def test_a_flood_of_made_up_addresses_causes_few_fetches_a_minute(keys, server, clock):
    server.answer = http.client.HTTPException("404")
    for second in range(120):
        for number in range(50):
            refused(keys, made_up(50 * second + number))
        clock.now += timedelta(seconds=1)

    assert len(server.asked) == 2 * OTHERS_PER_MINUTE


def test_a_spent_budget_is_noticed_before_the_body_is_read(keys, server):
    server.answer = http.client.HTTPException("404")
    for number in range(OTHERS_PER_MINUTE):
        refused(keys, made_up(number))

    assert "Too many" in refused(keys, made_up(99), before_fetch=refuse)


def test_a_flood_of_numbered_addresses_causes_at_most_a_hundred_fetches_a_minute(keys, server, clock):
    server.answer = http.client.HTTPException("404")
    for second in range(60):
        for number in range(1, 100):
            refused(keys, numbered(number))
        refused(keys, f"{FOLDER}echo-api-cert.pem")
        clock.now += timedelta(seconds=1 - second / 60)

    assert len(server.asked) == 100


@pytest.mark.parametrize(
    "name", ["echo-api-cert-100.pem", "echo-api-cert-01.pem", "x/echo.api/echo-api-cert-1.pem", "echo-api-cert-.pem"]
)
def test_look_alikes_of_numbered_addresses_share_the_budget_of_made_up_ones(keys, server, name):
    server.answer = http.client.HTTPException("404")
    for number in range(OTHERS_PER_MINUTE):
        refused(keys, made_up(number))

    assert "Too many" in refused(keys, FOLDER + name)


def test_the_memory_of_refusals_has_a_limit(keys, server, clock):
    server.answer = http.client.HTTPException("404")
    for number in range(MAX_REFUSED + 10):
        clock.now += timedelta(minutes=1)
        refused(keys, made_up(number))

    assert len(keys._limits._refused) == MAX_REFUSED


# --- Floods ---


def test_a_real_chain_with_a_new_number_is_taken_during_a_flood_of_made_up_addresses(roots, clock, hanging):
    keys = made(roots, hanging, clock)
    with ThreadPoolExecutor(32) as threads:
        flood = [threads.submit(refused, keys, made_up(number)) for number in range(32)]
        assert hanging.hanging.acquire(timeout=5)

        assert keys.at(CHAIN_URL) == OLD
        hanging.over.set()
        assert len([turn.result() for turn in flood]) == 32


def test_a_known_key_is_renewed_during_a_flood_of_made_up_addresses(roots, clock, hanging):
    keys = made(roots, hanging, clock)
    keys.at(CHAIN_URL)
    clock.now += timedelta(hours=1)
    with ThreadPoolExecutor(32) as threads:
        flood = [threads.submit(refused, keys, made_up(number)) for number in range(32)]
        assert hanging.hanging.acquire(timeout=5)

        keys.at(CHAIN_URL)
        assert hanging.asked.count(CHAIN_URL) == 2
        hanging.over.set()
        assert len([turn.result() for turn in flood]) == 32


def test_a_known_key_whose_hour_is_over_does_not_wait_behind_numbered_addresses(roots, clock, hanging):
    keys = made(roots, hanging, clock)
    keys.at(CHAIN_URL)
    clock.now += timedelta(hours=1)
    with ThreadPoolExecutor(32) as threads:
        flood = [threads.submit(refused, keys, numbered(number)) for number in range(1, 33)]
        assert hanging.hanging.acquire(timeout=5)

        assert keys.at(CHAIN_URL) == OLD
        assert keys.replacement(CHAIN_URL, OLD) is None
        hanging.over.set()
        assert len([turn.result() for turn in flood]) == 32


def test_at_most_two_fetches_are_under_way(roots, clock):
    under_way, most, lock = 0, 0, threading.Lock()

    def fetch(_):
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        threading.Event().wait(0.001)
        with lock:
            under_way -= 1
        raise http.client.HTTPException("404")

    keys = made(roots, fetch, clock)
    urls = [make(number) for number in range(1, 33) for make in (made_up, numbered)]
    with ThreadPoolExecutor(32) as threads:
        assert len(list(threads.map(lambda url: refused(keys, url), urls))) == 64

    assert 1 <= most <= 2


def test_eight_requests_that_start_cold_share_one_fetch_and_are_all_let_in(roots, clock):
    fetched, all_there = [], threading.Event()

    def fetch(url):
        fetched.append(url)
        all_there.wait(5)
        return Authorities().chain()

    keys = made(roots, fetch, clock)
    with ThreadPoolExecutor(MAX_WAITING) as threads:
        turns = [threads.submit(keys.at, CHAIN_URL) for _ in range(MAX_WAITING)]
        all_there.set()

        assert [turn.result() for turn in turns] == [OLD] * MAX_WAITING
    assert fetched == [CHAIN_URL]


def test_two_addresses_that_are_new_at_once_are_fetched_one_after_the_other(roots, clock):
    first_began, go_on = threading.Event(), threading.Event()

    def fetch(_):
        first_began.set()
        go_on.wait(5)
        return Authorities().chain()

    keys = made(roots, fetch, clock)
    with ThreadPoolExecutor(2) as threads:
        turns = [threads.submit(keys.at, numbered(11))]
        first_began.wait(5)
        turns.append(threads.submit(keys.at, numbered(12)))
        go_on.set()

        assert [turn.result() for turn in turns] == [OLD, OLD]


def test_requests_beyond_those_that_may_wait_are_refused_at_once(roots, clock, hanging):
    keys = made(roots, hanging, clock)
    with ThreadPoolExecutor(32) as threads:
        turns = [threads.submit(refused, keys, numbered(1)) for _ in range(32)]
        assert hanging.hanging.acquire(timeout=5)
        done = [turn for turn in turns if "waiting" in _early(turn, turns, hanging)]

    assert len(done) == 32 - MAX_WAITING
    assert hanging.asked == [numbered(1)]


def _early(turn, turns, hanging):
    """The result of a turn; those that wait are let go once all others are done."""
    while sum(other.done() for other in turns) < len(turns) - MAX_WAITING:
        hanging.over.wait(0.001)
    hanging.over.set()
    return turn.result()


# --- Other kinds of trouble ---


def test_a_fetch_that_takes_longer_than_a_request_may_wait_is_a_refusal(keys, monkeypatch, roots, clock, hanging):
    monkeypatch.setattr("skill.alexa.fetch_limits._SHARE_SECONDS", 0.0)
    keys = made(roots, hanging, clock)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(refused, keys, numbered(1))
        assert hanging.hanging.acquire(timeout=5)

        assert "took too long" in refused(keys, numbered(1))
        hanging.over.set()
        first.result()
