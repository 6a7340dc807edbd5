"""
Build the Lambda zip and the zip for Home Assistant.

They are assembled from the installed packages, so they need no network, and they are reproducible: the same tree gives
the same bytes.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from skill import __version__
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
Packages that the coach imports on Lambda. There, Amazon authenticates the caller and resolves the intent, so
cryptography and the web server are not needed.
"""

_OURS = {
    "lambda/lambda_function.py": "lambda_function.py",
    "interaction_model/phrases/*.yaml": None,
    "skill/**/*": None,
}
"""Glob pattern of files to include -> their path in the zip, if it differs."""

_EXCLUDED = (
    "skill/cli/*",
    "skill/packaging.py",
    "skill/publishing/*",
    "skill/tools/*",
    "skill/web/*",
)
"""Commands and web pages, which neither platform uses."""
_NOT_ON_LAMBDA = ("skill/conversations.py", "skill/home_assistant/*", "skill/home_assistant/translations/*")

_INTEGRATION = "skill/home_assistant/"
_COMPONENT = "custom_components/cramp_coach/"
_NOT_AT_HOME = (
    "lambda/*",
    "skill/alexa/*",
    "skill/alexa/screens/*",
    "skill/coach.py",
    "skill/memory/dynamodb.py",
    "skill/memory/postgres.py",
    "skill/settings.py",
)

_SUFFIXES = {".gz", ".json", ".py", ".so", ".txt", ".typed", ".yaml"}
# Licences must be redistributed; the other files of these folders describe the installation.
_METADATA = ("METADATA", "LICEN", "COPYING", "NOTICE")
# The earliest timestamp of the zip format; a real one would make builds differ.
_TIMESTAMP = (1980, 1, 1, 0, 0, 0)
_PERMISSIONS = 0o100755 << 16


def lambda_zip(path: Path) -> int:
    """Write the Lambda zip, including the filled cache, and return its size in bytes."""
    fill_cache()
    files = dict(_own_files(_NOT_ON_LAMBDA))
    for name in DISTRIBUTIONS:
        files.update(_installed(metadata.distribution(name)))
    texts = {inside: file.read_bytes() for inside, file in files.items()}
    texts |= _bytecode({inside: text for inside, text in texts.items() if inside.endswith(".py")})
    return archived(path, texts)


def home_assistant_zip(path: Path) -> int:
    """
    Write the zip of the Home Assistant integration, with the filled cache, and return its size in bytes.

    It is unpacked into the configuration folder; the coach lies in `core`, as it stands here.
    """
    fill_cache()
    texts = {}
    for inside, file in _own_files(_NOT_AT_HOME):
        ours = inside.removeprefix(_INTEGRATION)
        texts[_COMPONENT + (ours if ours != inside else f"core/{inside}")] = file.read_bytes()
    texts["hacs.json"] = texts.pop(f"{_COMPONENT}hacs.json")
    manifest = msgspec.json.decode(texts[f"{_COMPONENT}manifest.json"]) | {"version": __version__}
    texts[f"{_COMPONENT}manifest.json"] = msgspec.json.format(msgspec.json.encode(manifest))
    return archived(path, texts)


def archived(path: Path, texts: Mapping[str, bytes]) -> int:
    """Write a zip that depends on nothing but its files, and return its size in bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for inside in sorted(texts):
            entry = ZipInfo(inside, _TIMESTAMP)
            entry.compress_type = ZIP_DEFLATED
            # Lambda reads the files as a different user.
            entry.external_attr = _PERMISSIONS
            # Fixed, as Python would record the system that it runs on.
            entry.create_system = 3
            archive.writestr(entry, texts[inside])
    return path.stat().st_size


def _bytecode(texts: Mapping[str, bytes]) -> dict[str, bytes]:
    """
    Return the bytecode of modules. Lambda's disk is read-only, so without it every cold start would compile them.

    Other versions of Python ignore it. It contains neither paths of this machine nor timestamps, so it is reproducible.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        for inside, text in texts.items():
            (folder / inside).parent.mkdir(parents=True, exist_ok=True)
            (folder / inside).write_bytes(text)
        # In a separate process, as modules that are loaded here would affect the bytes.
        compiler = (sys.executable, "-I", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash")
        subprocess.run([*compiler, "-s", name, name], check=True)  # noqa: S603  # a temporary folder
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.pyc")}


def _own_files(excluded: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    for pattern, place in _OURS.items():
        for path in ROOT.glob(pattern):
            inside = path.relative_to(ROOT)
            if not path.is_file() or path.suffix not in _SUFFIXES:
                continue
            if any(map(inside.match, _EXCLUDED + excluded)):
                continue
            yield place or inside.as_posix(), path


def _installed(distribution: metadata.Distribution) -> Iterator[tuple[str, Path]]:
    """Yield the files of an installed distribution: their path in the zip and on disk."""
    for file in distribution.files or ():
        inside = PurePosixPath(file)
        # Scripts are installed outside of site-packages.
        if ".." in inside.parts or "__pycache__" in inside.parts:
            continue
        if inside.parts[0].endswith(".dist-info"):
            wanted = inside.name.startswith(_METADATA)
        else:
            wanted = inside.suffix in _SUFFIXES
        if wanted:
            yield str(inside), Path(str(file.locate()))
