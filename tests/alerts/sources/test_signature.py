"""Signatures made here, so that each way to cheat can be tried on one that was good."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree
from signxml import XMLSigner

from alerts.report import Report, Signature, Verdict
from alerts.sources.reading import read

SENT = datetime(2026, 8, 1, 0, 0, tzinfo=UTC)
DS = "{http://www.w3.org/2000/09/xmldsig#}"
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
SOMETHING_ELSE = Signature(
    verdict=Verdict.BROKEN,
    reason="The signature is broken: it covers something else than this alert. "
    "Do not send this on unchecked; ask the issuer.",
)
Sign = Callable[..., etree._Element]


@pytest.fixture(scope="module")
def key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def sign(alert: str, key: ec.EllipticCurvePrivateKey) -> Sign:
    """Signs the valid warning as its issuer would; `starts` is where the certificate's year does."""

    def signed(
        starts: datetime = SENT - timedelta(days=30), xml: str = alert, reference_uri: str = ""
    ) -> etree._Element:
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "town.example")])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(7)
            .not_valid_before(starts)
            .not_valid_after(starts + timedelta(days=365))
            .sign(key, hashes.SHA256())
        )
        pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
        signer = XMLSigner(signature_algorithm="ecdsa-sha256", digest_algorithm="sha256")
        root = etree.fromstring(xml.encode())
        return signer.sign(root, key=key, cert=pem, reference_uri=reference_uri or None)

    return signed


def verdict_of(root: etree._Element) -> Signature:
    (part,) = read(etree.tostring(root))
    assert isinstance(part, Report), part
    return part.signature


def test_a_warning_without_signature_says_so(alert: str) -> None:
    assert verdict_of(etree.fromstring(alert.encode())) == Signature(verdict=Verdict.ABSENT)


def test_a_good_signature_is_valid(sign: Sign) -> None:
    assert verdict_of(sign()) == Signature(verdict=Verdict.VALID)


def test_a_signature_holds_inside_a_feed(sign: Sign) -> None:
    feed = etree.fromstring(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content/></entry></feed>'
    )
    feed[0][0].append(sign())

    assert verdict_of(feed).verdict is Verdict.VALID


@pytest.mark.parametrize("name", ["identifier", "status", "scope", "polygon", "headline"])
def test_a_change_anywhere_breaks_it(sign: Sign, name: str) -> None:
    root = sign()
    element = next(root.iter(f"{CAP}{name}"))
    element.text = {"status": "Test", "scope": "Private"}.get(name, f"{element.text} ")

    assert verdict_of(root).verdict is Verdict.BROKEN


def test_an_added_block_breaks_it(sign: Sign) -> None:
    root = sign()
    root.append(etree.fromstring(etree.tostring(root.find(f"{CAP}info"))))

    assert verdict_of(root).verdict is Verdict.BROKEN


def test_a_good_alert_carried_along_does_not_vouch_for_another(sign: Sign, alert: str) -> None:
    """Signature wrapping: the signed alert stands in an element that readers pass over."""
    original = alert.replace("<alert ", '<alert Id="original" ')
    signed = sign(xml=original, reference_uri="#original")
    assert verdict_of(signed).verdict is Verdict.VALID
    signature = signed.find(f"{DS}Signature")
    assert signature is not None
    signed.remove(signature)
    forged = etree.fromstring(alert.replace("town-1", "forged").encode())
    forged.append(signature)
    etree.SubElement(forged, f"{CAP}carried").append(signed)

    assert verdict_of(forged) == SOMETHING_ELSE


def test_a_signature_over_a_part_does_not_vouch_for_the_whole(sign: Sign, alert: str) -> None:
    partly = sign(xml=alert.replace("<info>", '<info Id="part">'), reference_uri="#part")

    assert verdict_of(partly) == SOMETHING_ELSE


@pytest.mark.parametrize("days", [1, -400])
def test_a_certificate_outside_its_time_is_not_checkable(sign: Sign, days: int) -> None:
    signature = verdict_of(sign(starts=SENT + timedelta(days=days)))

    assert signature.verdict is Verdict.NOT_CHECKABLE
    assert "not in force when the alert was sent" in signature.reason


@pytest.mark.parametrize("name", ["DigestValue", "SignatureValue", "X509Certificate"])
def test_base64_with_changed_unused_bits_is_broken(sign: Sign, name: str) -> None:
    root = sign()
    element = next(root.iter(f"{DS}{name}"))
    raw = base64.b64decode(element.text or "")
    compact = base64.b64encode(raw).decode()
    if not compact.endswith("="):
        element.text = compact + "A"
    else:
        last = compact.rstrip("=")[-1]
        element.text = compact.replace(f"{last}=", f"{chr(ord(last) + 1)}=")
        assert base64.b64decode(element.text) == raw

    assert verdict_of(root).verdict is Verdict.BROKEN


def test_a_signature_elsewhere_in_the_alert_is_not_checked(sign: Sign) -> None:
    root = sign()
    info, signature = root.find(f"{CAP}info"), root.find(f"{DS}Signature")
    assert info is not None
    assert signature is not None
    info.append(signature)

    assert verdict_of(root).verdict is Verdict.NOT_CHECKABLE


def test_a_bare_key_without_certificate_is_not_checkable(sign: Sign) -> None:
    root = sign()
    data = next(root.iter(f"{DS}X509Data"))
    data.getparent().remove(data)  # type: ignore[union-attr]

    assert verdict_of(root).verdict is Verdict.NOT_CHECKABLE


def test_more_signatures_than_are_checked_are_said(sign: Sign) -> None:
    root = sign()
    signature = root.find(f"{DS}Signature")
    for _ in range(4):
        root.append(etree.fromstring(etree.tostring(signature)))

    assert verdict_of(root) == Signature(
        verdict=Verdict.NOT_CHECKABLE,
        reason="The signature was not checked: there are 5 signatures, and 4 are checked.",
    )


def test_a_reference_turned_to_another_address_breaks_it(sign: Sign) -> None:
    root = sign()
    next(root.iter(f"{DS}Reference")).set("URI", "http://127.0.0.1:9/other.xml")

    assert verdict_of(root).verdict is Verdict.BROKEN


def test_white_space_laid_out_after_signing_does_not_break_it(sign: Sign, alert: str) -> None:
    compact = "".join(line.strip() for line in alert.splitlines())
    root = sign(xml=compact)
    etree.indent(root)

    assert verdict_of(root).verdict is Verdict.VALID


def test_white_space_slipped_between_comments_of_a_text_breaks_it(sign: Sign, alert: str) -> None:
    compact = "".join(line.strip() for line in alert.splitlines())
    root = sign(xml=compact.replace("The river is rising", "<!--a-->Level 34"))
    raw = etree.tostring(root).replace(b"Level 34", b"Level 3<!--b--> <!--c-->4")

    (part,) = read(raw)

    assert isinstance(part, Report)
    assert part.hazards[0].texts[0].headline == "Level 3 4"
    assert part.signature.verdict is Verdict.BROKEN
