"""Publishing: write and check the store package, and create the files of a new locale."""
