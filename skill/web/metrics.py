"""
Prometheus metrics: requests by kind, refusals by status, latency and database outages.

They are derived from log events, so that the skill needs no Prometheus client on AWS Lambda. All labels come from the
fixed lists below, so no utterance, slot value or id can become one.
"""

import os
from collections.abc import Mapping
from functools import partial
from itertools import product
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from skill.alexa import reports

KINDS = ("launch", "intent", "health", "ended", "event", "other")
OUTCOMES = ("answered", "failed")
REASONS = frozenset(
    "USER_INITIATED EXCEEDED_MAX_REPROMPTS ERROR INVALID_RESPONSE DEVICE_COMMUNICATION_ERROR INTERNAL_SERVICE_ERROR "
    "ENDPOINT_TIMEOUT AUDIO_SOURCE_ERROR RENDER_ERROR DOCUMENT_ERROR LINK_ERROR LIST_ERROR".split()
)
"""Reasons and types of errors in Amazon's SDK; all others are counted as `other`."""
STATUSES = ("400", "403", "404", "405", "413", "415", "500", "other")
MILLISECONDS = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 8000)

MULTIPROCESS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Environment variable with the folder in which all workers keep their counts; the client reads it at import."""


class Metrics:
    """Metrics of one app. Thread-safe."""

    def __init__(self) -> None:
        """Start every count at zero."""
        self._registry = CollectorRegistry()
        counter = partial(Counter, registry=self._registry)
        requests = counter("cramp_coach_requests", "Verified requests from Alexa.", ["kind", "outcome"])
        self._requests = {key: requests.labels(*key) for key in product(KINDS, OUTCOMES)}
        refusals = counter("cramp_coach_refusals", "Refused requests by HTTP status.", ["status"])
        self._refusals = {status: refusals.labels(status) for status in STATUSES}
        told = "What Alexa reported: ends of sessions, and answers that she could not use."
        self._reports = counter("cramp_coach_reports", told, ["kind", "reason"])
        self._outages = counter("cramp_coach_memory_outages", "Times that the database became unavailable.")
        self._recoveries = counter("cramp_coach_memory_recoveries", "Times that the database came back.")
        self._latency = Histogram(
            "cramp_coach_milliseconds",
            "Time to answer a verified request, in milliseconds.",
            buckets=MILLISECONDS,
            registry=self._registry,
        )
        self.memory_is_away = False
        """Whether the database is unavailable, as far as this process has noticed."""

    def count(self, line: Mapping[str, Any]) -> None:
        """Count one log event."""
        event = str(line.get("event"))
        if event in OUTCOMES:
            asked = str(line.get("asked"))
            self._requests[_kind(asked), event].inc()
            if asked in reports.KINDS:
                self._reports.labels(reports.KINDS[asked], _reason(line)).inc()
            self._latency.observe(line.get("ms", 0.0))
        elif event == "refused":
            self._refusals.get(str(line.get("status")), self._refusals["other"]).inc()
        elif event == "memory is away":
            self.memory_is_away = True
            self._outages.inc()
        elif event == "memory is back":
            self.memory_is_away = False
            self._recoveries.inc()

    def text(self) -> bytes:
        """Return the metrics of all workers in Prometheus' text format."""
        registry = self._registry
        if MULTIPROCESS_FOLDER in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it has no type hints
        return generate_latest(registry)


def _reason(line: Mapping[str, Any]) -> str:
    """Return why a session ended or what failed; the type of an error tells more than its being one."""
    told = [str(line[key]) for key in ("error", "reason") if line.get(key)]
    return next((it for it in told if it in REASONS), "other")


def _kind(asked: str) -> str:
    """Return the kind of a request, from its name in the log."""
    if asked == "health":
        return "health"
    if asked.endswith("Intent"):
        return "intent"
    if asked.startswith("AlexaSkillEvent."):
        return "event"
    return {"LaunchRequest": "launch", "SessionEndedRequest": "ended"}.get(asked, "other")
