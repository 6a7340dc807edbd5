"""Conversations, voice and timers, as an owner of Home Assistant has them."""

import io
import logging
import wave
from array import array

import pytest
from conftest import AGENT, OPTIONS, VOICE, Speaker
from homeassistant import config_entries
from homeassistant.components import tts
from homeassistant.components.assist_pipeline import pipeline as pipelines
from homeassistant.components.intent import async_register_timer_handler
from homeassistant.core import Context
from homeassistant.helpers import device_registry
from pytest_homeassistant_custom_component import common
from pytest_homeassistant_custom_component.common import MockConfigEntry

CRAMP = "my left butt cheek is cramping"


async def to_the_hold(person):
    """Answer no until the coach guides a stretch; return that answer."""
    said, is_open = await person.say(CRAMP)
    for _ in range(8):
        assert is_open
        if "Five." in said:
            return said
        said, is_open = await person.say("no" if "ready" not in said.lower() else "ready")
    pytest.fail(f"no hold after eight turns: {said}")


async def test_it_is_set_up_in_the_user_interface(home):
    flow = await home.config_entries.flow.async_init("cramp_coach", context={"source": config_entries.SOURCE_USER})
    assert flow["type"] == "form"

    made = await home.config_entries.flow.async_configure(flow["flow_id"], {"locale": "en-GB"})
    await home.async_block_till_done()

    assert made["type"] == "create_entry"
    assert made["result"].state is config_entries.ConfigEntryState.LOADED
    assert home.states.get(AGENT)
    assert home.states.get(VOICE)
    again = await home.config_entries.flow.async_init("cramp_coach", context={"source": config_entries.SOURCE_USER})
    assert again["reason"] == "single_instance_allowed"


async def test_other_options_count_at_once(home, entry):
    flow = await home.config_entries.options.async_init(entry.entry_id)
    await home.config_entries.options.async_configure(flow["flow_id"], OPTIONS | {"locale": "en-GB"})
    await home.async_block_till_done()

    said, _ = await Speaker(home).say("I can't breathe")

    assert "Call nine nine nine" in said


async def test_it_starts_without_a_warning(home, entry, caplog):
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    told = {it.getMessage() for it in records if it.levelno >= logging.WARNING and "cramp" in it.name + it.getMessage()}

    assert records
    # Home Assistant says of every custom integration that it has not tested it.
    assert {it for it in told if "not been tested by Home Assistant" not in it} == set()


async def test_a_conversation_leads_to_a_hold_with_the_microphone_open(speaker):
    person = speaker("bedroom")

    said = await to_the_hold(person)

    assert "left" in said
    assert said.index("Five.") < said.index("Four.") < said.index("One.")
    said, is_open = await person.say("it's letting go")
    assert "watch" in said.lower() or "?" in said
    assert is_open


async def test_an_emergency_names_the_number_of_the_pipeline_s_country_and_ends(speaker):
    for language, number in (("en", "nine one one"), ("en-GB", "nine nine nine"), ("en-AU", "triple zero")):
        person = speaker(f"device-{language}", language)
        await person.say(CRAMP)

        said, _ = await person.say("I can't feel anything when I wipe and both legs are numb")

        assert number in said.lower()
        said, is_open = await person.say("no")
        assert not is_open


async def test_two_devices_are_two_conversations(speaker):
    bedroom, kitchen = speaker("bedroom"), speaker("kitchen")
    await bedroom.say(CRAMP)
    first, _ = await kitchen.say("my right glute twitches")

    for _ in range(4):
        said, _ = await bedroom.say("no")

    assert first.startswith("Right side.")
    assert "left side" in said


async def test_a_satellite_that_is_woken_anew_goes_on(speaker):
    person = speaker("bedroom")
    await to_the_hold(person)

    said, is_open = await person.say("pause", woken_anew=True)
    assert is_open
    assert said.startswith("Paused.")

    said, _ = await person.say("go on", woken_anew=True)
    assert "One." in said


async def test_stop_ends_a_hold(speaker):
    person = speaker("bedroom")
    await to_the_hold(person)

    _, is_open = await person.say("stop", woken_anew=True)

    assert not is_open


