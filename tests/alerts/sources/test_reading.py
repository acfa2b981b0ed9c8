"""Hostile and damaged bytes: a clear answer each, at a bounded cost, and never an exception."""

from collections.abc import Callable

import pytest

from alerts.report import Report, Status, Unreadable
from alerts.sources import cap, envelopes, markup
from alerts.sources.reading import read

Altered = Callable[[str, str], bytes]


def reason_of(raw: bytes) -> str:
    (part,) = read(raw)
    assert isinstance(part, Unreadable), part
    return part.reason


def report_of(raw: bytes) -> Report:
    (part,) = read(raw)
    assert isinstance(part, Report), part
    return part


def test_a_valid_warning_reads_without_a_word(alert: str) -> None:
    report = report_of(alert.encode())

    assert (report.status, report.notes, report.faults) == (Status.ACTUAL, (), ())


def test_fifty_megabytes_are_refused_before_they_are_decoded_or_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def must_not_run(*_: object) -> None:
        raise AssertionError("the file was looked into")

    monkeypatch.setattr(markup, "_decode", must_not_run)

    assert reason_of(b"<alert>" + b" " * 50_000_000) == (
        "The file is 48 MB; more than 16 MB is not read. Ask the sender for the warning without "
        "its attachments."
    )


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE alert [<!ENTITY a "b">]>',
        '<!DOCTYPE alert SYSTEM "http://127.0.0.1/evil.dtd">',
        "<!doctype alert>",
        "<!-- first -->\n<?pi?> <!DOCTYPE alert []>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_any_document_type_is_refused(alert: str, declaration: str, encoding: str) -> None:
    body = alert.replace('<?xml version="1.0" encoding="UTF-8"?>', "")

    assert "document type" in reason_of((declaration + body).encode(encoding))


def test_a_document_type_quoted_in_a_text_is_a_text(altered: Altered) -> None:
    report = report_of(altered("The river is rising", "<![CDATA[<!DOCTYPE html><b>Go</b>]]>"))

    assert report.hazards[0].texts[0].headline == "<!DOCTYPE html><b>Go</b>"


@pytest.mark.parametrize("entity", ["&xxe;", "&nbsp;", "&#0;", "&#x1;"])
def test_entities_beyond_xmls_own_are_refused(altered: Altered, entity: str) -> None:
    assert "cannot be read" in reason_of(altered("The river", f"The{entity}river"))


def test_xmls_own_entities_are_plain_characters(altered: Altered) -> None:
    report = report_of(altered("The river is rising", "A &amp; B &#60;C&#x3e; &#233;"))

    assert report.hazards[0].texts[0].headline == "A & B <C> é"


def test_an_inclusion_of_another_file_stays_unread(altered: Altered) -> None:
    inclusion = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/hostname" parse="text"/>'
    )

    report = report_of(altered("The river is rising", inclusion))

    assert report.hazards[0].texts[0].headline == ""


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"not xml at all", "cannot be read"),
        (b"<", "cannot be read"),
        (b"<alert", "cannot be read"),
        (b"\x00" * 100, "NUL"),
        (b"<alert>\x00</alert>", "NUL"),
        (b"\xff\xfe<", "not valid in its encoding"),
        (b"\xff" * 50, "another encoding"),
        (b"%PDF-1.7\n", "cannot be read"),
        (b"PK\x03\x04\x14\x00", "NUL"),
        (b'{"type": "FeatureCollection"}', "cannot be read"),
        (b"<html><body>502 Bad Gateway</body></html>", "holds no warning"),
        (b'<alert xmlns="urn:example:other"/>', "holds no warning"),
        (b'<?xml version="1.0" encoding="utf-7"?><alert/>', "encoding \u201cutf-7\u201d"),
        (b"<!--", "cannot be read"),
    ],
)
def test_what_is_no_warning_is_refused_with_its_reason(raw: bytes, words: str) -> None:
    assert words in reason_of(raw)


