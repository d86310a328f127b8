"""Certificates for servers of tests, good ones and bad ones, and the authority that signed them."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """Signs certificates. `file` holds its own, for whoever is to trust it."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def made(cls, folder: Path) -> "Authority":
        """A new one, which keeps its files in `folder`."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("Test authority")
        constraints = x509.BasicConstraints(ca=True, path_length=None)
        begun = datetime.now(UTC) - 300 * A_DAY
        signed = _built(name, name, key, begun, 600 * A_DAY).add_extension(constraints, True)
        made = cls(folder, key, signed.sign(key, hashes.SHA256()))
        made.file.write_bytes(made.certificate.public_bytes(serialization.Encoding.PEM))
        return made

    @property
    def file(self) -> Path:
        """The authority's own certificate."""
        return self.folder / "authority.pem"

    def server(self, *hosts: str, begins: timedelta = -A_DAY) -> ssl.SSLContext:
        """A server's side of TLS for `hosts`, with a certificate that holds for two days."""
        key = ec.generate_private_key(ec.SECP256R1())
        begun = datetime.now(UTC) + begins
        built = _built(_name(hosts[0]), self.certificate.subject, key, begun, 2 * A_DAY)
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        return self._context(hosts[0], built.add_extension(names, False), key, self.key)

    def self_signed(self, host: str) -> ssl.SSLContext:
        """The same with a certificate that nobody vouches for."""
        key = ec.generate_private_key(ec.SECP256R1())
        built = _built(_name(host), _name(host), key, datetime.now(UTC) - A_DAY, 2 * A_DAY)
        return self._context(host, built, key, key)

    def _context(
        self,
        name: str,
        built: x509.CertificateBuilder,
        key: ec.EllipticCurvePrivateKey,
        signer: ec.EllipticCurvePrivateKey,
    ) -> ssl.SSLContext:
        file = self.folder / f"{name}.pem"
        file.write_bytes(
            built.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _built(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    begun: datetime,
    holds: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begun)
        .not_valid_after(begun + holds)
    )
