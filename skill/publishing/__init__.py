"""Publishing: the store's package written and checked, and the first files of a new locale."""
