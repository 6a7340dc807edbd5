"""How it sounds: a reply becomes a timetable of cues, then APL for audio or SSML."""
