"""The prefecture's record and the notice to print: all of what was approved, nothing else."""

import json
from html.parser import HTMLParser

import pytest

from alerts.channels.notice import notice
from alerts.channels.record import District, Municipality, NoOrder, record
from alerts.model import Mode, Phase
from alerts.report import Text
from tests.approvals import ORDER, PHRASES, approved, ended, every_approved, order, warning

TOWN = Municipality(code="17201", name={"ja": "湊浜市"})
PORT = District(code="chome:1", name={"ja": "港町一丁目"}, households=120, people=300)
HILL = District(code="chome:2", name={"ja": "山手"}, households=80, people=None)


class Words(HTMLParser):
    """What a reader sees of a page, with the languages in which it stands."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.languages: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "section":
            self.languages.append(dict(attrs)["aria-label"])

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def test_a_record_holds_what_a_prefecture_asks_for() -> None:
    rain = Text(language="ja", event="避難指示", description="大雨により川の水位が上がっています。")
    revision = order(texts=(rain,))

    made = json.loads(record(approved(revision), TOWN, [PORT], PHRASES))

    text = made.pop("text")
    assert text == list(approved(revision).said("ja").lines)
    assert made == {
        "format": "hansho-record-1",
        "id": "abcdefgh23456789",
        "revision": 1,
        "mode": "real",
        "phase": "live",
        "municipality": {"code": "17201", "name": {"ja": "湊浜市"}},
        "order": "evacuate",
        "order_name": "避難指示",
        "level": 4,
        "kind": "flood",
        "kind_name": "洪水",
        "place": {"ja": "港町一丁目", "en": "Minato 1-chome"},
        "districts": [
            {"code": "chome:1", "name": {"ja": "港町一丁目"}, "households": 120, "people": 300}
        ],
        "households": 120,
        "people": 300,
        "sent": "2026-11-22T14:02:00+09:00",
        "issued": "2026-11-22T14:02:02+09:00",
        "review": "2026-11-23T02:02:00+09:00",
        "reason": "大雨により川の水位が上がっています。",
        "issuer": "湊浜市",
        "title": "警戒レベル4 避難指示：洪水",
    }


def test_a_sum_of_which_a_part_is_not_known_is_not_given() -> None:
    made = json.loads(record(approved(ORDER), TOWN, [PORT, HILL], PHRASES))

    assert (made["households"], made["people"]) == (200, None)
    nothing = json.loads(record(approved(ORDER), TOWN, [], PHRASES))
    assert (nothing["households"], nothing["people"]) == (None, None)


def test_districts_of_several_kinds_are_not_added_up() -> None:
    school = District(code="school:7", name={"ja": "港小学校区"}, households=500, people=1_200)

    made = json.loads(record(approved(ORDER), TOWN, [PORT, school], PHRASES))

    assert (made["households"], made["people"]) == (None, None)


def test_a_lifting_is_reported_with_its_note_as_reason() -> None:
    over = ended(order(note="水位が下がりました。"), Phase.ALL_CLEAR)

    made = json.loads(record(approved(over), TOWN, [PORT], PHRASES))

    assert (made["phase"], made["reason"]) == ("all_clear", "水位が下がりました。")


def test_a_warning_of_the_agency_makes_no_record() -> None:
    with pytest.raises(NoOrder, match="orders alone"):
        record(approved(warning()), TOWN, [PORT], PHRASES)


def test_every_order_has_a_record_and_no_warning_has() -> None:
    for stored in every_approved():
        if stored.revision.order is not None:
            made = json.loads(record(stored, TOWN, [PORT], PHRASES))
            assert made["mode"] == stored.revision.mode.value
            assert made["order"] == stored.revision.order.value


def test_a_notice_says_every_line_in_every_language_and_nothing_else() -> None:
    for stored in every_approved():
        page = notice(stored)

        said = [stored.said(one) for one in ("ja", "ja-simple", "en")]
        read = Words(page)
        words = [one.strip() for one in read.said if one.strip()]
        assert read.languages == ["日本語", "やさしい日本語", "English"]
        assert words[2:-1] == [line for one in said for line in (one.title, *one.lines)]
        assert words[-1] == said[0].web


def test_a_notice_is_black_on_white_for_a4_and_needs_no_other_file() -> None:
    page = notice(approved(ORDER))

    assert "size: A4" in page
    assert "background: #fff; color: #000" in page
    assert not any(mark in page for mark in ("<script", "<link", "<img", "url("))


def test_a_drills_notice_is_framed_and_says_so_in_every_language() -> None:
    page = notice(approved(order(mode=Mode.DRILL)))

    assert '<body class="exercise">' in page
    assert '@top-center { content: "訓練 · EXERCISE"' in page
    assert "EXERCISE" not in notice(approved(ORDER))
    assert page.count("【訓練】") >= 2
    assert "DRILL" in page


def test_what_an_issuer_wrote_cannot_become_markup() -> None:
    page = notice(approved(order(place_names={"ja": "<b>港</b> & 町"})))

    assert "<b>" not in page
