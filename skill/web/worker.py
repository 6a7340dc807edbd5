"""
Gunicorn's worker with a loop of its own: quick, never held up by slow clients, and a stop loses nobody.

One thread leads: it waits for all connections and answers itself what has arrived. To hand each request to another
thread and take it back would cost more than the answer, since only one thread of Python runs at a time. When an answer
has to wait, for a database or for Alexa, another thread takes the lead. Threads only get what has arrived as a whole.
"""

import contextlib
import errno
import math
import selectors
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

from gunicorn.http.errors import NoMoreData
from gunicorn.http.wsgi import Response
from gunicorn.workers.gthread import ThreadWorker

from skill.web.answering import Answer, ask
from skill.web.arriving import Arriving
from skill.web.clients import READ_SECONDS, Client, Clients
from skill.web.reading import Reader

STUCK_SECONDS = 0.01
"""How long an answer may take before another thread leads."""

_LINGER_SECONDS = 2.0
"""How long a stop waits for requests that may be under way on connections that we promised to keep."""

_GOODBYE_SECONDS = 0.1
"""Whoever is told to part connects anew, and must find every worker's door shut, not one that is being shut."""

_LOOK_SECONDS = 1.0
_STOPPING_LOOK_SECONDS = 0.1
_HURRY_SECONDS = 0.00001
_NO_ROOM = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}


class _Work(NamedTuple):
    client: Client
    since: float


