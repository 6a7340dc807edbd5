"""Home Assistant integration: a conversation agent and a voice that counts exactly, without Amazon."""

import sys
from pathlib import Path
from typing import TypeAlias

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant

# The packaged integration brings the coach along in a folder of its own; in the repository, it is importable already.
_CORE = str(Path(__file__).with_name("core"))
if Path(_CORE).is_dir() and _CORE not in sys.path:
    sys.path.append(_CORE)

from skill.conversation.events import Platform as Wording  # noqa: E402  # needs the path above
from skill.conversations import Conversations  # noqa: E402

from .options import CONF_LOCALE  # noqa: E402

PLATFORMS = (Platform.CONVERSATION, Platform.TTS)

HOME = Wording(
    again="say, open cramp coach",
    keeper="Home Assistant",
    settings="Home Assistant's settings",
    own_timer="ask Home Assistant for a timer",
    own_reminder="make an automation that reminds you",
)

CoachEntry: TypeAlias = "ConfigEntry[Conversations]"


async def async_setup_entry(hass: HomeAssistant, entry: CoachEntry) -> bool:
    """Set up the coach; its content is read in a worker thread, as that takes some tenths of a second."""
    database = f"sqlite:///{hass.config.path('.storage', 'cramp_coach.db')}"
    locale = entry.options[CONF_LOCALE]
    entry.runtime_data = await hass.async_add_executor_job(Conversations.opened, database, locale, HOME)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    entry.async_on_unload(entry.add_update_listener(_reload))
    return True


async def async_unload_entry(hass: HomeAssistant, entry: CoachEntry) -> bool:
    """Remove the entities; open conversations end, as their answers are kept nowhere else."""
    return bool(await hass.config_entries.async_unload_platforms(entry, PLATFORMS))


async def _reload(hass: HomeAssistant, entry: CoachEntry) -> None:
    await hass.config_entries.async_reload(entry.entry_id)
