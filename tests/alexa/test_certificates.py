import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import Store
from hypothesis import example, given
from hypothesis import strategies as st

from skill.alexa.certificates import MAX_CHAIN_BYTES, chain_url, trusted_roots
from skill.alexa.signing_keys import SigningKeys
from skill.errors import SettingsError, VerificationError
from tests.certificates import Authorities, key, pem
from tests.signing import CHAIN_URL

PLAIN = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"


@pytest.fixture
def keys(authorities, server, clock):
    return SigningKeys(Store([authorities.old_root.certificate]), fetch_chain=server, clock=clock)


# --- The address of a chain ---


@pytest.mark.parametrize(
    "url",
    [
        PLAIN,
        "https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/%2e%2e/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api//./echo-api-cert.pem",
        "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/echo-api-cert.pem#top",
    ],
)
def test_every_way_to_write_amazons_address_leads_to_the_same_file(url):
    assert chain_url(url) == PLAIN


@pytest.mark.parametrize(
    "url",
    [
        "",
        " ",
        "nonsense",
        "//s3.amazonaws.com/echo.api/cert.pem",
        "http://s3.amazonaws.com/echo.api/cert.pem",
        "ftp://s3.amazonaws.com/echo.api/cert.pem",
        "file:///echo.api/cert.pem",
        "https:///echo.api/cert.pem",
        "https://notamazon.com/echo.api/cert.pem",
        "https://s3.amazonaws.com.evil.example/echo.api/cert.pem",
        "https://evil.s3.amazonaws.com/echo.api/cert.pem",
        "https://s3.amazonaws.com./echo.api/cert.pem",
        "https://s3.amazonaws.com@evil.example/echo.api/cert.pem",
        "https://evil.example#@s3.amazonaws.com/echo.api/cert.pem",
        "https://evil.example\\@s3.amazonaws.com/echo.api/cert.pem",
        "https://somebody@s3.amazonaws.com/echo.api/cert.pem",
        "https://some:body@s3.amazonaws.com/echo.api/cert.pem",
        "https://s3.amazonaws.com:/echo.api/cert.pem",
        "https://s3.amazonaws.com:563/echo.api/cert.pem",
        "https://s3.amazonaws.com:99999/echo.api/cert.pem",
        "https://s3.amazonaws.com:port/echo.api/cert.pem",
        "https://[s3.amazonaws.com/echo.api/cert.pem",
        "https://[::1]/echo.api/cert.pem",
        "https://s3.amazonaws.com",
        "https://s3.amazonaws.com/",
        "https://s3.amazonaws.com/echo.api",
        "https://s3.amazonaws.com/echo.api/",
        "https://s3.amazonaws.com/EcHo.aPi/cert.pem",
        "https://s3.amazonaws.com/invalid.path/cert.pem",
        "https://s3.amazonaws.com/evil/echo.api/cert.pem",
        "https://s3.amazonaws.com//echo.api/cert.pem",
        "https://s3.amazonaws.com/echo.api.evil/cert.pem",
        "https://s3.amazonaws.com/echo.api/../evil/cert.pem",
        "https://s3.amazonaws.com/echo.api/%2e%2e/evil/cert.pem",
        "https://s3.amazonaws.com/echo.api/%2E%2E%2Fevil/cert.pem",
        "https://s3.amazonaws.com/echo.api/%252e%252e/evil/cert.pem",
        "https://s3.amazonaws.com/echo.api/..%5cevil/cert.pem",
        "https://s3.amazonaws.com/echo.api\\..\\evil/cert.pem",
        "https://s3.amazonaws.com/echo.api/cert.pem%00",
        "https://s3.amazonaws.com/echo.api/cert.pem%0d%0aHost: evil",
        "https://s3.amazonaws.com/echo.api/cert.pem?list-type=2",
        "https://s3.amazonaws.com/echo.api/cert.pem;evil",
        "https://s3.amazonaws.com/echo.api/a/../../cert.pem",
        "https://s3.amazonaws.com/echo.api/c\u00e9rt.pem",
        "https://s3.amazonaws.com/\u212bcho.api/cert.pem",
        "https://s3\u3002amazonaws.com/echo.api/cert.pem",
        "https://s3.amazonaws.com/echo.api/cert.pem\n",
        "\thttps://s3.amazonaws.com/echo.api/cert.pem",
        "https://s3.amazon\naws.com/echo.api/cert.pem",
    ],
)
def test_any_other_address_is_refused_and_never_fetched(keys, server, url):
    with pytest.raises(VerificationError):
        keys.at(url)

    assert server.asked == []


@given(st.text(max_size=60).map(lambda rest: "https://s3.amazonaws.com/echo.api/" + rest) | st.text(max_size=90))
@example("https://s3.amazonaws.com/echo.api/%2e%2e/%2e%2e/x")
def test_whatever_an_address_is_it_leads_below_amazons_folder_or_nowhere(given_url):
    try:
        url = chain_url(given_url)
    except VerificationError:
        return

    assert url.startswith("https://s3.amazonaws.com/echo.api/")
    assert ".." not in url.split("/")
    assert chain_url(url) == url


# --- The chain ---


