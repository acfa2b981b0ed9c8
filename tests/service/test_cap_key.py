"""The key that signs CAP: made once, kept, and trusted by the judge that reads others' CAP."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alerts.channels.cap_alert import CapAlert
from alerts.channels.cap_signing import signed
from alerts.channels.cap_writer import write_cap
from alerts.model import Kind, Mode, Order, Strength
from alerts.report import Report, Text, Verdict
from alerts.sources.reading import read
from service.cap_key import cap_key
from service.keys import KeysRefused
from tests.factories import DESK, box

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
CAP = write_cap(
    CapAlert(
        sender=DESK,
        identifier="o-1",
        sent=NOW - timedelta(days=30),
        mode=Mode.REAL,
        kind=Kind.FLOOD,
        strength=Strength.LEAVE,
        order=Order.EVACUATE,
        area=box(139.0, 35.0),
        texts=(Text(language="ja", event="避難指示", area_description="港町"),),
    )
)


def verdict(raw: bytes) -> Verdict:
    (report,) = read(raw)
    assert isinstance(report, Report)
    return report.signature.verdict


def test_what_we_sign_is_valid_also_if_it_was_sent_before_the_key_was_made(tmp_path: Path) -> None:
    raw = signed(CAP, cap_key(tmp_path, "town.example", NOW))

    assert (verdict(CAP), verdict(raw)) == (Verdict.ABSENT, Verdict.VALID)


def test_one_letter_changed_afterwards_breaks_it(tmp_path: Path) -> None:
    raw = signed(CAP, cap_key(tmp_path, "town.example", NOW))

    assert verdict(raw.replace("避難指示".encode(), "避難支持".encode())) is Verdict.BROKEN


def test_the_same_alert_has_the_same_bytes_after_a_restart(tmp_path: Path) -> None:
    before = signed(CAP, cap_key(tmp_path, "town.example", NOW))

    after = signed(CAP, cap_key(tmp_path, "town.example", NOW + timedelta(days=1)))

    assert before == after


def test_nobody_else_may_read_the_key(tmp_path: Path) -> None:
    cap_key(tmp_path, "town.example", NOW)
    pem = tmp_path / "cap.pem"

    assert pem.stat().st_mode & 0o777 == 0o600
    pem.chmod(0o644)
    with pytest.raises(KeysRefused, match="chmod 600"):
        cap_key(tmp_path, "town.example", NOW)


def test_a_damaged_key_is_refused_and_never_replaced(tmp_path: Path) -> None:
    cap_key(tmp_path, "town.example", NOW)
    (tmp_path / "cap.pem").write_bytes(b"nothing")

    with pytest.raises(KeysRefused, match="put both back"):
        cap_key(tmp_path, "town.example", NOW)
    assert (tmp_path / "cap.pem").read_bytes() == b"nothing"
