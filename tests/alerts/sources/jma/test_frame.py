"""The frame of a JMA telegram: who speaks, when, whether it is meant, and what it is to others."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from lxml import etree

from alerts.model import Mode
from alerts.report import MessageType, Report, Scope, Status, Unreadable
from alerts.sources.jma import reading
from alerts.sources.jma.body import Reading
from alerts.sources.jma.telegram import Telegram, opened
from alerts.sources.reading import read
from alerts.triage import Policy, gate

Make = Callable[..., bytes]


@pytest.fixture(autouse=True)
def _one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def reader(telegram: Telegram) -> Reading:
        return Reading(stream=f"鐘/{telegram.editor}")

    monkeypatch.setattr(reading, "READERS", {"鐘の知らせ": reader})


def test_the_frame_becomes_a_public_report_of_the_agency(telegram: Make) -> None:
    (report,) = read(telegram(event="20260701120000", serial="1"))

    assert report == Report(
        format="jma",
        sender="jma",
        identifier="鐘の知らせ/鐘町気象台/20260701120000/1/発表",
        sent=datetime(2026, 7, 1, 3, 0, 5, tzinfo=UTC),
        status=Status.ACTUAL,
        message_type=MessageType.ALERT,
        scope=Scope.PUBLIC,
        source="鐘の知らせ",
        incidents=("20260701120000",),
        stream="鐘/鐘町気象台",
    )


def test_two_prefectures_of_one_office_in_one_second_are_two_telegrams(telegram: Make) -> None:
    (north,) = read(telegram(title="北鐘県の知らせ"))
    (south,) = read(telegram(title="南鐘県の知らせ"))

    assert isinstance(north, Report)
    assert isinstance(south, Report)
    assert north.key != south.key


def test_times_are_utc_whatever_offset_they_are_written_with(telegram: Make) -> None:
    ends = "<ValidDateTime>2026-07-01T13:10:00+09:00</ValidDateTime>"

    opened_up = opened(etree.fromstring(telegram(ends=ends)))

    assert isinstance(opened_up, Telegram)
    assert str(opened_up.ends) == "2026-07-01 04:10:00+00:00"


@pytest.mark.parametrize(
    ("said", "status"),
    [("通常", Status.ACTUAL), ("訓練", Status.EXERCISE), ("試験", Status.TEST)],
)
def test_a_drill_and_a_test_are_told_from_what_is_meant(
    telegram: Make, said: str, status: Status
) -> None:
    (report,) = read(telegram(status=said))

    assert isinstance(report, Report)
    assert report.status is status


@pytest.mark.parametrize(
    ("info_type", "serial", "message_type"),
    [
        ("発表", "", MessageType.ALERT),
        ("発表", "1", MessageType.ALERT),
        ("発表", "2", MessageType.UPDATE),
        ("訂正", "1", MessageType.UPDATE),
        ("遅延", "", MessageType.ALERT),
        ("取消", "3", MessageType.CANCEL),
    ],
)
def test_the_information_type_says_what_a_telegram_is_to_those_before(
    telegram: Make, info_type: str, serial: str, message_type: MessageType
) -> None:
    (report,) = read(telegram(info_type=info_type, serial=serial))

    assert isinstance(report, Report)
    assert report.message_type is message_type


def test_a_cancellation_says_why_in_the_agency_s_words(telegram: Make) -> None:
    (report,) = read(telegram(info_type="取消", headline="先ほどの知らせを取り消します。"))

    assert isinstance(report, Report)
    assert report.note == "先ほどの知らせを取り消します。"


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"status": "本番"}, "status “本番”"),
        ({"info_type": "続報"}, "information type “続報”"),
        ({"kind": ""}, "of which kind"),
        ({"kind": "見知らぬ知らせ"}, "“見知らぬ知らせ” are not read here"),
    ],
)
def test_a_frame_that_is_not_understood_is_kept_with_its_reason(
    telegram: Make, parts: dict[str, str], word: str
) -> None:
    (item,) = read(telegram(**parts))

    assert isinstance(item, Unreadable)
    assert item.format == "jma"
    assert word in item.reason


def test_a_telegram_without_its_head_is_unreadable() -> None:
    (item,) = read(b'<Report xmlns="http://xml.kishou.go.jp/jmaxml1/"><Control/></Report>')

    assert isinstance(item, Unreadable)
    assert "no Control or no Head" in item.reason


def test_what_a_reader_calls_not_public_never_passes_the_gate(
    telegram: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "a table for experts"
    monkeypatch.setattr(reading, "READERS", {"鐘の知らせ": lambda _: Reading(not_public=said)})

    (report,) = read(telegram())

    assert isinstance(report, Report)
    assert gate(report, Policy(mode=Mode.REAL)) == said