def chains(authorities):
    leaf = authorities.leaf()
    curve = ec.generate_private_key(ec.SECP256R1())
    return {
        "another name": authorities.chain("evil.example.com"),
        "a name that only begins alike": authorities.chain("echo-api.amazon.com.evil.example"),
        "a wildcard": authorities.chain("*.amazon.com.example"),
        "expired": authorities.chain(starts=-30, ends=-1),
        "not valid yet": authorities.chain(starts=1),
        "another family": Authorities("Other").chain(),
        "no authority between": pem(leaf),
        "one authority missing": pem(leaf, authorities.root.certificate, authorities.old_root.certificate),
        "the wrong way round": pem(*reversed((leaf, *authorities.above()))),
        "an authority as signer": pem(*authorities.above()),
        "a key of another kind": authorities.chain(signer=curve),
        "no certificate": b"",
        "an error page": b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
        "garbage in armour": b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "bytes": bytes(range(256)) * 16,
        "too long": authorities.chain() + b"\n" * MAX_CHAIN_BYTES,
        "text instead of bytes": "text",
        "nothing": None,
    }


@pytest.mark.parametrize("kind", list(chains(Authorities())))
def test_a_chain_that_is_no_good_is_refused(keys, server, authorities, kind):
    server.answer = chains(authorities)[kind]

    with pytest.raises(VerificationError):
        keys.at(CHAIN_URL)


def test_a_chain_that_leads_to_a_trusted_root_gives_its_key(keys):
    assert keys.at(CHAIN_URL) == key("signer").public_key()


@pytest.mark.parametrize(("bits", "exponent"), [(1024, 65537), (2048, 3)])
def test_a_weak_key_is_refused_even_if_a_trusted_authority_certified_it(keys, server, authorities, bits, exponent):
    server.answer = authorities.chain(signer=rsa.generate_private_key(public_exponent=exponent, key_size=bits))

    with pytest.raises(VerificationError):
        keys.at(CHAIN_URL)


# --- Certificate authorities ---


def test_public_authorities_are_trusted_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        trusted_roots()


def test_a_file_of_further_authorities_is_trusted_too(authorities, server, clock, tmp_path):
    (tmp_path / "more.pem").write_bytes(pem(authorities.old_root.certificate))
    roots = trusted_roots(tmp_path / "more.pem")

    SigningKeys(roots, fetch_chain=server, clock=clock).at(CHAIN_URL)


def test_a_test_chain_is_refused_by_the_public_authorities_alone(server, clock):
    with pytest.raises(VerificationError):
        SigningKeys(trusted_roots(), fetch_chain=server, clock=clock).at(CHAIN_URL)


@pytest.mark.parametrize("content", [b"", b"not a certificate"])
def test_a_file_of_authorities_that_cannot_be_read_is_named(tmp_path, content):
    (tmp_path / "more.pem").write_bytes(content)

    with pytest.raises(SettingsError, match=r"CRAMP_COACH_EXTRA_TRUST_ROOTS.*more\.pem"):
        trusted_roots(tmp_path / "more.pem")


# --- The chains of these tests ---


def test_test_chains_are_built_like_amazons(authorities):
    usage = authorities.leaf().extensions.get_extension_for_class(x509.ExtendedKeyUsage).value

    assert set(usage) == {ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH}
    assert len(x509.load_pem_x509_certificates(authorities.chain())) == 4


# --- Chains with which Amazon has signed requests ---

REAL = {
    "echo-api-cert-7": (datetime(2019, 5, 22, tzinfo=UTC), datetime(2020, 5, 15, 12, tzinfo=UTC)),
    "echo-api-cert-8": (datetime(2020, 3, 19, tzinfo=UTC), datetime(2021, 3, 10, 12, tzinfo=UTC)),
    "echo-api-cert-9": (datetime(2020, 12, 11, tzinfo=UTC), datetime(2021, 11, 16, 23, 59, 59, tzinfo=UTC)),
    "echo-api-eu-2026": (datetime(2026, 7, 28, tzinfo=UTC), datetime(2027, 2, 10, 23, 59, 59, tzinfo=UTC)),
}
"""Name of a file in chains/, certificates that Amazon serves to everybody -> first and last second of its leaf."""


PUBLIC = trusted_roots()


def key_of(chain, now):
    return SigningKeys(PUBLIC, fetch_chain=lambda _: chain, clock=lambda: now).at(PLAIN)


def real(name):
    return (Path(__file__).parent / "chains" / f"{name}.pem").read_bytes()


@pytest.mark.parametrize("name", REAL)
def test_a_chain_of_amazons_is_accepted_from_its_first_to_its_last_second_and_not_outside(name):
    first, last = REAL[name]
    second = timedelta(seconds=1)

    assert {key_of(real(name), now).key_size for now in (first, first + (last - first) / 2, last)} == {2048}
    for now in (first - second, last + second):
        with pytest.raises(VerificationError, match="can't be trusted"):
            key_of(real(name), now)


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("line", range(2, 30, 3))
def test_a_chain_of_amazons_with_one_changed_character_is_refused(name, line):
    first, last = REAL[name]
    lines = real(name).splitlines()
    lines[line] = (b"B" if lines[line][:1] == b"A" else b"A") + lines[line][1:]

    with pytest.raises(VerificationError):
        key_of(b"\n".join(lines), first + (last - first) / 2)
