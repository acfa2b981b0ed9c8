"""Signs a CAP alert: XML-DSig, enveloped, RSA with SHA-256 over the whole alert.

RSA as PKCS #1 v1.5, because the same alert then has the same bytes after a restart, and because
every reader of signed CAP knows it. `alerts.sources.signature` judges it *valid*; whose key it is
says the certificate, which readers pin (docs/operations.md).
"""

import msgspec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.signer import XMLSigner


class CapKey(msgspec.Struct, frozen=True):
    """The key and its certificate (PEM)."""

    key: RSAPrivateKey
    certificate: str


def signed(cap: bytes, key: CapKey) -> bytes:
    """The alert with its signature as last child. Raises XMLSyntaxError (lxml) for what is none."""
    signer = XMLSigner(
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#",
    )
    root = signer.sign(etree.fromstring(cap), key=key.key, cert=key.certificate)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
