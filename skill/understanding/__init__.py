"""From words to meaning: what a person said becomes an intent, slots and findings."""
