"""
Inputs that grow towards what was never run before: libFuzzer, by way of atheris, watches every branch that is taken.

It runs in a process of its own, as it ends the process that it runs in.
"""

import contextlib
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_WATCHED = ["skill.understanding", "skill.conversation", "skill.alexa.session_attributes", "skill.speech"]
_ROOT = Path(__file__).parents[2]
_LONGEST = {"understanding": 600, "session": 4_000}
_HANGS_AFTER = 20
_BEYOND = 60


def installed() -> bool:
    """Whether this machine has atheris; there are no builds of it for every machine."""
    return find_spec("atheris") is not None


def hunt(target: str, seconds: float, seed: int, progress: Callable[[int], None]) -> dict[str, Any]:
    """Run for some seconds; tell the inputs, the branches, the dearest input and, if there was one, the crash."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        command = [sys.executable, "-m", "tests.fuzz.guided", target, made, str(max(1, int(seconds))), str(seed)]
        with (folder / "out").open("wb") as out, (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, cwd=_ROOT, stdout=out, stderr=log)
        until = time.monotonic() + seconds + _BEYOND
        while process.poll() is None and time.monotonic() < until:
            time.sleep(0.2)
            progress(_told(folder)["inputs"])
        process.kill()
        told, log_text = _told(folder), (folder / "log").read_text(errors="replace")
        for name, pattern in (("branches", r"cov: (\d+)"), ("inputs", r"Done (\d+) runs")):
            if found := re.findall(pattern, log_text):
                told[name] = int(found[-1])
        if process.wait():
            inputs = [repr(it.read_bytes()[:2_000]) for it in (*folder.glob("crash-*"), *folder.glob("timeout-*"))]
            said = (folder / "out").read_text(errors="replace")
            told["crash"] = "\n".join([*inputs, said[-2_000:], log_text[-1_000:]])
        return told


def _told(folder: Path) -> dict[str, Any]:
    """What the process has told so far."""
    told: dict[str, Any] = {"inputs": 0, "worst": 0.0, "apologies": {}, "crash": "", "branches": 0}
    with contextlib.suppress(OSError, ValueError):
        told |= json.loads((folder / "told").read_text(encoding="utf-8"))
    return told


def _main(target: str, folder: str, seconds: str, seed: str) -> None:
    import atheris

    with atheris.instrument_imports(include=_WATCHED):
        from tests.fuzz import reading, seeds

    def check(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        if target == "understanding":
            reading.hear(text)
        elif reading.read(text) is not None:
            reading.take_turn(text, sum(data))

    budget = reading.WORDS if target == "understanding" else reading.SESSIONS
    inputs, told_at = 0, 0.0

    def one(data: bytes) -> None:
        nonlocal inputs, told_at
        inputs += 1
        if (now := time.monotonic()) > told_at + 1:
            told_at = now
            told = {"inputs": inputs, "worst": round(budget.worst, 3), "apologies": reading.APOLOGIES}
            (Path(folder) / "told").write_text(json.dumps(told))
        check(data)

    corpus = Path(folder) / "corpus"
    corpus.mkdir()
    texts = seeds.sessions() if target == "session" else [line for lines in seeds.CONVERSATIONS for line in lines]
    for number, text in enumerate(texts):
        (corpus / str(number)).write_text(text, encoding="utf-8")
    (Path(folder) / "words").write_text("\n".join(map(_quoted, _vocabulary(target, texts))), encoding="utf-8")
    options = {
        "max_total_time": seconds,
        "seed": seed,
        "max_len": _LONGEST[target],
        "timeout": _HANGS_AFTER,
        "dict": f"{folder}/words",
        "artifact_prefix": f"{folder}/",
        "rss_limit_mb": 0,
    }
    atheris.Setup([sys.argv[0], str(corpus), *(f"-{name}={value}" for name, value in options.items())], one)
    atheris.Fuzz()


def _vocabulary(target: str, texts: Any) -> set[str]:
    """Whole words to build inputs from: of the phrases and the content, or names and values of sessions."""
    from skill.coach import content
    from skill.understanding import phrases

    if target == "session":
        return set(re.findall(r'"[a-z_]+"|[0-9.]+|[{}\[\],:]', " ".join(texts))) | set(content().findings)
    samples = " ".join(sample for it in phrases.load("en-US").intents.values() for sample in it.samples)
    extra = {"not", "never", "my friend's", "yesterday", "could i", "½"}
    return set(re.findall(r"[a-z']+", samples)) | extra


def _quoted(word: str) -> str:
    """A word as libFuzzer's dictionaries have it."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"'


if __name__ == "__main__":
    _main(*sys.argv[1:])
