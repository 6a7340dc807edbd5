"""Limits of the Alexa platform for speech, each with its source."""

MAX_SPEECH_CHARACTERS = 8000
"""Of one outputSpeech. Amazon, best-practice-text-response; "length 9503 exceeds allowed size of 8000 characters"."""

MAX_BREAK_SECONDS = 10.0
"""Of one SSML break. ssml-check-core, checktag.js."""

MAX_AUDIO_SECONDS = 240.0
"""Of one reply in APL for audio. Amazon's blog of February 2021 on trimming and repeating audio."""

MAX_SPEECH_ITEMS = 15
"""Of one APL-for-audio document. Amazon speaks of 15 audio files (alexa.design/apl-audio); whether Speech items count
is unconfirmed, so this is a cautious default."""

APLA_VERSION = "0.91"
"""Of APL for audio. Amazon, apla-document."""
