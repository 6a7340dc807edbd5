"""Publishing: everything that builds, checks or publishes the coach; no conversation needs it."""