async def test_after_a_restart_in_the_middle_the_stretch_can_be_resumed(home, entry, speaker):
    await to_the_hold(speaker("bedroom"))
    assert await home.config_entries.async_reload(entry.entry_id)
    await home.async_block_till_done()

    said, is_open = await speaker("bedroom").say("open cramp coach")

    assert is_open
    assert said.startswith("Welcome back.")
    guided, _ = await speaker("bedroom").say("no")
    assert "left side" in guided


async def test_the_coach_s_own_question_heard_back_is_no_answer(speaker):
    person = speaker("bedroom")
    asked, _ = await person.say(CRAMP)

    said, is_open = await person.say(asked)

    assert is_open
    assert "one one" not in said


async def test_silence_is_answered_once_and_then_ends_the_conversation(speaker):
    person = speaker("bedroom")
    await person.say(CRAMP)

    first, still_open = await person.say("")
    last, is_open = await person.say("")

    assert (bool(first), still_open) == (True, True)
    assert (bool(last), is_open) == (True, False)


async def test_another_agent_answers_until_the_coach_is_opened(home, entry):
    home.config_entries.async_update_entry(entry, options=OPTIONS | {"other_agent": "conversation.home_assistant"})
    await home.async_block_till_done()
    person = Speaker(home, "bedroom")

    before, _ = await person.say("turn on the lights")
    opened, is_open = await person.say("Open cramp coach.")
    during, _ = await person.say("my left glute is cramping")

    assert "cramp" not in before.lower()
    assert is_open
    assert "cramp" in opened.lower()
    assert "Left" in during


async def with_engine(home, monkeypatch, engine):
    """Add a text-to-speech engine, as another integration would."""

    async def set_up(hass, entry):
        await hass.config_entries.async_forward_entry_setups(entry, ["tts"])
        return True

    async def add(hass, entry, async_add_entities):
        async_add_entities([engine])

    common.mock_integration(home, common.MockModule("other", async_setup_entry=set_up))
    common.mock_platform(home, "other.config_flow")
    monkeypatch.setitem(config_entries.HANDLERS, "other", type("Flow", (config_entries.ConfigFlow,), {}))
    common.mock_platform(home, "other.tts", common.MockPlatform(async_setup_entry=add))
    other = MockConfigEntry(domain="other")
    other.add_to_hass(home)
    assert await home.config_entries.async_setup(other.entry_id)
    await home.async_block_till_done()


def timetable(entry, text):
    return entry.runtime_data.sound(text).table


async def audio_of(home, text):
    """Return what the pipeline's last stage plays for a text: samples and their rate."""
    source = tts.generate_media_source_id(home, text, VOICE, "en-US", {"preferred_format": "wav"}, cache=False)
    extension, data = await tts.async_get_media_source_audio(home, source)
    assert extension == "wav"
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getsampwidth(), file.getnchannels()) == (2, 1)
        return array("h", file.readframes(file.getnframes())), file.getframerate()


def onset_after(samples, rate, second):
    """Return the time of the first clear sound that follows silence, near a second."""
    quiet, start = 0, round((second - 0.3) * rate)
    for at in range(start, round((second + 0.5) * rate)):
        if abs(samples[at]) > 1000 and quiet > 0.05 * rate:
            return at / rate
        quiet = quiet + 1 if abs(samples[at]) <= 1000 else 0
    return None


async def counted(home, entry, said):
    table = timetable(entry, said)
    samples, rate = await audio_of(home, said)
    beats = [cue for cue in table.cues if cue.kind in ("hold", "count", "release")]
    late = {cue.say: onset_after(samples, rate, cue.at) - cue.at for cue in beats}
    print({say: f"{1000 * by:+.0f} ms" for say, by in late.items()})
    return late, len(samples) / rate - table.length_seconds


async def test_hold_and_counts_are_heard_within_50_ms(home, entry, speaker, flite):
    said = await to_the_hold(speaker("bedroom"))

    late, closing = await counted(home, entry, said)

    assert max(map(abs, late.values())) <= 0.05
    assert closing > 0.5, "the question after the hold is spoken too"


