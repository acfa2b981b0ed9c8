"""The XML signature of an alert (W3C XML-DSig): absent, valid, broken, or not checkable and why.

`VALID` says that the bytes are those that the holder of the certificate's key signed, and that the
certificate was in force at `sent`. It says nothing of who that is: no chain is followed and no
trust is claimed. Pinning a sender to a key is the business of whoever lists the senders.

Signing software signs before it formats: of the valid real files here half verify only once white
space between elements is taken out. libxml2 takes out only what stands before any text of its
element, which changes no value of CAP. Both forms are tried, and what was signed must be the
*whole* alert: a signature over a part of it, or over something carried along (signature wrapping),
is broken.
"""

import base64
import binascii
import warnings
from collections.abc import Iterator
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidDigest, InvalidSignature
from signxml.verifier import SignatureConfiguration, XMLVerifier

from alerts.report import Signature, Verdict
from alerts.sources.cap_block import SIGNATURE

MAX_SIGNED_BYTES = 4 * 2**20
MAX_SIGNATURES = 4
MAX_CERTIFICATES = 4

_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_ENCODED = (f"{_DS}DigestValue", f"{_DS}SignatureValue", f"{_DS}X509Certificate")
_METHODS = (f"{_DS}SignatureMethod", f"{_DS}DigestMethod")
_ASYMMETRIC = frozenset(method for method in SignatureMethod if "HMAC" not in method.name)
_BROKEN = "The signature is broken: "
_REACT = " Do not send this on unchecked; ask the issuer."


class _Verifier(XMLVerifier):
    # libxml2 writes xmlns="" into inclusively canonicalised parts where nothing asks for it; every
    # signature of Canada's NAADS would fail on that.
    excise_empty_xmlns_declarations = True


def judge(alert: etree._Element, sent: datetime) -> Signature:
    """The verdict over all signatures of the alert: one broken breaks it, one valid is enough.

    Never raises. `alert` is not changed. Cost: at most 4 signatures × 4 certificates × 2 forms of
    at most 4 MB.
    """
    own = alert.findall(SIGNATURE)
    if not own:
        return _without(alert)
    if len(own) > MAX_SIGNATURES:
        return _uncheckable(f"there are {len(own)} signatures, and {MAX_SIGNATURES} are checked.")
    whole = etree.tostring(alert, with_tail=False, encoding="utf-8")
    if len(whole) > MAX_SIGNED_BYTES:
        return _uncheckable(f"it covers {len(whole)} bytes, too many to check.")
    verdicts = [_judge_one(whole, index, sent) for index in range(len(own))]
    for wanted in (Verdict.BROKEN, Verdict.VALID):
        for signature in verdicts:
            if signature.verdict is wanted:
                return signature
    return verdicts[0]


def _without(alert: etree._Element) -> Signature:
    if next(alert.iter(SIGNATURE), None) is None:
        return Signature(verdict=Verdict.ABSENT)
    return _uncheckable("it does not stand directly in the alert, so it may cover something else.")


def _uncheckable(why: str) -> Signature:
    return Signature(verdict=Verdict.NOT_CHECKABLE, reason=f"The signature was not checked: {why}")


def _broken(why: str) -> Signature:
    return Signature(verdict=Verdict.BROKEN, reason=f"{_BROKEN}{why}{_REACT}")


def _judge_one(whole: bytes, index: int, sent: datetime) -> Signature:
    _, signature = _alone(whole, index, strip=False)
    if not all(_is_canonical_base64(one.text) for one in signature.iter(*_ENCODED)):
        return _broken("a part of it is not proper base64, so it was damaged or tampered with.")
    with warnings.catch_warnings():
        # cryptography warns of odd serial numbers; real senders' certificates have them.
        warnings.simplefilter("ignore")
        try:
            certificates = list(_certificates(signature))
        except (ValueError, UnsupportedAlgorithm):
            return _broken("its certificate cannot be read.")
        if not certificates:
            return _uncheckable("it carries no certificate, so nobody can tell whose key it is.")
        return _try_all(whole, index, certificates, sent)


