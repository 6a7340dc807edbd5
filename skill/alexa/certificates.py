"""Where Amazon keeps the certificates that sign requests, and which keys in them are to be trusted."""

import posixpath
import re
import threading
import warnings
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import certifi
from ask_sdk_webservice_support.verifier_constants import CERT_CHAIN_DOMAIN, CERT_CHAIN_URL_HOSTNAME
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.verification import PolicyBuilder, Store
from msgspec import Struct
from msgspec.structs import replace

from skill.errors import SettingsError, VerificationError

FetchChain = Callable[[str], bytes]
Clock = Callable[[], datetime]

MAX_CHAIN_BYTES = 64 * 1024
MAX_KEPT_KEYS = 16
KEEP_FOR = timedelta(hours=1)
RETRY_AFTER = timedelta(minutes=1)
"""How long a key that is still good is used before its chain is asked for again."""

_HOSTS = (CERT_CHAIN_URL_HOSTNAME, f"{CERT_CHAIN_URL_HOSTNAME}:443")
_FOLDER = "/echo.api/"
# Nothing else stands in Amazon's paths, and this leaves no sign that two programs could read in two ways.
_PLAIN_PATH = re.compile(r"/[A-Za-z0-9._/-]+")
_END = b"-----END CERTIFICATE-----"


@lru_cache(maxsize=64)
def chain_url(given: str) -> str:
    """
    Give the address of a certificate chain in its one plain spelling.

    Raises:
        VerificationError: It is not an address at which Amazon keeps these certificates.
    """
    if not given.isascii() or not given.isprintable() or " " in given or "\\" in given:
        raise VerificationError("The certificate address holds characters that don't belong there.")
    try:
        parts = urlsplit(given)
    except ValueError as error:
        raise VerificationError("The certificate address can't be read.") from error
    # The whole of it is compared, so that user info, other ports and look-alikes need no rule of their own.
    if parts.scheme.lower() != "https" or parts.netloc.lower() not in _HOSTS or parts.query:
        raise VerificationError("The certificate address is not on Amazon's server.")
    # Before and after unquoting and resolving, as some programs do only one of these.
    if not parts.path.startswith(_FOLDER):
        raise VerificationError("The certificate address does not begin with Amazon's folder.")
    path = unquote(parts.path)
    if not _PLAIN_PATH.fullmatch(path) or path.endswith("/"):
        raise VerificationError("The path of the certificate address is not a plain file name.")
    path = posixpath.normpath(path)
    if not path.startswith(_FOLDER):
        raise VerificationError("The certificate address is outside Amazon's folder.")
    return f"https://{CERT_CHAIN_URL_HOSTNAME}{path}"


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
            try:
                roots.append(x509.load_pem_x509_certificate(pem + _END))
            except ValueError:
                # A few old authorities break today's rules. None of them signs for Amazon.
                continue
    if extra is not None:
        try:
            roots += x509.load_pem_x509_certificates(extra.read_bytes())
        except (OSError, ValueError) as error:
            raise SettingsError(f"CRAMP_COACH_EXTRA_TRUST_ROOTS: {str(extra)!r} is not a PEM file.") from error
    return Store(roots)


class _Kept(Struct, frozen=True):
    """A key that was found good."""

    key: RSAPublicKey
    until: datetime
    """After this moment its chain is fetched and checked again."""
    ends: datetime
    """After this moment its certificate vouches for nothing any more."""


class SigningKeys:
    """Amazon's public keys by the address of their chain: each checked once, then kept for a while."""

    def __init__(self, roots: Store, *, fetch_chain: FetchChain, clock: Clock) -> None:
        self._roots = roots
        self._fetch_chain = fetch_chain
        self._clock = clock
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def at(self, url: str) -> RSAPublicKey:
        """
        Give the key that the chain at an address vouches for.

        Raises:
            VerificationError: The address, the chain or the way to it is no good.
        """
        url = chain_url(url)
        now = self._clock()
        kept = self._kept.get(url)
        return (self._renewed(url, now, kept) if kept is None or now >= kept.until else kept).key

    def _renewed(self, url: str, now: datetime, old: _Kept | None) -> _Kept:
        good = old if old and now < old.ends else None
        if good:
            # The other threads go on with it meanwhile, and while the server is away.
            self._keep(url, replace(good, until=now + RETRY_AFTER))
        try:
            # Fetched outside the lock: made-up addresses must not make requests with a known key wait.
            new = self._checked(url, now)
        except VerificationError as error:
            if good and _is_away(error.__cause__):
                return good
            with self._lock:
                self._kept.pop(url, None)
            raise
        self._keep(url, new)
        return new

    def _keep(self, url: str, kept: _Kept) -> None:
        with self._lock:
            self._kept.pop(url, None)
            if len(self._kept) >= MAX_KEPT_KEYS:
                del self._kept[next(iter(self._kept))]
            self._kept[url] = kept

    def _checked(self, url: str, now: datetime) -> _Kept:
        try:
            chain = self._fetch_chain(url)
            if len(chain) > MAX_CHAIN_BYTES:
                raise VerificationError("The certificate file is too long.")
            leaf, *others = x509.load_pem_x509_certificates(chain)
            policy = PolicyBuilder().store(self._roots).time(now)
            policy.build_server_verifier(x509.DNSName(CERT_CHAIN_DOMAIN)).verify(leaf, others)
            key = leaf.public_key()
        except VerificationError:
            raise
        except Exception as error:
            # Whatever goes wrong on the way to a chain, from DNS to DER, the answer is the same: not trusted.
            raise VerificationError(f"The certificate chain can't be trusted ({type(error).__name__}).") from error
        if not isinstance(key, RSAPublicKey):
            raise VerificationError("The certificate's key is not an RSA key.")
        ends = leaf.not_valid_after_utc
        return _Kept(key, until=min(ends, now + KEEP_FOR), ends=ends)


def _is_away(error: BaseException | None) -> bool:
    """Whether a server just can't be reached now, which says nothing against what it said before."""
    import ssl  # Only here: nothing else in a start needs it.

    # An `HTTPError` is an OSError with a code: that server was reached.
    return isinstance(error, OSError) and not isinstance(error, ssl.SSLError) and not hasattr(error, "code")
