"""Staff read, per language, in which words its readers will be told: theirs, or the fallback."""

from datetime import UTC, datetime, timedelta

import lxml.html
import msgspec
import pytest

from alerts.languages import described
from alerts.model import Mode, Relation
from alerts.ports import Edition
from service.desk.pace import Duration
from service.desk.reach import Count, Reach
from service.desk_page.phones import everything
from service.desk_page.reaching import reach_parts
from service.desk_page.scene import Scene

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DRAFTS = frozenset({"ja", "vi", "uk"})


def scene(language: str) -> Scene:
    return Scene(language=language, now=NOW, time_zone="Asia/Tokyo", mode=Mode.REAL)


def some(number: int) -> Count:
    return Count(few=False, about=number)


REACH = Reach(
    phones=some(400),
    inside=some(300),
    near=some(100),
    residents=some(300),
    visitors=some(100),
    by_language={"vi": some(40), "ko": some(20)},
    rest=some(340),
    rest_language="ja",
    confirmed_share=0.5,
    last_phone=Duration(lasts=timedelta(seconds=20), is_measured=True, is_paused=False),
    counted_at=NOW,
)


def rows_of(language: str) -> dict[str, str]:
    page = lxml.html.fromstring(
        f"<div>{''.join(reach_parts(scene(language), REACH, DRAFTS))}</div>"
    )
    names, told = page.xpath("//dt"), page.xpath("//dd")
    return {a.text_content(): b.text_content() for a, b in zip(names, told, strict=True)}


def test_readers_of_a_draft_are_told_in_easy_japanese_and_english() -> None:
    rows = rows_of("en")

    assert rows["In Tiếng Việt"] == (
        "40, told in easy Japanese and English: its sentences are not reviewed"
    )
    assert rows["In 한국어"] == "20"


def test_a_language_that_always_goes_out_says_that_nobody_has_checked_it() -> None:
    rows = rows_of("en")

    assert rows["In 日本語, and in languages of fewer than 10"] == (
        "340, in sentences that nobody has checked"
    )


def edition(language: str) -> Edition:
    told = {"title": "x", "body": "y", "lang": described(language).lang, "dir": "ltr"}
    return Edition(
        language=language,
        relation=Relation.NEW,
        payload=msgspec.json.encode({"notification": told}),
    )


@pytest.mark.parametrize("language", ["en", "ja"])
def test_who_approves_reads_whose_readers_get_the_fallback(language: str) -> None:
    editions = [edition(one) for one in ("ja", "ja-simple", "en", "ko", "vi", "uk")]

    shown = everything(scene(language), editions, Relation.NEW, DRAFTS)

    (note,) = lxml.html.fromstring(shown).xpath("./p[@class='note']")
    assert "2" in note.text_content()
    assert "Tiếng Việt" in note.text_content()
    assert "Українська" in note.text_content()
    assert "日本語：" not in note.text_content()


def test_nothing_is_said_of_a_fallback_where_every_language_goes_out() -> None:
    shown = everything(scene("en"), [edition("ko")], Relation.NEW, frozenset({"ja"}))

    assert lxml.html.fromstring(shown).xpath("./p[@class='note']") == []
