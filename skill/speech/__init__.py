"""Speech output: renders a reply as SSML or APL for Audio; a guided hold becomes a timetable of cues first."""
