"""Diagnostics for a report of a problem: settings and counts, no word that was said."""

from typing import Any

from homeassistant.core import HomeAssistant

from skill import __version__

from . import CoachEntry


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: CoachEntry) -> dict[str, Any]:  # noqa: ARG001
    """Return the version, the options and the number of open conversations."""
    return {
        "version": __version__,
        "options": dict(entry.options),
        "open_conversations": entry.runtime_data.count,
    }
