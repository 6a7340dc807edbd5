"""Alexa adapter: request verification, conversion of requests and responses, and the interaction model."""
