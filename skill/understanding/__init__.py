"""Natural language understanding: from an utterance to an intent, slots and findings."""