def _try_all(
    whole: bytes, index: int, certificates: list[x509.Certificate], sent: datetime
) -> Signature:
    failures: list[Signature] = []
    for strip in (False, True):
        for certificate in certificates:
            failure = _failure(*_alone(whole, index, strip=strip), certificate)
            if failure is None:
                return _qualified(_alone(whole, index, strip=strip)[1], certificate, sent)
            failures.append(failure)
    return next((one for one in failures if one.verdict is Verdict.BROKEN), failures[0])


def _failure(
    root: etree._Element, signature: etree._Element, certificate: x509.Certificate
) -> Signature | None:
    """None if the certificate's key signed exactly this alert; the dates are judged elsewhere."""
    try:
        config = SignatureConfiguration(
            location="./",
            expect_references=True,  # any number: more than one comes back as a list
            signature_methods=_ASYMMETRIC,
            digest_algorithms=frozenset(DigestAlgorithm),
            verification_time=certificate.not_valid_before_utc,
        )
        found = _Verifier().verify(
            root, x509_cert=certificate, expect_config=config, validate_schema=False
        )
    except (InvalidSignature, InvalidDigest):
        return _broken("the alert was changed, or laid out anew, after it was signed.")
    except Exception as error:  # signxml promises no closed set of errors for hostile input
        return _uncheckable(f"it is of a kind not read here ({type(error).__name__}).")
    results = found if isinstance(found, list) else [found]
    wanted = _canonical(_without_signature(root, signature))
    if any(one.signed_xml is not None and _canonical(one.signed_xml) == wanted for one in results):
        return None
    return _broken("it covers something else than this alert.")


def _qualified(
    signature: etree._Element, certificate: x509.Certificate, sent: datetime
) -> Signature:
    """What still keeps a signature that fits from being valid: its age, or its arithmetic."""
    if not certificate.not_valid_before_utc <= sent <= certificate.not_valid_after_utc:
        return _uncheckable(
            "its certificate was not in force when the alert was sent (it is, from "
            f"{certificate.not_valid_before_utc:%Y-%m-%d} to "
            f"{certificate.not_valid_after_utc:%Y-%m-%d})."
        )
    if any("sha1" in one.get("Algorithm", "").lower() for one in signature.iter(*_METHODS)):
        return _uncheckable("it uses SHA-1, which can be forged.")
    return Signature(verdict=Verdict.VALID)


def _alone(whole: bytes, index: int, *, strip: bool) -> tuple[etree._Element, etree._Element]:
    """The alert with only its signature number `index`: each signer signed without the others."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=strip
    )
    root = etree.fromstring(whole, parser)
    signatures = root.findall(SIGNATURE)
    for other in signatures:
        if other is not signatures[index]:
            _without_signature(root, other)
    return root, signatures[index]


def _without_signature(root: etree._Element, signature: etree._Element) -> etree._Element:
    """Takes it out of `root` and keeps the white space after it, which others signed."""
    before, tail = signature.getprevious(), signature.tail or ""
    if before is None:
        root.text = (root.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    root.remove(signature)
    return root


def _canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False)


def _certificates(signature: etree._Element) -> Iterator[x509.Certificate]:
    """At most four, in the order written. Raises ValueError for one that is none."""
    found = list(signature.iter(f"{_DS}X509Certificate"))
    for element in found[:MAX_CERTIFICATES]:
        yield x509.load_der_x509_certificate(base64.b64decode(element.text or ""))


def _is_canonical_base64(text: str | None) -> bool:
    """Strictly: lenient decoders ignore changed last bits, so that a tampered value would pass."""
    compact = "".join((text or "").split())
    try:
        return base64.b64encode(base64.b64decode(compact, validate=True)).decode() == compact
    except (binascii.Error, ValueError):
        return False
