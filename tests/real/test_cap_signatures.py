"""Signatures of real senders and of WMO's validator, judged over the bytes as published."""

from pathlib import Path

import pytest

from alerts.report import Report, Signature, Verdict
from alerts.sources.reading import read

ALTERED = "the alert was changed, or laid out anew, after it was signed"
DAMAGED = "not proper base64"

# Verified by hand with RSA and SHA-256 alone: the signed bytes of these three samples are not the
# published ones, with or without their white space, although WMO calls the files valid.
NOT_AS_SIGNED = {
    "wmoval__bz_valid.xml": (Verdict.BROKEN, ALTERED),
    "wmoval__cm_valid.xml": (Verdict.BROKEN, ALTERED),
    "wmoval__ca_valid.xml": (Verdict.BROKEN, ALTERED),
}
EXPECTED = {
    "cplib__CanadaNaad.xml": (Verdict.VALID, ""),  # signed twice, each without the other
    "cplib__no_info_tag.cap": (Verdict.NOT_CHECKABLE, "SHA-1"),
    "cplib__ph.cap": (Verdict.NOT_CHECKABLE, "no certificate"),
    "goog__canada~2.cap": (Verdict.BROKEN, ALTERED),
    "goog__earthquake_signed.cap": (Verdict.NOT_CHECKABLE, "no certificate"),
    # These verify only once white space between elements is taken out.
    "naad__Sample10_CAPCP_with_TTS.XML": (Verdict.VALID, ""),
    "naad__Sample11_CAPCP_with_WPAS_no_TTS.XML": (Verdict.VALID, ""),
    "naad__Sample2_CAPCP_with_Embedded_Large_Audio_File.xml": (Verdict.VALID, ""),
    "naad__Sample4_CAPCP_with_External_Large_Audio_File.XML": (Verdict.VALID, ""),
    "naad__Sample5_CAPCP_with_Multiple_External_Audio_File_links.XML": (Verdict.VALID, ""),
    "naad__Sample8_CAPCP_with_Event_location.xml": (Verdict.VALID, ""),
    "oasiscap__ipaws-5e6dd964023f1930ef638846.xml": (Verdict.VALID, ""),
    "oasiscap__ipaws-5e6ddbad023f1930ef6c1a5a.xml": (Verdict.VALID, ""),
    "oasiscap__ipaws-5e7e0fc5023f1930efcf3deb.xml": (Verdict.VALID, ""),
    "oasiscap__ipaws-5ea321f39fc226a7b44b6874.xml": (Verdict.VALID, ""),
    # The arithmetic holds; the certificate was issued six weeks after the alert was sent.
    "wmoval__sc_valid.xml": (Verdict.NOT_CHECKABLE, "not in force when the alert was sent"),
    "wmoval__sc_incorrect_digest.xml": (Verdict.BROKEN, ALTERED),
    "wmoval__sc_incorrect_signature.xml": (Verdict.BROKEN, DAMAGED),
    # Only the last, unused bits of the base64 were changed: a lenient decoder sees no change.
    "wmoval__sc_invalid_certificate.xml": (Verdict.BROKEN, DAMAGED),
    "wmoval__sc_invalid_digest.xml": (Verdict.BROKEN, DAMAGED),
    "wmoval__sc_invalid_signature.xml": (Verdict.BROKEN, DAMAGED),
    "wmoval__bz_invalid_certificate.xml": (Verdict.BROKEN, DAMAGED),
    "wmoval__bz_invalid_digest.xml": (Verdict.BROKEN, DAMAGED),
    "wmoval__bz_invalid_signature.xml": (Verdict.BROKEN, DAMAGED),
    "wmoval__cm_invalid_certificate.xml": (Verdict.BROKEN, DAMAGED),
    "wmoval__cm_invalid_digest.xml": (Verdict.BROKEN, DAMAGED),
    "wmoval__cm_invalid_signature.xml": (Verdict.BROKEN, DAMAGED),
    **NOT_AS_SIGNED,
}


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "cap" / "open" / "alerts"


def test_every_signed_file_is_answered_for(folder: Path) -> None:
    signed = set()

    for path in folder.iterdir():
        (part,) = read(path.read_bytes())
        if isinstance(part, Report) and part.signature.verdict is not Verdict.ABSENT:
            signed.add(path.name)

    assert signed == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_signature_has_its_verdict(folder: Path, name: str) -> None:
    verdict, words = EXPECTED[name]

    (part,) = read((folder / name).read_bytes())

    assert isinstance(part, Report)
    assert part.signature.verdict is verdict
    assert words in part.signature.reason


@pytest.mark.parametrize("name", [name for name in EXPECTED if EXPECTED[name][0] is Verdict.VALID])
def test_one_changed_letter_breaks_a_real_signature(folder: Path, name: str) -> None:
    raw = (folder / name).read_bytes()

    (part,) = read(raw.replace(b"<status>Actual", b"<status>System", 1))

    assert isinstance(part, Report)
    assert part.signature == Signature(
        verdict=Verdict.BROKEN,
        reason=f"The signature is broken: {ALTERED}. Do not send this on unchecked; "
        "ask the issuer.",
    )
