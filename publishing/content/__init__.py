"""For those who write the content: check it, draw it, have it reviewed, begin a new locale."""
