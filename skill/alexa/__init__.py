"""Amazon's side: envelopes, verification, the interaction model."""
