"""
The coach's signature check for Amazon's own web-service handler: `WebserviceSkillHandler(…, verifiers=[…])`.

Only whoever hosts the skill that way imports this; our own door asks `SignatureVerifier` directly. Amazon's package
pulls in certvalidator and with it oscrypto, whose last release can't read the version of many OpenSSL builds and then
fails to import. Nothing of ours uses either, so both are stood in for while the package is imported.
"""

from types import ModuleType
from typing import Any

from skill.alexa.verification import SignatureVerifier
from skill.errors import VerificationError
from skill.starting import standing_in


class _ValidationError(Exception):
    """What Amazon's own verifier expects to catch; it turns it into a refusal."""


class _RefusingValidator:
    """Validates nothing: whoever still reaches for Amazon's own verifier is refused, never waved through."""

    def __init__(self, *_: Any, **__: Any) -> None:
        raise _ValidationError("Certificate chains are checked by skill.alexa.verification.")


def _stand_ins() -> dict[str, ModuleType]:
    package, errors = ModuleType("certvalidator"), ModuleType("certvalidator.errors")
    errors.__dict__.update(ValidationError=_ValidationError, PathError=_ValidationError)
    package.__dict__.update(CertificateValidator=_RefusingValidator, errors=errors, __path__=[])
    return {"certvalidator": package, "certvalidator.errors": errors}


with standing_in(_stand_ins()):
    from ask_sdk_webservice_support.verifier import AbstractVerifier, VerificationException


class WebserviceVerifier(AbstractVerifier):
    """Our check of the signature, in the shape that Amazon's handler asks for."""

    def __init__(self, signatures: SignatureVerifier) -> None:
        self._signatures = signatures

    def verify(
        self,
        headers: dict[str, Any],
        serialized_request_env: str,
        deserialized_request_env: object,  # noqa: ARG002  # Amazon calls it by this name
    ) -> None:
        """
        Let a request pass that Alexa has signed.

        Raises:
            VerificationException: A header is missing or wrong, the certificate is no good, or the body was changed.
        """
        try:
            self._signatures.check(headers, serialized_request_env.encode())
        except VerificationError as error:
            raise VerificationException(str(error)) from error
