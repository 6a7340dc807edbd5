"""Cache of the public keys that Alexa signs with, by the address of their certificate chain."""

import ssl
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import Store
from msgspec import Struct
from msgspec.structs import replace

from skill.alexa.certificates import FetchChain, chain_url, validated_signer
from skill.alexa.fetch_limits import AWAY_SECONDS, REFUSED_SECONDS, BusyError, FetchLimits, Timer
from skill.errors import VerificationError

Clock = Callable[[], datetime]
Check = Callable[[], object]

MAX_KEPT_KEYS = 16
KEEP_FOR = timedelta(hours=1)
RETRY_AFTER = timedelta(minutes=1)
"""Minimum time between two fetches of a known address."""


class _Kept(Struct, frozen=True):
    """The key of a validated chain."""

    key: RSAPublicKey
    fresh_until: datetime
    """After this time, the chain is fetched and validated again; the key stays in use meanwhile."""
    retry_at: datetime
    """Before this time, an invalid signature causes no fetch."""
    ends: datetime
    """The end of the certificate's validity."""


class SigningKeys:
    """Fetch and validate each chain once an hour and keep its key. Thread-safe."""

    def __init__(self, roots: Store, *, fetch_chain: FetchChain, clock: Clock, timer: Timer = time.monotonic) -> None:
        self._roots = roots
        self._fetch_chain = fetch_chain
        self._clock = clock
        self._limits: FetchLimits[_Kept] = FetchLimits(timer)
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def at(self, url: str, *, before_fetch: Check = lambda: None) -> RSAPublicKey:
        """
        Return the key of the chain at an address.

        A known key is returned without waiting for other fetches. `before_fetch` raises where the request can be
        refused without its key; it is called only if there is something to fetch.

        Raises:
            VerificationError: The address or the chain is not trusted, or can't be fetched now.
        """
        url = chain_url(url)
        now, kept = self._clock(), self._kept.get(url)
        if kept is None or now >= kept.ends:
            known = kept is not None
            self._limits.check(url, known=known)
            before_fetch()
            return self._limits.fetch(url, lambda: self._load(url), known=known, patient=True).key
        return (kept if now < kept.fresh_until else self._renewed(url, kept, before_fetch)).key

    def replacement(self, url: str, old: RSAPublicKey, *, before_fetch: Check = lambda: None) -> RSAPublicKey | None:
        """
        Return the key that has replaced `old` at its address; None if none is known.

        The chain is fetched at most once a minute, as any client can send an invalid signature.

        Raises:
            VerificationError: The chain at the address is no longer trusted.
        """
        url = chain_url(url)
        kept = self._kept.get(url)
        if kept and kept.key == old and self._clock() >= kept.retry_at:
            kept = self._renewed(url, kept, before_fetch)
        return None if kept is None or kept.key == old else kept.key

    def _renewed(self, url: str, old: _Kept, before_fetch: Check) -> _Kept:
        """Return the current key of an address, or the old one if it can't be fetched now."""
        before_fetch()
        try:
            return self._limits.fetch(url, lambda: self._load(url, old), known=True, patient=False)
        except BusyError:
            return old
        except VerificationError as error:
            if _is_away(error.__cause__):
                return old
            raise

    def _load(self, url: str, old: _Kept | None = None) -> _Kept:
        kept, now = self._kept.get(url), self._clock()
        if kept is not old and kept is not None and now < kept.fresh_until:
            # Another request has fetched it while this one waited.
            return kept
        if old:
            # Requests go on with the old key during the fetch, and while the server is away.
            self._keep(url, replace(old, fresh_until=min(old.ends, now + RETRY_AFTER), retry_at=now + RETRY_AFTER))
        try:
            key, ends = validated_signer(self._fetch_chain(url), self._roots, now)
        except Exception as error:
            away = _is_away(error)
            if not (old and away):
                with self._lock:
                    self._kept.pop(url, None)
                self._limits.refuse(url, AWAY_SECONDS if away else REFUSED_SECONDS)
            if isinstance(error, VerificationError):
                raise
            # Any failure, from DNS to DER, means that the chain is not trusted.
            raise VerificationError(f"The certificate chain can't be trusted ({type(error).__name__}).") from error
        new = _Kept(key, fresh_until=min(ends, now + KEEP_FOR), retry_at=now + RETRY_AFTER, ends=ends)
        self._keep(url, new)
        return new

    def _keep(self, url: str, kept: _Kept) -> None:
        with self._lock:
            self._kept.pop(url, None)
            if len(self._kept) >= MAX_KEPT_KEYS:
                del self._kept[next(iter(self._kept))]
            self._kept[url] = kept


def _is_away(error: BaseException | None) -> bool:
    """Return whether an error means that the server is unavailable; then an earlier key stays valid."""
    # urllib's `HTTPError`, which another fetch may raise, is an OSError with a code: that server was reached.
    return (
        isinstance(error, OSError)
        and not isinstance(error, ssl.SSLCertVerificationError)
        and not hasattr(error, "code")
    )
