"""The programs from npm are pinned as strictly as those from Python's index."""

import json

from tests.third_party.programs import FOLDER

WANTED = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["dependencies"]
LOCKED = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))["packages"]


def test_every_program_is_pinned_to_one_version():
    assert {name: LOCKED[f"node_modules/{name}"]["version"] for name in WANTED} == WANTED


def test_every_package_has_a_hash_and_names_no_address():
    packages = {name: package for name, package in LOCKED.items() if name}

    assert [name for name, package in packages.items() if not package["integrity"].startswith("sha512-")] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
