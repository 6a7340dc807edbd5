"""Heat and ice timers, as Home Assistant's own voice timers of the device that listens."""

import asyncio
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import intent
from msgspec.structs import replace

from skill.conversation.events import Event, Performed, RunningTimer
from skill.conversation.reply import CancelTimers, ListTimers, Request
from skill.conversation.session import SetTimer, TimerKind

from .options import DOMAIN

_SECONDS = 5.0
"""Longest time for one request."""
_KINDS: tuple[TimerKind, ...] = ("heat", "ice")


class HomeEffects:
    """Timers of one device; without a device that can keep timers, and for reminders, the coach says so."""

    def __init__(self, hass: HomeAssistant, device: str | None) -> None:
        """Keep where timers run."""
        self._hass = hass
        self._device = device

    def perform(self, request: Request, event: Event) -> Performed:
        """Perform a request, from a worker thread."""
        done = Performed.of(request, "done", event)
        try:
            return asyncio.run_coroutine_threadsafe(self._performed(request, done), self._hass.loop).result(_SECONDS)
        except (intent.UnknownIntent, intent.IntentHandleError):
            # Timers are Home Assistant's own code: it refuses only for a device that can't ring.
            return replace(done, outcome="unsupported")
        except (intent.IntentError, TimeoutError):
            return replace(done, outcome="away")

    async def _performed(self, request: Request, done: Performed) -> Performed:
        if isinstance(request, SetTimer):
            running = [timer for timer in await self._running() if timer.kind == request.kind]
            if running and not request.replace:
                return replace(done, outcome="duplicate", timers=tuple(running))
            await self._cancel(running)
            minutes, seconds = divmod(request.seconds, 60)
            await self._do(intent.INTENT_START_TIMER, name=request.kind, minutes=minutes, seconds=seconds)
            return done
        if isinstance(request, ListTimers | CancelTimers):
            running = await self._running()
            if isinstance(request, CancelTimers):
                await self._cancel(running)
            return replace(done, timers=tuple(running))
        return replace(done, outcome="unsupported")

    async def _running(self) -> list[RunningTimer]:
        response = await self._do(intent.INTENT_TIMER_STATUS)
        here = (it for it in response.speech_slots["timers"] if it["device_id"] == self._device)
        named = {str(it["name"]): float(it["total_seconds_left"]) for it in here}
        return [RunningTimer(kind, named[kind]) for kind in _KINDS if kind in named]

    async def _cancel(self, timers: list[RunningTimer]) -> None:
        for timer in timers:
            await self._do(intent.INTENT_CANCEL_TIMER, name=timer.kind)

    async def _do(self, intent_type: str, **slots: Any) -> intent.IntentResponse:
        filled = {slot: {"value": value} for slot, value in slots.items()}
        return await intent.async_handle(self._hass, DOMAIN, intent_type, filled, device_id=self._device)
