"""
CPU from the start of a process to its first answer, each time in a process of its own.

As such a process, it answers one request: `python -m tests.benchmarks.start NAME FOLDER`.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.places import ROOT, environment

ON_FLASK = ("floor", "official", "coach")
BARE = """
import json

def lambda_handler(event, context):
    speech = {"outputSpeech": {"type": "PlainText", "text": event["request"]["type"]}}
    return {"version": "1.0", "response": speech}
"""
ON_LAMBDA = """
import importlib, json, os, sys
event = json.load(open(sys.argv[2]))
answer = importlib.import_module(sys.argv[1]).lambda_handler(event, None)
os._exit(0 if answer["response"] else 1)
"""


def measured(rounds: int, folder: Path) -> dict[str, list[float]]:
    """CPU milliseconds of each start, by turns."""
    import json

    from tests.benchmarks import traffic
    from tests.benchmarks.traffic import Turn

    traffic.prepare(folder)
    bare, task = _functions(folder)
    spent: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        print(f"  start: round {number} of {rounds}", file=sys.stderr)
        # Each round has a request of its own: an old one would be refused.
        body, headers = traffic.signed(Turn("LaunchRequest"))
        (folder / "body").write_bytes(body)
        (folder / "headers").write_bytes(json.dumps(headers).encode())
        cases = {
            **{name: ([sys.executable, "-m", "tests.benchmarks.start", name, folder], ROOT) for name in ON_FLASK},
            "bare function on Lambda": (_function("lambda_function", folder), bare),
            "official on Lambda": (_function("sample", folder), task),
            "coach on Lambda": (_function("lambda_function", folder), task),
        }
        for name, (command, place) in cases.items():
            milliseconds = _cpu(command, place, folder)
            # The first round fills caches of the disk and of bytecode.
            if number:
                spent.setdefault(name, []).append(milliseconds)
    return spent


def _function(module: str, folder: Path) -> list[str | Path]:
    return [sys.executable, "-S", "-c", ON_LAMBDA, module, folder / "body"]


def _functions(folder: Path) -> tuple[Path, Path]:
    """Make folders as Lambda has them: a bare function, and our zip with Amazon's sample beside it."""
    import shutil
    from zipfile import ZipFile

    from publishing import packaging

    bare, task = folder / "bare", folder / "task"
    bare.mkdir()
    (bare / "lambda_function.py").write_text(BARE)
    packaging.lambda_zip(folder / "lambda.zip")
    with ZipFile(folder / "lambda.zip") as made:
        made.extractall(task)
    shutil.copy(Path(__file__).with_name("sample.py"), task)
    return bare, task


def _cpu(command: list[str | Path], place: Path, folder: Path) -> float:
    # Lambda's disk can't be written to: what comes without bytecode is compiled at every start, and nothing is kept.
    disk = {} if place == ROOT else {"PYTHONDONTWRITEBYTECODE": "1", "CRAMP_COACH_DATABASE_URL": "memory://"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=place, env=environment(folder) | disk, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[2:4]} did not answer: {(folder / 'log').read_text()[-2000:]}")
    return (used.ru_utime + used.ru_stime) * 1000


def _answer_one(name: str, folder: Path) -> None:
    import json

    from tests.benchmarks import peers

    request = ((folder / "body").read_bytes(), json.loads((folder / "headers").read_bytes()))
    status, _ = peers.call(peers.PEERS[name](folder), request)
    # Taking the process apart belongs to no start.
    os._exit(0 if status.startswith("200") else 1)


if __name__ == "__main__":
    _answer_one(sys.argv[1], Path(sys.argv[2]))