class Worker(ThreadWorker):
    """Answers in the thread that leads, and has another one lead when that takes long."""

    def init_process(self) -> None:
        """Begin with nobody connected."""
        self._events: deque[tuple[Callable[[Any], object], Any]] = deque()
        self._turn = 0
        self._work: _Work | None = None
        # Guards the two above: whether the leader still leads.
        self._lead_changes = threading.Lock()
        self._at_work, self._over = threading.Event(), threading.Event()
        self._stop_until: float | None = None
        self._goodbye_at = math.inf
        self._look_round_at = 0.0
        super().init_process()

    # --- The main thread watches ---

    def run(self) -> None:
        """See to it that somebody leads, until told to stop and everybody has their answer."""
        self._clients = Clients(self.poller, self._answer)
        self.set_accept_enabled(True)
        self.poller.register(
            self.method_queue,  # type: ignore[arg-type]  # it has a file number once it is made
            selectors.EVENT_READ,
            self.method_queue.run_callbacks,
        )
        self.tpool.submit(self._lead, self._turn)
        told = -math.inf
        while not self._over.is_set():
            if self._at_work.wait(_LOOK_SECONDS):
                time.sleep(STUCK_SECONDS)
                self._overtake()
            if time.monotonic() - told > _LOOK_SECONDS:
                told = time.monotonic()
                self.notify()
                if not self.is_parent_alive():
                    self.alive = False
        self.tpool.shutdown(wait=False)

    def handle_quit(self, sig: int, frame: Any) -> None:
        """Stop at once."""
        self._over.set()
        self.method_queue.defer(lambda: None)
        super().handle_quit(sig, frame)

    def _overtake(self) -> None:
        """Have another thread lead if the one that does has been busy with one request for long."""
        # Cleared before the look: whoever begins to work after it sets it again.
        self._at_work.clear()
        with self._lead_changes:
            work = self._work
            if work is None:
                return
            if time.monotonic() - work.since < STUCK_SECONDS:
                self._at_work.set()
                return
            self._work = None
            self._turn += 1
            # What else this client sends would wake the new leader over and over.
            self.poller.unregister(work.client.sock)
        self.tpool.submit(self._lead, self._turn)

    # --- Leading: one thread at a time, and it waits for nobody but the app ---

    def _lead(self, turn: int) -> None:
        """Take what happens one after the other, until somebody else leads or all is over."""
        while self._turn == turn and not self._over.is_set():
            if not self._events:
                self._wait()
                continue
            happen, subject = self._events.popleft()
            try:
                happen(subject)
            except Exception:
                self.log.exception("The server made a mistake.")

    def _wait(self) -> None:
        timeout = _LOOK_SECONDS if self._stop_until is None else _STOPPING_LOOK_SECONDS
        for key, _ in self.poller.select(timeout):
            self._events.append(
                (self._clients.hear, key.data) if isinstance(key.data, Client) else (key.data, key.fileobj)
            )
        if not self.alive and self._stop_until is None:
            self._shut_the_door()
        now = time.monotonic()
        if now >= self._look_round_at or self._stop_until is not None:
            self._look_round_at = now + _LOOK_SECONDS
            self._look_round(now)

    def _look_round(self, now: float) -> None:
        self._events.extend((self._clients.time_is_over, client) for client in self._clients if client.until < now)
        if self._stop_until is None:
            self.set_accept_enabled(len(self._clients) < self.worker_connections)
        elif not self._clients or now > self._stop_until:
            self._over.set()
            self._at_work.set()

    def accept(self, listener: socket.socket) -> None:
        """Let a client in."""
        try:
            sock, address = listener.accept()
        except OSError as error:
            if error.errno in _NO_ROOM:
                # The next look round asks again.
                self.set_accept_enabled(False)
            return
        reader = Reader(self.cfg, address, listener.getsockname())
        self._clients.welcome(Client(sock, reader, time.monotonic() + self.cfg.keepalive))
        if self._stop_until is None and len(self._clients) >= self.worker_connections:
            self.set_accept_enabled(False)

    def _shut_the_door(self) -> None:
        """
        Let those in who wait at the door, then shut it.

        Gunicorn would leave it open until the last answer is given, and then hang up on whoever came meanwhile.
        """
        # Busy threads would make this one wait between its last look outside and the shutting of the door.
        sys.setswitchinterval(_HURRY_SECONDS)
        self.set_accept_enabled(False)
        for listener in self.sockets:
            before = -1
            while before != len(self._clients):
                before = len(self._clients)
                self.accept(listener)
            listener.close()
        now = time.monotonic()
        self._stop_until = now + self.cfg.graceful_timeout
        self._goodbye_at = now + _GOODBYE_SECONDS
        for client in self._clients:
            client.until = min(client.until, now + _LINGER_SECONDS)

    # --- Answering ---

    def _answer(self, client: Client) -> None:
        """Answer one request, and go on leading unless that took too long."""
        client.is_answered, client.until = True, math.inf
        self._work = work = _Work(client, time.monotonic())
        if not self._at_work.is_set():
            self._at_work.set()
        kept = self._respond(client)
        with self._lead_changes:
            leads = self._work is work
            if leads:
                self._work = None
        if leads:
            self._after(client, kept)
        else:
            self.method_queue.defer(self._come_back, client, kept)

    def _respond(self, client: Client) -> bool:
        """Answer what has arrived, in whatever thread; whether the connection may be used again."""
        arrived, client.arriving = client.arriving, Arriving()
        answer, request = Answer(), None
        try:
            asked = client.reader.read(arrived)
            request = asked.request
            response = Response(request, answer, self.cfg)  # type: ignore[arg-type]
            is_crowded = len(self._clients) > self.max_keepalived
            if is_crowded or not asked.is_certain or time.monotonic() > self._goodbye_at:
                response.force_close()
            ask(self.wsgi, asked.environ, response)
            client.arriving.add(asked.rest)
            kept = not response.should_close()
        except (NoMoreData, StopIteration):
            return False
        except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever the app does, the server goes on
            kept = False
            answer.begin_again()
            self.handle_error(request, answer, client.reader.address, error)  # type: ignore[arg-type]
        with contextlib.suppress(OSError):
            return answer.send(client.sock) and kept
        return False

    def _come_back(self, client: Client, kept: bool) -> None:  # noqa: FBT001  # gunicorn's queue passes no names
        """Take a client back from a thread that no longer leads."""
        self._clients.listen(client)
        self._after(client, kept)

    def _after(self, client: Client, kept: bool) -> None:  # noqa: FBT001  # as `_come_back`
        client.is_answered = False
        now = time.monotonic()
        if not kept:
            self._clients.part(client)
        elif client.arriving.text:
            # The next request, or its beginning, came along with this one.
            client.until = now + READ_SECONDS
            self._events.append((self._clients.consider, client))
        else:
            client.until = now + (self.cfg.keepalive if self.alive else _LINGER_SECONDS)
