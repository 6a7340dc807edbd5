"""Command that runs the benchmarks, prints tables, and draws a plot if a path is given."""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks import plot, report
from tests.benchmarks.places import ROOT

PARTS: dict[str, tuple[Callable[[Any], report.Table], int]] = {
    "cpu": (report.cpu, 1),
    "start": (report.start, 3),
    "load": (report.load, 2),
    "cloud": (report.cloud, 1),
    "growth": (report.growth, 3),
    "size": (report.size, 15),
}
"""What can be measured -> its table, and for how many rounds of the CPU it gets one: some take long."""


def main() -> None:
    """Measure what was asked for."""
    asked = _arguments()
    found = {}
    for name in asked.only:
        print(f"{name}:", file=sys.stderr)
        make, dear = PARTS[name]
        found[name] = _measured(name, max(2, asked.rounds // dear))
        print(make(found[name]).text(), flush=True)
    if asked.out:
        shown = plot.panels(found)
        if not shown:
            raise SystemExit("There is nothing to draw: measure cpu, start or load.")
        where = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
        asked.out.write_text(plot.svg(shown, f"Medians of one run, by turns, on {where}"), encoding="utf-8")
        print(f"wrote {asked.out}", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description="Measures Cramp Coach beside the least that a server can do and Amazon's own stacks, by turns. "
        "Prints tables; only what stands in one table may be compared, as the machine is never quite idle.",
    )
    parser.add_argument("--rounds", type=int, default=15, help="how often each is measured (default: 15)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="measure only these")
    parser.add_argument("--out", type=Path, metavar="FILE.svg", help="draw a picture into this file")
    return parser.parse_args()


def _measured(name: str, rounds: int) -> Any:
    command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.stage", name, str(rounds)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        told = []
        for line in process.stderr or ():
            if line.startswith(f"  {name}: "):
                sys.stderr.write(line)
            elif not line.startswith("{"):
                # What is left out is the app's own log.
                told.append(line)
        said = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit("".join(told[-20:]) + f"{name} could not be measured.")
    return json.loads(said)


if __name__ == "__main__":
    main()
