"""
Limit the certificate fetches that unsigned requests can cause.

A signature can be verified only after the certificate that the request names has been fetched, so any client can make
the server fetch. Two lanes keep that harmless, each with one fetch at a time:

- Expected addresses: those that have delivered a good chain, and those named as Amazon has named all of its chains so
  far, `echo-api-cert.pem` to `echo-api-cert-99.pem`. A fetch gives the same result for every client, and a refused
  address is not asked for again for a minute, so a flood of these names causes at most 100 short fetches a minute and
  can't keep out a real chain for longer than those take.
- All other addresses: at most `OTHERS_PER_MINUTE`, without waiting. A flood of made-up names stays in this lane.

Requests for an address that is being fetched share that fetch. The number of requests that wait is limited, so that
the server's other threads stay free for requests with a known key.
"""

import re
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from skill.errors import VerificationError

Result = TypeVar("Result")
Timer = Callable[[], float]

MAX_WAITING = 8
"""Requests that fetch or wait for an expected address. The server needs more threads than `MAX_WAITING` + 2."""
OTHERS_PER_MINUTE = 6
REFUSED_SECONDS = 60.0
"""How long an address is refused after it gave something else than a good chain."""
AWAY_SECONDS = 5.0
"""How long an address is refused after the certificate server could not be reached."""
MAX_REFUSED = 256

_LANE_SECONDS = 2.0
_SHARE_SECONDS = 5.0
"""The wait for the lane and one fetch (3 seconds); Alexa waits 8 for the answer."""
_MINUTE = 60.0
_EXPECTED = re.compile(r"https://s3\.amazonaws\.com/echo\.api/echo-api-cert(-[1-9][0-9]?)?\.pem")


class BusyError(VerificationError):
    """A fetch can't be started now; that says nothing about the address."""


class _Lane:
    """One fetch at a time, and a limited number of requests that fetch or wait."""

    def __init__(self, size: int, *, wait_seconds: float) -> None:
        self.room = threading.Semaphore(size)
        self.turn = threading.Lock()
        self.wait_seconds = wait_seconds


class FetchLimits(Generic[Result]):
    """Admit and share fetches by address. Thread-safe; `timer` returns seconds and never runs backwards."""

    def __init__(self, timer: Timer = time.monotonic) -> None:
        self._timer = timer
        self._lock = threading.Lock()
        self._expected = _Lane(MAX_WAITING, wait_seconds=_LANE_SECONDS)
        self._others = _Lane(2, wait_seconds=0.0)
        self._under_way: dict[str, Future[Result]] = {}
        self._refused: dict[str, float] = {}
        self._others_at: deque[float] = deque(maxlen=OTHERS_PER_MINUTE)

    def check(self, url: str, *, known: bool) -> None:
        """
        Check whether a fetch would be admitted, without using up any of the limits.

        Raises:
            VerificationError: The address was refused a short time ago, or too many unknown ones were fetched.
        """
        now = self._timer()
        if now < self._refused.get(url, now):
            raise VerificationError("The certificate address was refused a short time ago.")
        if self._lane(url, known=known) is self._others:
            latest = self._others_at
            if len(latest) == OTHERS_PER_MINUTE and now - latest[0] < _MINUTE:
                raise BusyError("Too many unknown certificate addresses were fetched in the last minute.")

    def refuse(self, url: str, seconds: float) -> None:
        """Remember that an address is no good."""
        with self._lock:
            self._refused.pop(url, None)
            if len(self._refused) >= MAX_REFUSED:
                del self._refused[next(iter(self._refused))]
            self._refused[url] = self._timer() + seconds

    def fetch(self, url: str, load: Callable[[], Result], *, known: bool, patient: bool) -> Result:
        """
        Call `load` for an address, or share the call that is under way; its errors are passed on.

        Args:
            url: The address.
            load: Fetches and validates the chain, in limited time.
            known: The address has delivered a good chain before.
            patient: Wait for other fetches; requests that can go on without this one don't.

        Raises:
            BusyError: The fetch can't be started now.
        """
        lane = self._lane(url, known=known)
        if not lane.room.acquire(blocking=False):
            raise BusyError("Too many requests are waiting for certificates.")
        try:
            with self._lock:
                leads = url not in self._under_way
                shared = self._under_way.setdefault(url, Future())
            if leads:
                self._lead(url, load, lane, shared, known=known, patient=patient)
            elif not patient:
                raise BusyError("This certificate is being fetched.")
            return shared.result(timeout=_SHARE_SECONDS)
        except TimeoutError as error:
            raise BusyError("The certificate took too long.") from error
        finally:
            lane.room.release()

    def _lead(
        self, url: str, load: Callable[[], Result], lane: _Lane, shared: Future[Result], *, known: bool, patient: bool
    ) -> None:
        try:
            if not lane.turn.acquire(timeout=lane.wait_seconds if patient else 0.0):
                raise BusyError("Another certificate is being fetched.")
            try:
                # Once more: another request may have used up the budget, or had the address refused, meanwhile.
                self.check(url, known=known)
                if lane is self._others:
                    self._others_at.append(self._timer())
                result = load()
            finally:
                lane.turn.release()
        except BaseException as error:  # noqa: BLE001  # raised again in every request that shares the call
            del self._under_way[url]
            shared.set_exception(error)
        else:
            del self._under_way[url]
            shared.set_result(result)

    def _lane(self, url: str, *, known: bool) -> _Lane:
        return self._expected if known or _EXPECTED.fullmatch(url) else self._others
