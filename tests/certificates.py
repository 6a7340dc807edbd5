"""
Makes certificate chains of the same build as the one that signs Alexa's requests.

An old root vouches for a newer one, that one for an authority, and that one for the signer: four certificates, all RSA.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SIGNER = "echo-api.amazon.com"
_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)
_Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def key(owner: str) -> rsa.RSAPrivateKey:
    """Give an owner's key, made once per run: making one takes a tenth of a second."""
    del owner
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(*certificates: x509.Certificate) -> bytes:
    """Write certificates one after the other, as Amazon's files do."""
    return b"".join(certificate.public_bytes(Encoding.PEM) for certificate in certificates)


def _usage(*allowed: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{usage: usage in allowed for usage in _USAGES})


@dataclass(frozen=True)
class Party:
    """Somebody who holds a key, and the certificate that says so."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate


class Authorities:
    """A family of authorities that can certify signers; each family has keys of its own."""

    def __init__(self, family: str = "Test") -> None:
        self.old_root = self._authority(f"{family} Services Root G2", None)
        self.root = self._authority(f"{family} Root CA 1", self.old_root)
        self.issuer = self._authority(f"{family} RSA 2048 M01", self.root, below=0)

    def chain(self, name: str = SIGNER, *, signer: _Key | None = None, starts: int = -1, ends: int = 300) -> bytes:
        """Certify a signer from one day to another, counted from now, and write the whole chain."""
        return pem(self.leaf(name, signer=signer, starts=starts, ends=ends), *self.above())

    def leaf(
        self, name: str = SIGNER, *, signer: _Key | None = None, starts: float = -1, ends: float = 300
    ) -> x509.Certificate:
        """Certify a signer alone."""
        public = (signer or key("signer")).public_key()
        builder = (
            self._begin(name, public, self.issuer, starts, ends)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]),
                critical=False,
            )
            .add_extension(_usage("digital_signature", "key_encipherment"), critical=True)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        )
        return builder.sign(self.issuer.key, SHA256())

    def above(self) -> tuple[x509.Certificate, ...]:
        """Give the certificates over the signer's, nearest first."""
        return self.issuer.certificate, self.root.certificate, self.old_root.certificate

    def _authority(self, name: str, parent: Party | None, below: int | None = None) -> Party:
        own = key(name)
        builder = (
            self._begin(name, own.public_key(), parent, -400, 4000)
            .add_extension(x509.BasicConstraints(ca=True, path_length=below), critical=True)
            .add_extension(_usage("digital_signature", "key_cert_sign", "crl_sign"), critical=True)
        )
        return Party(own, builder.sign(parent.key if parent else own, SHA256()))

    @staticmethod
    def _begin(
        name: str,
        public: rsa.RSAPublicKey | ec.EllipticCurvePublicKey,
        parent: Party | None,
        starts: float,
        ends: float,
    ) -> x509.CertificateBuilder:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        vouching = parent.key.public_key() if parent else public
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(parent.certificate.subject if parent else subject)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + timedelta(days=starts))
            .not_valid_after(now + timedelta(days=ends))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(vouching), critical=False)
        )


class CertificateServer:
    """A stand-in for Amazon's certificate server: one answer for every address, and a count of the questions."""

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def __call__(self, url: str) -> object:
        self.asked.append(url)
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        """Tell the time as `time.monotonic` would."""
        return self.now.timestamp()
