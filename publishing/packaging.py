"""
Build the Lambda zip and the zip for Home Assistant.

They are assembled from the installed packages; for another Python or on another kind of machine, pip fetches the
compiled ones for Lambda, as requirements.lock pins them. They are reproducible: the same tree gives the same bytes.
"""

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from skill import __version__
from skill.content.yaml_file import parsed
from skill.errors import SettingsError
from skill.understanding.hearing import fill_cache

RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
MACHINE = "x86_64"
"""Processor of the function, as in `lambda/template.yaml`."""

ROOT = Path(__file__).parents[1]

_INTEGRATION = "skill/home_assistant/"
_COMPONENT = "custom_components/cramp_coach/"

# Licences must be redistributed; the other files of these folders describe the installation.
_METADATA = ("METADATA", "LICEN", "COPYING", "NOTICE")
# The earliest timestamp of the zip format; a real one would make builds differ.
_TIMESTAMP = (1980, 1, 1, 0, 0, 0)
_PERMISSIONS = 0o100755 << 16


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the zips contain; `packaging.yaml` explains it."""

    distributions: tuple[str, ...]
    compiled: tuple[str, ...]
    files: tuple[str, ...]
    suffixes: frozenset[str]
    nowhere: tuple[str, ...]
    not_on_lambda: tuple[str, ...]
    not_at_home: tuple[str, ...]


CONTENTS = msgspec.convert(parsed(Path(__file__).with_suffix(".yaml"), "packaging.yaml"), Contents)


class Built(NamedTuple):
    """A zip that was written."""

    size: int
    """In bytes."""
    has_bytecode: bool
    """Whether it holds bytecode, without which the first answer of a cold start takes seconds longer."""


def lambda_zip(path: Path, python: str = RUNNING) -> Built:
    """
    Write the Lambda zip for a version of Python, including the filled cache.

    Raises:
        SettingsError: The compiled packages for that version can't be had.
    """
    fill_cache()
    with TemporaryDirectory() as name:
        texts = {inside: file.read_bytes() for inside, file in _files(python, Path(name)).items()}
    texts["built_for.txt"] = f"{python} {MACHINE}\n".encode()
    if compiler := _interpreter(python):
        texts |= _bytecode({inside: text for inside, text in texts.items() if inside.endswith(".py")}, compiler)
    return Built(archived(path, texts), bool(compiler))


def home_assistant_zip(path: Path) -> int:
    """
    Write the zip of the Home Assistant integration, with the filled cache, and return its size in bytes.

    It is unpacked into the configuration folder; the coach lies in `core`, as it stands here.
    """
    fill_cache()
    texts = {}
    for inside, file in _own_files(CONTENTS.not_at_home):
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


def _interpreter(python: str) -> str | None:
    """Return the program of a version of Python; None if there is none that runs."""
    if python == RUNNING:
        return sys.executable
    found = shutil.which(f"python{python}")
    if found is None:
        return None
    # A version manager may have a program of that name that only says that the version is not chosen.
    tried = subprocess.run([found, "-c", ""], check=False, capture_output=True)  # noqa: S603  # Python itself
    return found if tried.returncode == 0 else None


def _files(python: str, folder: Path) -> dict[str, Path]:
    """Return the files of the zip by their path in it; `folder` takes packages that are fetched."""
    files = dict(_own_files(CONTENTS.not_on_lambda))
    fits = python == RUNNING and sys.platform == "linux" and platform.machine() == MACHINE
    if not fits:
        _fetch(python, folder)
    for name in CONTENTS.distributions:
        if fits or name not in CONTENTS.compiled:
            files.update(_installed(metadata.distribution(name)))
    for distribution in metadata.distributions(path=[str(folder)]):
        files.update(_installed(distribution))
    return files


def _fetch(python: str, folder: Path) -> None:
    """Let pip unpack the compiled packages into a folder; they suit every Linux that Lambda has for that Python."""
    wanted = folder / "wanted.txt"
    wanted.write_text(_pinned((ROOT / "requirements.lock").read_text(encoding="utf-8")), encoding="utf-8")
    target = ("--platform", f"manylinux2014_{MACHINE}", "--implementation", "cp", "--python-version", python)
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps")
    rest = ("--require-hashes", "--only-binary=:all:", "--target", str(folder), "--requirement", str(wanted))
    done = subprocess.run((*pip, *target, *rest), check=False, capture_output=True, text=True)  # noqa: S603  # pip
    if done.returncode:
        raise SettingsError(
            f"pip can't fetch {' and '.join(CONTENTS.compiled)} for Python {python}: "
            f"{' '.join(done.stderr.split())[-300:]} (On Linux, `--python {RUNNING}` needs no network.)"
        )


def _pinned(lock: str) -> str:
    """Return the entries of the compiled packages in a lock file."""
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)
    return "".join(entry for entry in entries if entry.partition("==")[0] in CONTENTS.compiled)


def _bytecode(texts: Mapping[str, bytes], python: str) -> dict[str, bytes]:
    """
    Return the bytecode of modules. Lambda's disk is read-only, so without it every cold start would compile them.

    It contains neither paths of this machine nor timestamps, so it is reproducible.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        for inside, text in texts.items():
            (folder / inside).parent.mkdir(parents=True, exist_ok=True)
            (folder / inside).write_bytes(text)
        # In a separate process, as modules that are loaded here would affect the bytes.
        compiler = (python, "-I", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash")
        subprocess.run([*compiler, "-s", name, name], check=True)  # noqa: S603  # a temporary folder
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.pyc")}


def _own_files(excluded: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    for path in (path for pattern in CONTENTS.files for path in ROOT.glob(pattern)):
        inside = path.relative_to(ROOT)
        unwanted = not path.is_file() or path.suffix not in CONTENTS.suffixes
        if not unwanted and not any(map(inside.match, CONTENTS.nowhere + excluded)):
            # The function's own modules lie on top.
            yield inside.as_posix().removeprefix("lambda/"), path


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
            wanted = inside.suffix in CONTENTS.suffixes
        if wanted:
            yield str(inside), Path(str(file.locate()))
