"""Cramp Coach: a voice coach that gets people through a cramp in the buttock."""

__version__ = "0.1.0"
