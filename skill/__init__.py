"""Cramp Coach: a voice coach that guides people safely through a cramp in the buttock."""

__version__ = "0.2.0"