async def test_the_user_s_own_engine_speaks_the_words_on_the_same_beats(home, entry, flite, monkeypatch):
    home.config_entries.async_update_entry(entry, options=OPTIONS | {"voice": "tts.of_the_user"})
    await home.async_block_till_done()
    from skill.speech import voices
    from skill.speech.player import Sound

    asked = set()

    class Engine(tts.TextToSpeechEntity):
        entity_id = "tts.of_the_user"
        _attr_name = "Of the user"
        _attr_default_language = "de"
        supported_languages = ("de", "en-GB")

        def get_tts_audio(self, message, language, options):
            asked.add(language)
            clip = voices.find("flite").clip(message)
            silence = array("h", bytes(2 * 4000))
            return "wav", Sound(silence + clip.samples + silence, clip.rate).wav()

    await with_engine(home, monkeypatch, Engine())
    said = await to_the_hold(Speaker(home, "bedroom"))

    late, _ = await counted(home, entry, said)

    assert max(map(abs, late.values())) <= 0.05
    assert asked == {"en-GB"}, "never German, although the engine prefers it"


async def test_the_whole_pipeline_speaks_through_the_coach_s_voice(home, entry, flite):
    made = await pipelines.async_create_default_pipeline(home, "stt.none", VOICE, "Cramp Coach")
    pipeline = made or pipelines.async_get_pipeline(home)
    await pipelines.async_update_pipeline(
        home, pipeline, conversation_engine=AGENT, conversation_language="en", tts_engine=VOICE, tts_language="en-US"
    )
    events = []
    run = pipelines.PipelineRun(
        home,
        context=Context(),
        pipeline=pipelines.async_get_pipeline(home, pipeline.id),
        start_stage=pipelines.PipelineStage.INTENT,
        end_stage=pipelines.PipelineStage.TTS,
        event_callback=events.append,
    )
    with pipelines.chat_session.async_get_chat_session(home) as session:
        request = pipelines.PipelineInput(run=run, intent_input=CRAMP, session=session)
        await request.validate()
        await request.execute()

    kinds = {event.type: event.data for event in events}
    assert kinds["intent-end"]["intent_output"]["continue_conversation"] is True
    assert "Left side" in kinds["tts-start"]["tts_input"]


async def test_without_a_voice_the_error_repeats_no_word(home, entry, monkeypatch):
    from skill.speech import voices

    monkeypatch.setattr(voices.shutil, "which", lambda name: None)

    with pytest.raises(Exception, match="not installed") as raised:
        await audio_of(home, "you told me of a numb leg")

    assert "numb" not in str(raised.value)


@pytest.fixture
def device(home, entry):
    """A device that can keep timers."""
    made = device_registry.async_get(home).async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={("test", "satellite")}
    )
    events = []
    async_register_timer_handler(home, made.id, lambda kind, timer: events.append((kind.value, timer.name)))
    return made.id, events


async def test_a_heat_timer_is_home_assistant_s_own(speaker, device):
    name, events = device
    person = speaker(name)
    await person.say("open cramp coach")
    await person.say("set a heat timer for ten minutes")
    await person.say("yes")

    assert ("started", "heat") in events
    await person.say("open cramp coach")
    said, _ = await person.say("how long is left on the timer")
    assert "minute" in said
    await person.say("open cramp coach")
    await person.say("cancel the timer")
    assert ("cancelled", "heat") in events


async def test_a_device_without_timers_is_told_so(speaker):
    person = speaker("no-such-device")
    await person.say("open cramp coach")
    await person.say("set a heat timer for ten minutes")

    said, _ = await person.say("yes")

    assert "ask Home Assistant for a timer" in said
    assert "doesn't answer" not in said


async def test_diagnostics_tell_settings_and_no_words(home, entry, speaker):
    from custom_components.cramp_coach.diagnostics import async_get_config_entry_diagnostics

    await speaker("bedroom").say(CRAMP)

    told = await async_get_config_entry_diagnostics(home, entry)

    assert told["open_conversations"] == 1
    assert "butt" not in str(told)


async def test_an_hour_counts_as_night_by_the_user_s_own_hours(home, entry):
    from custom_components.cramp_coach.options import hour_of

    from skill.conversation.session import is_night

    assert [is_night(hour_of(hour, 0, 6)) for hour in (23, 0, 5, 6, 12)] == [False, True, True, False, False]
    assert [is_night(hour_of(hour, 20, 9)) for hour in (19, 20, 23, 8, 9)] == [False, True, True, True, False]
