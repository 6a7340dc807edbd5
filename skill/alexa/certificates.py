"""Fetch and validate certificate chains as Amazon documents them for Alexa requests."""

import posixpath
import re
import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

import certifi
from ask_sdk_webservice_support.verifier_constants import CERT_CHAIN_DOMAIN, CERT_CHAIN_URL_HOSTNAME
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.verification import PolicyBuilder, Store

from skill.alexa.deadline_http import exchange
from skill.errors import SettingsError, VerificationError

FetchChain = Callable[[str], bytes]
"""Returns the file at the address of a certificate chain, or raises."""

FETCH_SECONDS = 3.0
"""Timeout. Alexa waits about 8 seconds for a response, which a slow certificate server must not use up."""
MAX_CHAIN_BYTES = 64 * 1024
MIN_KEY_BITS = 2048
MIN_EXPONENT = 65537
"""The CA/Browser Forum asks for both (Baseline Requirements 6.1.6); Alexa's keys of 2019 to 2026 have exactly these."""

_HOSTS = (CERT_CHAIN_URL_HOSTNAME, f"{CERT_CHAIN_URL_HOSTNAME}:443")
_FOLDER = "/echo.api/"
# Amazon's paths have no other characters, and none of these is ambiguous between URL parsers.
_PLAIN_PATH = re.compile(r"/[A-Za-z0-9._/-]+")
_END = b"-----END CERTIFICATE-----"


@lru_cache(maxsize=64)
def chain_url(given: str) -> str:
    """
    Normalise the address of a certificate chain.

    Raises:
        VerificationError: It is not an address at which Amazon keeps these certificates.
    """
    if not given.isascii() or not given.isprintable() or " " in given or "\\" in given:
        raise VerificationError("The certificate address contains characters that are not allowed.")
    try:
        parts = urlsplit(given)
    except ValueError as error:
        raise VerificationError("The certificate address is not a valid URL.") from error
    # The whole netloc is compared, which also excludes user info, other ports and look-alike hosts.
    if parts.scheme.lower() != "https" or parts.netloc.lower() not in _HOSTS or parts.query:
        raise VerificationError("The certificate address is not on Amazon's server.")
    # Checked before and after unquoting and normalising, as some clients do only one of these.
    if not parts.path.startswith(_FOLDER):
        raise VerificationError("The certificate address does not begin with Amazon's folder.")
    path = unquote(parts.path)
    if not _PLAIN_PATH.fullmatch(path) or path.endswith("/"):
        raise VerificationError("The path of the certificate address is not a plain file name.")
    path = posixpath.normpath(path)
    if not path.startswith(_FOLDER):
        raise VerificationError("The certificate address is outside Amazon's folder.")
    return f"https://{CERT_CHAIN_URL_HOSTNAME}{path}"


def fetch_over_https(url: str) -> bytes:
    """
    Fetch the file at the address of a certificate chain.

    Raises:
        OSError: The server can't be reached in time, or has a temporary error (HTTP 5xx).
        VerificationError: The server returns another status, or a file that is too long.
    """
    status, chain = exchange("GET", url, seconds=FETCH_SECONDS, max_bytes=MAX_CHAIN_BYTES + 1)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ConnectionError(f"The certificate server answered {status}.")
    if status != HTTPStatus.OK:
        raise VerificationError(f"The certificate server answered {status}.")
    if len(chain) > MAX_CHAIN_BYTES:
        raise VerificationError("The certificate file is too long.")
    return chain


def trusted_roots(extra: Path | None = None) -> Store:
    """
    Load the public certificate authorities and, beside them, those of a file.

    Raises:
        SettingsError: The file holds no certificates that can be read.
    """
    roots = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        for pem in Path(certifi.where()).read_bytes().split(_END)[:-1]:
            # A few old authorities are not valid by today's rules. None of them signs for Amazon.
            with suppress(ValueError):
                roots.append(x509.load_pem_x509_certificate(pem + _END))
    if extra is not None:
        try:
            roots += x509.load_pem_x509_certificates(extra.read_bytes())
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"CRAMP_COACH_EXTRA_TRUST_ROOTS: {str(extra)!r} is not a readable PEM file of certificates."
            ) from error
    return Store(roots)


def validated_signer(chain: bytes, roots: Store, now: datetime) -> tuple[RSAPublicKey, datetime]:
    """
    Validate a PEM chain, leaf first, and return the leaf's key and the end of its validity.

    Raises:
        VerificationError: The chain does not lead from Alexa's domain to a trusted root, or the key is too weak.
    """
    if len(chain) > MAX_CHAIN_BYTES:
        raise VerificationError("The certificate file is too long.")
    leaf, *others = x509.load_pem_x509_certificates(chain)
    policy = PolicyBuilder().store(roots).time(now)
    policy.build_server_verifier(x509.DNSName(CERT_CHAIN_DOMAIN)).verify(leaf, others)
    key = leaf.public_key()
    if not isinstance(key, RSAPublicKey):
        raise VerificationError("The certificate's key is not an RSA key.")
    if key.key_size < MIN_KEY_BITS or key.public_numbers().e < MIN_EXPONENT:
        raise VerificationError("The certificate's key is too weak.")
    return key, leaf.not_valid_after_utc
