from datetime import UTC, datetime

import pytest

from alerts.clock_words import moment

SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)


def said(when: datetime, language: str = "en", time_zone: str = "Asia/Tokyo") -> str:
    return moment(when, time_zone=time_zone, language=language, near=SENT)


@pytest.mark.parametrize(("language", "words"), [("en", "22 Nov 14:02"), ("ja", "11月22日 14:02")])
def test_a_time_is_day_and_24_hour_clock_of_the_place(language: str, words: str):
    assert said(SENT, language) == words


def test_easy_japanese_and_pseudo_languages_have_the_same_digits():
    assert said(SENT, "ja-simple") == said(SENT, "ja")
    assert said(SENT, "ar-XB") == said(SENT, "en-XA") == said(SENT, "en")


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
