"""alexa-verifier, which none of us wrote, has to accept whatever we accept; not the other way round."""

import json
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from skill.alexa.endpoint import Endpoint
from skill.errors import VerificationError
from skill.settings import Settings
from tests.certificates import Authorities, key, pem
from tests.fake_coach import FakeCoach
from tests.signing import CHAIN_URL, envelope, headers_for, intent, stamp, written
from tests.third_party.programs import start

pytestmark = [pytest.mark.requires("npm", "npm"), pytest.mark.xdist_group("second opinion")]

NOW = datetime.now(UTC)
GOOD = Authorities().chain()
LEAF = pem(Authorities().leaf())
PLACE = "https://s3.amazonaws.com/echo.api/"

TAKEN_BY_BOTH = {
    "a launch": {},
    "an intent": {"body": envelope(intent("AMAZON.HelpIntent"), screen=True)},
    "any script": {"body": envelope(intent("DescribeSymptomIntent", symptom="naïve 臀部 🍑"))},
    "a long one": {"body": envelope(attributes={"a": "b" * 50_000})},
    "of two minutes ago": {"body": envelope(now=NOW - timedelta(seconds=120))},
    "with the port": {"url": "https://s3.amazonaws.com:443/echo.api/echo-api-cert-99.pem"},
    "in capitals": {"url": "HTTPS://S3.AMAZONAWS.COM/echo.api/echo-api-cert-99.pem"},
}
REFUSED_BY_BOTH = {
    "tampered": {"signed": envelope(user="somebody else")},
    "by another key": {"signer": key("somebody else")},
    "of long ago": {"body": envelope(now=NOW - timedelta(seconds=300))},
    "without a time": {"body": {"request": {"type": "LaunchRequest"}}},
    "no JSON": {"body": b"{"},
    "no signature": {"signature": ""},
    "no base64": {"signature": "!"},
    "plain http": {"url": CHAIN_URL.replace("https", "http")},
    "another host": {"url": CHAIN_URL.replace("s3.", "s4.")},
    "another case": {"url": CHAIN_URL.replace("echo.api", "EcHo.aPi")},
    "another port": {"url": CHAIN_URL.replace(".com", ".com:563")},
    "another name": {"chain": Authorities().chain("echo-api.example.com")},
    "expired": {"chain": Authorities().chain(starts=-30, ends=-1)},
    "not valid yet": {"chain": Authorities().chain(starts=1)},
    "garbage": {"chain": b"garbage"},
}
REFUSED_BY_US_ALONE = {
    "certified by nobody": {"chain": LEAF},
    "certified by a stranger": {"chain": Authorities("Evil").chain()},
    "without the links between": {"chain": LEAF + pem(Authorities().old_root.certificate)},
    "of the future": {"body": envelope(now=NOW + timedelta(hours=1))},
    "out of the folder": {"url": PLACE + "../evil/echo-api-cert-99.pem"},
    "out of the folder, encoded": {"url": PLACE + "%2e%2e/evil/echo-api-cert-99.pem"},
    "with user info": {"url": CHAIN_URL.replace("s3.", "somebody@s3.")},
    "with a query": {"url": CHAIN_URL + "?versionId=1"},
}


def case(*, body=None, signed=None, signer=None, signature=None, url=CHAIN_URL, chain=GOOD):
    body = written(envelope() if body is None else body)
    headers = headers_for(body if signed is None else written(signed), url=url, signer=signer)
    return headers | ({} if signature is None else {"Signature-256": signature}), body, chain


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    roots = tmp_path_factory.mktemp("roots") / "roots.pem"
    roots.write_bytes(pem(Authorities().old_root.certificate))
    coach = FakeCoach(Settings(extra_trust_roots=roots))

    def accepts(headers, body, chain):
        try:
            Endpoint(coach.skill, coach.settings, fetch_chain=lambda _: chain).answer(headers, body)
        except VerificationError:
            return False
        return True

    return accepts


@pytest.fixture
def theirs():
    """Ask for all opinions at once."""

    def accept(cases):
        lines = [
            json.dumps(
                {
                    "url": headers["SignatureCertChainUrl"],
                    "signature": headers["Signature-256"],
                    "body": body.decode(),
                    "chain": chain.decode(),
                }
            )
            for headers, body, chain in cases
        ]
        said, _ = start("verify.mjs").communicate("\n".join(lines) + "\n", timeout=60)
        return [reason == "" for reason in said.splitlines()]

    return accept


@pytest.mark.parametrize(
    ("named", "by_us", "by_them"),
    [(TAKEN_BY_BOTH, True, True), (REFUSED_BY_BOTH, False, False), (REFUSED_BY_US_ALONE, False, True)],
    ids=["taken by both", "refused by both", "refused by us alone"],
)
def test_we_are_the_stricter_ones(ours, theirs, named, by_us, by_them):
    cases = [case(**changes) for changes in named.values()]

    assert dict(zip(named, theirs(cases), strict=True)) == dict.fromkeys(named, by_them)
    assert {name: ours(*each) for name, each in zip(named, cases, strict=True)} == dict.fromkeys(named, by_us)


def test_of_a_thousand_spellings_of_the_address_we_take_none_that_they_refuse(ours, theirs):
    schemes = ("https://", "HTTPS://", "http://", "ftp://", "//", "")
    hosts = ("s3.amazonaws.com", "S3.amazonaws.COM", "s3.amazonaws.com.", "s3-amazonaws.com", "evil.example")
    ports = ("", ":443", ":0443", ":80", ":", "@evil.example", "#", "\\")
    paths = ("/echo.api/{}", "//echo.api/{}", "/ECHO.API/{}", "/x/../echo.api/{}", "/echo.api/./{}", "/echo.api%2f{}")
    spelt = ["".join(parts).format("cert-99.pem") for parts in product(schemes, hosts, ports, paths)]
    cases = [case(url=url) for url in spelt]
    verdicts = [(url, ours(*each), them) for url, each, them in zip(spelt, cases, theirs(cases), strict=True)]

    taken = [url for url, us, _ in verdicts if us]
    print(f"{len(spelt)} spellings: we take {len(taken)}, they take {sum(them for *_, them in verdicts)}")
    assert taken
    assert [url for url, us, them in verdicts if us and not them] == []


def test_a_time_with_an_offset_means_the_same_to_both(ours, theirs):
    body = envelope()
    body["request"]["timestamp"] = stamp().replace("Z", "+00:00")
    each = case(body=body)

    assert (ours(*each), theirs([each])) == (True, [True])
