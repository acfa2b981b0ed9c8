"""Digits -> words as they are read aloud in Japanese: 14:02 becomes 十四時二分.

Chinese numerals before their counters (時, 分, 月, 日, 丁目) leave announcers and speech engines no
doubt; digits and colons do.
"""

import re
import unicodedata

_DIGITS = "〇一二三四五六七八九"
_SMALL = ("", "十", "百", "千")
_LARGE = ((10**8, "億"), (10**4, "万"))
_MOST = 10**12
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
_DATE_AND_CLOCK = re.compile(r"(日) +(?=\d{1,2}:)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"(\d+)\.(\d+)")
_NUMBER = re.compile(r"\d+")


def spoken(text: str) -> str:
    """The text without a digit in it."""
    plain = re.sub(r"[０-９]", lambda found: unicodedata.normalize("NFKC", found[0]), text)
    plain = _GROUPED.sub("", plain)
    plain = _DATE_AND_CLOCK.sub(r"\1、", plain)
    plain = _CLOCK.sub(_clock, plain)
    plain = _DECIMAL.sub(lambda found: f"{number(found[1])}点{_one_by_one(found[2])}", plain)
    return _NUMBER.sub(lambda found: number(found[0]), plain)


def number(digits: str) -> str:
    """A number in words; one that begins with 0, or is beyond counting, digit by digit."""
    value = int(digits)
    if (digits[0] == "0" and len(digits) > 1) or value >= _MOST:
        return _one_by_one(digits)
    return _counted(value) or "〇"


def _clock(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2])
    said = f"{number(str(hour))}時"
    return said if minute == 0 else f"{said}{number(str(minute))}分"


def _one_by_one(digits: str) -> str:
    return "".join(_DIGITS[int(digit)] for digit in digits)


def _counted(value: int) -> str:
    words = ""
    for size, name in _LARGE:
        if value >= size:
            words += _counted(value // size) + name
            value %= size
    for power in (3, 2, 1, 0):
        digit, value = divmod(value, 10**power)
        if digit:
            words += ("" if digit == 1 and power else _DIGITS[digit]) + _SMALL[power]
    return words
