"""The packaged integration in a real Home Assistant."""

import os
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
import pytest_homeassistant_custom_component
from homeassistant.components import conversation
from homeassistant.core import Context
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

OPTIONS = {"locale": "en-US", "night_from": 22, "night_to": 7}
AGENT, VOICE = "conversation.cramp_coach", "tts.cramp_coach"

# The test helper brings a package `custom_components` of its own, which hides any other: ours is linked into it.
_COMPONENTS = Path(pytest_homeassistant_custom_component.__file__).parent / "testing_config" / "custom_components"


@pytest.fixture(scope="session", autouse=True)
def unpacked(tmp_path_factory):
    """Unpack the zip that users get, and let Home Assistant find it."""
    folder = tmp_path_factory.mktemp("config")
    with ZipFile(os.environ["CRAMP_COACH_HOME_ASSISTANT_ZIP"]) as packed:
        packed.extractall(folder)
    link = _COMPONENTS / "cramp_coach"
    link.unlink(missing_ok=True)
    link.symlink_to(folder / "custom_components" / "cramp_coach")
    yield folder
    link.unlink()


@pytest.fixture(autouse=True)
def found(enable_custom_integrations, socket_enabled):
    """Custom integrations are loaded."""


@pytest.fixture
def no_preferences(hass):
    """Each test begins without what an earlier one remembered."""
    database = Path(hass.config.path(".storage", "cramp_coach.db"))
    database.parent.mkdir(exist_ok=True)
    yield
    for path in database.parent.glob("cramp_coach.db*"):
        path.unlink()


@pytest.fixture
async def home(hass, no_preferences):
    """Home Assistant with Assist."""
    for name in ("homeassistant", "conversation", "tts", "intent", "media_source", "assist_pipeline"):
        assert await async_setup_component(hass, name, {})
    await hass.async_block_till_done()
    return hass


@pytest.fixture
async def entry(home):
    """The integration, set up."""
    entry = MockConfigEntry(domain="cramp_coach", title="Cramp Coach", options=OPTIONS)
    entry.add_to_hass(home)
    assert await home.config_entries.async_setup(entry.entry_id)
    await home.async_block_till_done()
    return entry


class Speaker:
    """A person at one device, who talks to the agent."""

    def __init__(self, hass, device=None, language="en"):
        self._hass = hass
        self._device = device
        self._language = language
        self._conversation = None

    async def say(self, text, *, woken_anew=False):
        """Say something; return what is answered, and whether the microphone opens again."""
        if woken_anew:
            self._conversation = None
        result = await conversation.async_converse(
            self._hass, text, self._conversation, Context(), self._language, AGENT, self._device
        )
        self._conversation = result.conversation_id
        return result.response.speech["plain"]["speech"], result.continue_conversation


@pytest.fixture
def speaker(home, entry):
    return lambda device=None, language="en": Speaker(home, device, language)


@pytest.fixture(scope="session")
def flite():
    if not shutil.which("flite"):
        pytest.fail("flite is missing; on Debian: apt-get install flite")