def test_a_warning_in_utf_16_is_read(alert: str) -> None:
    assert report_of(alert.replace("UTF-8", "UTF-16").encode("utf-16")).notes == ()


def test_utf_8_that_calls_itself_utf_16_is_read_and_said(alert: str) -> None:
    report = report_of(alert.replace("UTF-8", "utf-16").encode("utf-8"))

    assert report.notes == ("The file says that it is UTF-16 but is UTF-8; it was read as UTF-8.",)


@pytest.mark.parametrize("encoding", ["shift_jis", "euc-jp"])
def test_declared_japanese_encodings_are_read(alert: str, encoding: str) -> None:
    raw = alert.replace("UTF-8", encoding).replace("The river is rising", "洪水のおそれ")

    assert report_of(raw.encode(encoding)).hazards[0].texts[0].headline == "洪水のおそれ"


def test_single_latin_1_letters_in_utf_8_are_recovered_and_said(altered: Altered) -> None:
    raw = altered("The river is rising", "Cr\u00fce à Orléans 川").replace(
        "à Orléans".encode(), "à Orléans".encode("latin-1")
    )

    report = report_of(raw)

    assert report.hazards[0].texts[0].headline == "Crüe à Orléans 川"
    assert "not at 2 place(s)" in report.notes[0]


def test_too_many_stray_letters_are_refused(altered: Altered) -> None:
    raw = altered("The river is rising", "a\u00e9" * (markup.MAX_STRAY_RUNS + 1))

    assert "another encoding" in reason_of(raw.replace("\u00e9".encode(), b"\xe9"))


@pytest.mark.parametrize("encoding", ["shift_jis", "euc-jp", "iso-2022-kr", "gb18030"])
def test_another_script_in_undeclared_bytes_is_never_guessed(alert: str, encoding: str) -> None:
    korean = encoding == "iso-2022-kr"
    raw = alert.replace("The river is rising", "홍수" if korean else "洪水警報").encode(encoding)

    (part,) = read(raw)

    assert isinstance(part, Unreadable)


def test_ten_thousand_polygons_are_refused_by_count_alone(
    altered: Altered, monkeypatch: pytest.MonkeyPatch
) -> None:
    polygon = "<polygon>35.6,139.7 35.6,139.8 35.7,139.8 35.6,139.7</polygon>"
    monkeypatch.setattr(cap, "hazards", None)  # not called: the count comes first

    reason = reason_of(altered(polygon, polygon * 10_000))

    assert reason == (
        "The alert holds 10000 elements polygon or circle, and at most 5000 are read. "
        "Ask the sender for a simpler one."
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("</info>", "</info>" + "<info/>" * cap.MAX_INFOS, "elements info"),
        ("<area>", "<area/>" * cap.MAX_AREAS + "<area>", "elements area"),
        ("35.6,139.7 ", "35.6,139.7 " * (cap.MAX_POINTS + 1), "points"),
        ("<area>", "<parameter/>" * (cap.MAX_CODES + 1) + "<area>", "eventCode or parameter"),
        (
            "<info>",
            f"<references>{'a,b,c ' * (cap.MAX_REFERENCES + 1)}</references><info>",
            "refers to more than",
        ),
        ("<info>", "<a/>" * markup.MAX_TAGS + "<info>", "tags or attributes"),
        ("<info>", f"<info {' a=b' * markup.MAX_TAGS}>", "tags or attributes"),
        ("<info>", "<x>" * 300 + "</x>" * 300 + "<info>", "cannot be read"),
        ("town-1", "t" * 501, "longer than 500"),
    ],
)
def test_every_limit_has_its_sentence(altered: Altered, old: str, new: str, words: str) -> None:
    assert words in reason_of(altered(old, new))


def test_a_feed_without_end_is_cut_off_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelopes, "MAX_MESSAGES", 3)

    parts = read(b'<feed xmlns="http://www.w3.org/2005/Atom">' + b"<entry/>" * 9 + b"</feed>")

    assert len(parts) == 4
    assert "more than 3 messages" in parts[-1].reason  # type: ignore[union-attr]
