from datetime import UTC, datetime

import pytest

from alerts.clock_words import moment
from alerts.languages import LANGUAGES, PSEUDO

SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)


def said(when: datetime, language: str = "en", time_zone: str = "Asia/Tokyo") -> str:
    return moment(when, time_zone=time_zone, language=language, near=SENT)


@pytest.mark.parametrize(("language", "words"), [("en", "22 Nov 14:02"), ("ja", "11月22日 14:02")])
def test_a_time_is_day_and_24_hour_clock_of_the_place(language: str, words: str):
    assert said(SENT, language) == words


def test_easy_japanese_and_pseudo_languages_have_the_same_digits():
    assert said(SENT, "ja-simple") == said(SENT, "ja")
    assert said(SENT, "ar-XB") == said(SENT, "en-XA") == said(SENT, "en")


@pytest.mark.parametrize(
    ("language", "near", "far"),
    [
        ("zh-Hant", "11月22日 14:02", "2026年11月22日 14:02"),
        ("ko", "11월 22일 14:02", "2026년 11월 22일 14:02"),
        ("vi", "22 tháng 11 14:02", "22 tháng 11 năm 2026 14:02"),
        ("fil", "Nob 22 14:02", "Nob 22, 2026 14:02"),
        ("th", "22 พ.ย. 14:02", "22 พ.ย. ค.ศ. 2026 14:02"),
        ("mn", "11-р сарын 22 14:02", "2026 оны 11-р сарын 22 14:02"),
        ("fr", "22 nov. 14:02", "22 nov. 2026 14:02"),
        ("de", "22. Nov. 14:02", "22. Nov. 2026 14:02"),
        ("ar", "22 نوفمبر 14:02", "22 نوفمبر 2026 14:02"),
    ],
)
def test_each_language_writes_it_in_its_own_way(language: str, near: str, far: str):
    long_ago = datetime(2024, 1, 1, tzinfo=UTC)

    assert said(SENT, language) == near
    assert moment(SENT, time_zone="Asia/Tokyo", language=language, near=long_ago) == far


@pytest.mark.parametrize("language", [*LANGUAGES, *PSEUDO])
def test_every_language_has_latin_digits_24_hours_and_twelve_months(language: str):
    dates = {said(datetime(2026, month, 28, 14, 2, tzinfo=UTC), language) for month in range(1, 13)}

    assert len(dates) == 12
    assert all("23:02" in one and "28" in one for one in dates)
    assert not {c for one in dates for c in one if c.isdigit() and not c.isascii()}


def test_the_day_is_that_of_the_place_not_of_the_server():
    assert said(datetime(2026, 11, 22, 15, 30, tzinfo=UTC)) == "23 Nov 00:30"


def test_a_far_time_says_its_year():
    far = datetime(2027, 8, 1, 0, 5, tzinfo=UTC)

    assert (said(far), said(far, "ja")) == ("1 Aug 2027 09:05", "2027年8月1日 09:05")


@pytest.mark.parametrize("zone", ["", "Nowhere/Never", "../../etc/passwd"])
def test_an_unknown_zone_is_said_in_utc_and_marked(zone: str):
    assert said(SENT, time_zone=zone) == "22 Nov 05:02 UTC"


def test_the_end_of_the_calendar_is_no_reason_to_stay_silent():
    assert said(datetime.max.replace(tzinfo=UTC)) == "31 Dec 9999 23:59 UTC"
