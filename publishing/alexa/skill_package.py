"""Write the skill package that ask-cli uploads, with the addresses of the running service."""

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from publishing.alexa.interaction_model import PACKAGE
from skill.errors import SettingsError

_FUNCTION = "arn:aws:lambda:"


def write(target: Path, *, endpoint: str | None = None, site: str | None = None) -> int:
    """
    Write the package to `target`, which is replaced, and return the number of files.

    Args:
        target: The folder to write.
        endpoint: Where Alexa sends requests: an HTTPS URL, or the ARN of a Lambda function.
        site: Where the privacy policy and the terms are served; by default the host of an HTTPS endpoint.

    Raises:
        SettingsError: An address is not valid.
    """
    manifest = json.loads((PACKAGE / "skill.json").read_text(encoding="utf-8"))
    if endpoint:
        for kind in (manifest["manifest"]["apis"]["custom"], manifest["manifest"]["events"]):
            kind["endpoint"] = _checked_endpoint(endpoint)
        if not site and not endpoint.startswith(_FUNCTION):
            site = f"https://{urlsplit(endpoint).netloc}"
    if site:
        _set_site(manifest["manifest"], _checked_site(site))
    shutil.rmtree(target, ignore_errors=True)
    # The store takes PNG icons, not the SVG that they are made from.
    shutil.copytree(PACKAGE, target, ignore=shutil.ignore_patterns("*.svg"))
    (target / "skill.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return sum(path.is_file() for path in target.rglob("*"))


def _checked_endpoint(endpoint: str) -> dict[str, str]:
    if endpoint.startswith(_FUNCTION):
        return {"uri": endpoint}
    parts = urlsplit(endpoint)
    if parts.scheme != "https" or ":" in parts.netloc.removesuffix(":443") or len(parts.path) <= 1:
        raise SettingsError(
            f"The endpoint {endpoint!r} must be a Lambda function's ARN, or an address on port 443 such as "
            "https://coach.example.org/alexa."
        )
    return {"uri": endpoint, "sslCertificateType": "Trusted"}


def _checked_site(site: str) -> str:
    parts = urlsplit(site)
    if parts.scheme != "https" or not parts.hostname:
        raise SettingsError(f"The site {site!r} must be an address such as https://coach.example.org.")
    return site.rstrip("/")


def _set_site(manifest: dict[str, Any], site: str) -> None:
    for legal in manifest["privacyAndCompliance"]["locales"].values():
        legal |= {"privacyPolicyUrl": f"{site}/privacy", "termsOfUseUrl": f"{site}/terms"}
