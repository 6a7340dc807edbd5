"""The dialogue, as one pure function: `respond`."""
