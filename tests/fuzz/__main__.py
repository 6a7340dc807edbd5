"""Hunt for inputs that break the coach, part by part, and tell what was found."""

import argparse
import random
import sys
import time
from collections.abc import Callable

from tests.fuzz.hunts import HUNTS, Found, Terms

_PROGRESS_SECONDS = 10.0


def main() -> int:
    """Hunt as the arguments say; 0 where nothing crashed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="for each part (default: 1)")
    parser.add_argument("--only", choices=list(HUNTS), action="append", help="this part alone; may be given again")
    parser.add_argument("--seed", type=int, help="repeats an earlier hunt, as far as its time allows")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.randrange(2**31)
    names = given.only or list(HUNTS)
    print(f"{given.minutes:g} minutes for each of {', '.join(names)}, with --seed {seed}", flush=True)
    all_found = {name: _hunted(name, given.minutes * 60, seed) for name in names}
    print()
    for name, found in all_found.items():
        _tell(name, found)
    crashes = sum(len(found.crashes) for found in all_found.values())
    errors = sum(found.server_errors for found in all_found.values())
    inputs = sum(found.inputs for found in all_found.values())
    print(f"fuzz: {inputs} inputs tried, {crashes} crashes, {errors} HTTP 500")
    return 1 if crashes or errors else 0


def _hunted(name: str, seconds: float, seed: int) -> Found:
    print(f"{name}: {(HUNTS[name].__doc__ or '').strip()}", flush=True)
    return HUNTS[name](Terms(seconds, seed, _progress(name, seconds)))


def _progress(name: str, seconds: float) -> Callable[[int], None]:
    """Tell every few seconds how far a hunt is."""
    began = told_at = time.monotonic()

    def tell(inputs: int) -> None:
        nonlocal told_at
        now = time.monotonic()
        if now >= told_at + _PROGRESS_SECONDS:
            told_at = now
            print(f"{name}: {now - began:.0f} of {seconds:.0f} s, {inputs} inputs", flush=True)

    return tell


def _tell(name: str, found: Found) -> None:
    print(f"{name}: {found.inputs} inputs ({found.more}), {len(found.crashes)} crashes, {found.server_errors} HTTP 500")
    for where, count in found.apologies.most_common():
        print(f"  {count} apologies: {where}")
    for crash in found.crashes:
        print(f"  CRASH\n{crash}\n")


if __name__ == "__main__":
    sys.exit(main())
