"""What we do: the whole dialogue as one pure function, `respond`."""
