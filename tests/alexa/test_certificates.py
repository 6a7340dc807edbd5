import warnings

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
from tests.certificates import Authorities, CertificateServer, Clock, key, pem
from tests.signing import CHAIN_URL

PLAIN = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"


@pytest.fixture(scope="module")
def authorities():
    return Authorities()


@pytest.fixture
def server(authorities):
    return CertificateServer(authorities.chain())


@pytest.fixture
def clock():
    return Clock()


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
