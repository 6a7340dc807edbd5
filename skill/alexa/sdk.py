"""
The one place that imports Amazon's web-service package.

That package pulls in certvalidator and with it oscrypto, whose last release can't read the version of many OpenSSL
builds and then fails to import. Nothing of ours uses either, so both are stood in for while the package is imported.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_REPLACED = ("certvalidator", "certvalidator.errors")


class _ValidationError(Exception):
    """What Amazon's own verifier expects to catch; it turns it into a refusal."""


class _RefusingValidator:
    """Validates nothing: whoever still reaches for Amazon's own verifier is refused, never waved through."""

    def __init__(self, *_: Any, **__: Any) -> None:
        raise _ValidationError("Certificate chains are checked by skill.alexa.verification.")


@contextmanager
def _stand_ins() -> Iterator[None]:
    """Put refusing stand-ins in the place of certvalidator, and put back whatever was there before."""
    package, errors = (ModuleType(name) for name in _REPLACED)
    errors.__dict__.update(ValidationError=_ValidationError, PathError=_ValidationError)
    package.__dict__.update(CertificateValidator=_RefusingValidator, errors=errors, __path__=[])
    before = {name: sys.modules.get(name) for name in _REPLACED}
    sys.modules.update({"certvalidator": package, "certvalidator.errors": errors})
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module


# Done at import on purpose: Python's own import lock lets one thread run this, and the others wait for it.
with _stand_ins():
    from ask_sdk_webservice_support.verifier import AbstractVerifier, VerificationException
    from ask_sdk_webservice_support.verifier_constants import (
        CERT_CHAIN_DOMAIN,
        CERT_CHAIN_URL_HOSTNAME,
        MAX_NORMAL_REQUEST_TOLERANCE_IN_MILLIS,
        MAX_SKILL_EVENT_TOLERANCE_IN_MILLIS,
        SIGNATURE_CERT_CHAIN_URL_HEADER,
        SIGNATURE_HEADER,
    )

__all__ = [
    "CERT_CHAIN_DOMAIN",
    "CERT_CHAIN_URL_HOSTNAME",
    "MAX_NORMAL_REQUEST_TOLERANCE_IN_MILLIS",
    "MAX_SKILL_EVENT_TOLERANCE_IN_MILLIS",
    "SIGNATURE_CERT_CHAIN_URL_HEADER",
    "SIGNATURE_HEADER",
    "AbstractVerifier",
    "VerificationException",
]
