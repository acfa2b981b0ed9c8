"""Which info blocks are one hazard in several languages, and what their texts become."""

from collections.abc import Callable

import pytest

from alerts.report import Hazard, Report, Text
from alerts.sources.reading import read

Altered = Callable[[str, str], bytes]


def info(language: str, event: str, **changes: str) -> str:
    values = {
        "category": "Met",
        "urgency": "Immediate",
        "severity": "Severe",
        "certainty": "Likely",
        "code": "FLW",
        "onset": "2026-08-01T10:00:00+09:00",
        "expires": "2026-08-01T21:00:00+09:00",
        "polygon": "35.6,139.7 35.6,139.8 35.7,139.8 35.6,139.7",
        **changes,
    }
    return """<info><language>{language}</language><category>{category}</category>
    <event>{event}</event><urgency>{urgency}</urgency><severity>{severity}</severity>
    <certainty>{certainty}</certainty><eventCode><valueName>SAME</valueName><value>{code}</value>
    </eventCode><onset>{onset}</onset><expires>{expires}</expires>
    <area><areaDesc>in {language}</areaDesc><polygon>{polygon}</polygon></area></info>""".format(
        language=language, event=event, **values
    )


@pytest.fixture
def events(alert: str) -> Callable[..., list[list[str]]]:
    """Info blocks → the events of each hazard that they were grouped into."""

    def group(*infos: str) -> list[list[str]]:
        head = alert[: alert.index("<info>")]
        (part,) = read(f"{head}{''.join(infos)}</alert>".encode())
        assert isinstance(part, Report), part
        return [[text.event for text in hazard.texts] for hazard in part.hazards]

    return group


Events = Callable[..., list[list[str]]]


def test_languages_of_one_hazard_are_joined(events: Events) -> None:
    assert events(info("ja", "洪水"), info("en", "Flood"), info("pt-BR", "Enchente")) == [
        ["洪水", "Flood", "Enchente"]
    ]


def test_blocks_of_one_language_are_several_hazards(events: Events) -> None:
    assert events(info("en", "Flood"), info("en", "Surge")) == [["Flood"], ["Surge"]]


@pytest.mark.parametrize(
    ("order", "grouped"),
    [
        (["en A", "de A", "en B", "de B"], [["en A", "de A"], ["en B", "de B"]]),
        (["en A", "en B", "de A", "de B"], [["en A", "de A"], ["en B", "de B"]]),
        (["en A", "en B", "de A"], [["en A", "de A"], ["en B"]]),
    ],
)
def test_equal_hazards_take_their_languages_in_the_order_written(
    events: Events, order: list[str], grouped: list[list[str]]
) -> None:
    assert events(*(info(event[:2], event) for event in order)) == grouped


@pytest.mark.parametrize(
    "change",
    [
        {"polygon": "36.6,139.7 36.6,139.8 36.7,139.8 36.6,139.7"},
        {"category": "Geo"},
        {"urgency": "Future"},
        {"severity": "Minor"},
        {"certainty": "Observed"},
        {"code": "TOR"},
        {"onset": "2026-08-01T11:00:00+09:00"},
        {"expires": "2026-08-02T21:00:00+09:00"},
    ],
)
def test_blocks_that_differ_in_more_than_language_are_several_hazards(
    events: Events, change: dict[str, str]
) -> None:
    assert events(info("en", "Flood"), info("de", "Flut", **change)) == [["Flood"], ["Flut"]]


def test_case_of_a_language_does_not_make_another_one(events: Events) -> None:
    assert events(info("en-gb", "Flood"), info("en-GB", "Surge")) == [["Flood"], ["Surge"]]


def test_all_texts_of_a_block_are_kept(altered: Altered) -> None:
    raw = altered(
        "<headline>The river is rising</headline>",
        "<senderName> The Town </senderName><headline>Rising</headline>"
        "<description>Line 1\r\nLine 2</description><instruction>Go up.</instruction>"
        "<web>https://town.example/1</web>",
    )

    (part,) = read(raw)

    assert isinstance(part, Report)
    assert part.hazards[0].texts == (
        Text(
            language="en",
            event="Flood",
            headline="Rising",
            description="Line 1\nLine 2",
            instruction="Go up.",
            web="https://town.example/1",
            sender_name="The Town",
            area_description="Harbour",
        ),
    )


def test_a_block_without_language_is_en_us(altered: Altered) -> None:
    (part,) = read(altered("<language>en</language>", ""))

    assert isinstance(part, Report)
    assert (part.hazards[0].texts[0].language, part.notes) == ("en-US", ())


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("safe \u202eton\u202c here", "safe ton here"),
        ("a\u2066b\u2069c", "abc"),
        ("a\u0085b", "a\nb"),
        ("a\u2028b", "a\nb"),
        ("\ufeffa&#x9f;b", "ab"),
        ("\u200fعاجل\u200f", "\u200fعاجل\u200f"),
        ("family 👨\u200d👩", "family 👨\u200d👩"),
    ],
)
def test_texts_lose_what_can_turn_their_meaning_and_nothing_else(
    altered: Altered, hidden: str, shown: str
) -> None:
    (part,) = read(altered("The river is rising", hidden))

    assert isinstance(part, Report)
    assert part.hazards[0].texts[0].headline == shown


@pytest.mark.parametrize(
    ("written", "read_as", "noted"),
    [
        ("Severe", "Severe", False),
        ("severe", "Severe", True),
        ("Catastrophic", "Unknown", True),
        ("", "Unknown", True),
    ],
)
def test_a_severity_that_cap_does_not_know_is_unknown_and_said(
    altered: Altered, written: str, read_as: str, noted: bool
) -> None:
    (part,) = read(altered("Severe", written))

    assert isinstance(part, Report)
    assert (part.hazards[0].severity, bool(part.notes)) == (read_as, noted)


def test_an_expiry_that_cannot_be_read_is_none_and_said(altered: Altered) -> None:
    (part,) = read(altered("2026-08-01T21:00:00+09:00", "tonight"))

    assert isinstance(part, Report)
    hazard: Hazard = part.hazards[0]
    assert hazard.expires is None
    assert part.notes == (
        "The time in “expires” cannot be read (“tonight”); the warning has none.",
    )


@pytest.mark.parametrize(
    ("written", "tag", "noted"),
    [
        ("zh-Hant-TW", "zh-Hant-TW", False),
        ("ja-simple", "ja-simple", False),
        ("english", "english", False),
        ("en_US", "en-US", True),
        ("日本語", "und", True),
        ("en; rm -rf", "und", True),
        ("x" * 60, "und", True),
    ],
)
def test_a_language_is_a_tag_or_undetermined(
    altered: Altered, written: str, tag: str, noted: bool
) -> None:
    (part,) = read(altered("<language>en<", f"<language>{written}<"))

    assert isinstance(part, Report)
    assert (part.hazards[0].texts[0].language, bool(part.notes)) == (tag, noted)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://town.example/1", "https://town.example/1"),
        ("town.example", "town.example"),
        ("javascript:alert(1)", ""),
        ("java&#10;script:alert(1)", "java\nscript:alert(1)"),
        ("DATA:text/html,x", ""),
    ],
)
def test_only_web_addresses_are_links(altered: Altered, written: str, kept: str) -> None:
    (part,) = read(altered("<area>", f"<web>{written}</web><area>"))

    assert isinstance(part, Report)
    assert part.hazards[0].texts[0].web == kept
