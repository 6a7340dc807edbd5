"""
Builds what is handed to Amazon: the Lambda zip.

It is put together from what is installed beside us, so it needs no network, and the same tree gives the same bytes.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from skill.understanding.hearing import fill_cache

ROOT = Path(__file__).parents[1]

DISTRIBUTIONS = (
    "ask-sdk-core",
    "ask-sdk-model",
    "ask-sdk-runtime",
    "certifi",
    "msgspec",
    "python-dateutil",
    "pyyaml",
    "six",
)
"""
What the coach imports on Lambda. Amazon checks who calls there, so no cryptography, and finds the intent, so no
rapidfuzz; nor is there a web server.
"""

_OURS = {
    "lambda/lambda_function.py": "lambda_function.py",
    "interaction_model/phrases/*.yaml": None,
    "skill/**/*": None,
}
"""Files of the tree -> their place in the zip, where it is not the same."""

_AT_HOME = (
    "skill/cli/*",
    "skill/packaging.py",
    "skill/publishing/*",
    "skill/tools/*",
    "skill/web/*",
)
"""The commands and the web pages are of no use on Lambda."""

_KINDS = {".gz", ".json", ".py", ".so", ".txt", ".typed", ".yaml"}
# Whoever hands a package on hands its licence on; the rest of these folders tells how it was installed.
_PAPERS = ("METADATA", "LICEN", "COPYING", "NOTICE")
# The earliest moment that a zip can tell: a real one would make every build another file.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_PERMISSIONS = 0o100755 << 16


def lambda_zip(path: Path) -> int:
    """Write the Lambda zip, the filled cache in it, and return its size in bytes."""
    fill_cache()
    files = dict(_ours())
    for name in DISTRIBUTIONS:
        files.update(_installed(metadata.distribution(name)))
    texts = {inside: file.read_bytes() for inside, file in files.items()}
    texts |= _bytecode({inside: text for inside, text in texts.items() if inside.endswith(".py")})
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as made:
        for inside in sorted(texts):
            entry = ZipInfo(inside, _MOMENT)
            entry.compress_type = ZIP_DEFLATED
            # Lambda reads the files as another user than the one who made them.
            entry.external_attr = _PERMISSIONS
            # The same on every system; Python would write down its own.
            entry.create_system = 3
            made.writestr(entry, texts[inside])
    return path.stat().st_size


def _bytecode(texts: Mapping[str, bytes]) -> dict[str, bytes]:
    """
    What this Python makes of modules. Lambda's disk can't be written to, so without it every cold start compiles anew.

    Another Python passes it over. It holds no machine's path, and no time, so that every build is the same.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        for inside, text in texts.items():
            (folder / inside).parent.mkdir(parents=True, exist_ok=True)
            (folder / inside).write_bytes(text)
        # In a process of its own: what else is loaded would show in the bytes.
        compiler = (sys.executable, "-I", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash")
        subprocess.run([*compiler, "-s", name, name], check=True)  # noqa: S603  # our own folder
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.pyc")}


def _ours() -> Iterator[tuple[str, Path]]:
    for pattern, place in _OURS.items():
        for path in ROOT.glob(pattern):
            inside = path.relative_to(ROOT)
            if not path.is_file() or path.suffix not in _KINDS:
                continue
            if any(map(inside.match, _AT_HOME)):
                continue
            yield place or inside.as_posix(), path


def _installed(distribution: metadata.Distribution) -> Iterator[tuple[str, Path]]:
    """The files that a wheel brought, as its own list names them."""
    for file in distribution.files or ():
        inside = PurePosixPath(file)
        # Commands are installed outside the folder of packages.
        if ".." in inside.parts or "__pycache__" in inside.parts:
            continue
        if inside.parts[0].endswith(".dist-info"):
            wanted = inside.name.startswith(_PAPERS)
        else:
            wanted = inside.suffix in _KINDS
        if wanted:
            yield str(inside), Path(str(file.locate()))
