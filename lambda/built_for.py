"""
Refuse to start where the packages in the zip can't run, in a sentence; imported before any of them.

It uses nothing that Python 3.8 lacks, so that any runtime of Lambda can read it.
"""

import os
import sys
from pathlib import Path

TOLD = Path(__file__).with_name("built_for.txt")


def check(told: Path = TOLD) -> None:
    """
    Compare the Python and the processor that the zip was built for with those that run it.

    Raises:
        RuntimeError: They differ; Lambda puts the message into the function's log.
    """
    if not told.exists():
        return
    python, machine = told.read_text(encoding="utf-8").split()
    running, here = f"{sys.version_info[0]}.{sys.version_info[1]}", os.uname().machine
    if running != python:
        raise RuntimeError(
            f"This zip was built for Python {python}, but the function runs Python {running}. Set the function's "
            f"runtime to python{python}, or build the zip with `cramp-coach package --python {running}`."
        )
    if here != machine:
        raise RuntimeError(
            f"This zip was built for {machine} processors, but the function runs on {here}. Set the function's "
            f"architecture to {machine}."
        )


check()
