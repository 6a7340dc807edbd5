"""Fill the cache: `python -m skill.understanding`, as run by installation and packaging."""

from skill.understanding.hearing import fill_cache

fill_cache()
