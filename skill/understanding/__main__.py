"""`python -m skill.understanding` fills the cache, as installing and packaging do."""

from skill.understanding.hearing import fill_cache

fill_cache()
