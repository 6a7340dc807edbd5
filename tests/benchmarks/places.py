"""Where the benchmarks keep things. Imports nothing heavy: what is measured from its start on begins with it."""

import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SKILL_ID = "amzn1.ask.skill.00000000-1111-4222-8333-444444444444"
NAMES = {
    "floor": "The floor",
    "official": "Amazon's SDK, Flask",
    "coach": "Cramp Coach",
    "node": "Amazon's SDK, Node",
}


def chain_file(folder: Path, url: str = "echo-api-cert-99.pem") -> Path:
    """Where a folder keeps what would be fetched from an address."""
    return folder / url.rsplit("/", 1)[-1]


def environment(folder: Path) -> dict[str, str]:
    """Give settings with every check on and a memory on the disk, as environment variables."""
    return os.environ | {
        "CRAMP_COACH_SKILL_ID": SKILL_ID,
        "CRAMP_COACH_EXTRA_TRUST_ROOTS": str(folder / "roots.pem"),
        "CRAMP_COACH_DATABASE_URL": f"sqlite:///{folder / 'people.db'}",
        "HOME": str(folder),
    }


def settings(folder: Path) -> Any:
    """Give the same as our app takes them."""
    from skill.settings import Settings

    return Settings.from_environment(environment(folder))
