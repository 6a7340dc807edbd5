"""
Makes one kind of measurement in a process of its own, so that none stands on the rubble of another.

`python -m tests.benchmarks.stage NAME ROUNDS` prints what it found as JSON.
"""

import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path

if __name__ == "__main__":
    name, rounds = sys.argv[1:]
    with tempfile.TemporaryDirectory() as home:
        found = import_module(f"tests.benchmarks.{name}").measured(int(rounds), Path(home))
    print(json.dumps(found))
