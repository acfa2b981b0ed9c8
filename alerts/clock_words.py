"""Dates and times as alerts say them: "22 Nov 14:02", never "today".

Own patterns, because server and phone must write the same and neither Babel nor `Intl` can be
trusted to: Gregorian, Latin digits, 24 hours, the time zone of the place (DESIGN section 10). The
phone gets the pattern of its language with its words (`phone_patterns`; pwa/app/phone/clock.js).
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import msgspec

# Beyond this the year is said; within it, day and month leave no doubt.
_FAR = timedelta(days=180)
_MONTHS_A_YEAR = 12


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """How one language writes a moment, with `{day}`, `{month}`, `{time}`, and far off `{year}`.

    `months`: the twelve words for `{month}`, as they stand beside a day.
    """

    near: str
    far: str
    months: tuple[str, ...]


def _clock(near: str, far: str, months: str = "1 2 3 4 5 6 7 8 9 10 11 12") -> Clock:
    words = tuple(months.split())
    if len(words) != _MONTHS_A_YEAR:
        raise ValueError(f"{months!r} is not twelve months: write one word for each")
    return Clock(near=near, far=far, months=words)


_DAY_FIRST = "{day} {month} {time}", "{day} {month} {year} {time}"
_CHINESE = _clock("{month}月{day}日 {time}", "{year}年{month}月{day}日 {time}")
_ENGLISH = _clock(*_DAY_FIRST, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")

# Months as CLDR writes them beside a day; ค.ศ. says that the year is not the Buddhist one.
CLOCKS: Mapping[str, Clock] = MappingProxyType(
    {
        "ja": _CHINESE,
        "ja-simple": _CHINESE,
        "zh-Hans": _CHINESE,
        "zh-Hant": _CHINESE,
        "en": _ENGLISH,
        "en-XA": _ENGLISH,
        "ar-XB": _ENGLISH,
        "ko": _clock("{month}월 {day}일 {time}", "{year}년 {month}월 {day}일 {time}"),
        "vi": _clock("{day} tháng {month} {time}", "{day} tháng {month} năm {year} {time}"),
        "fil": _clock(
            "{month} {day} {time}",
            "{month} {day}, {year} {time}",
            "Ene Peb Mar Abr May Hun Hul Ago Set Okt Nob Dis",
        ),
        "ne": _clock(
            *_DAY_FIRST,
            "जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर",
        ),
        "pt-BR": _clock(
            "{day} de {month} {time}",
            "{day} de {month} de {year} {time}",
            "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
        ),
        "es": _clock(*_DAY_FIRST, "ene feb mar abr may jun jul ago sept oct nov dic"),
        "id": _clock(*_DAY_FIRST, "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"),
        "th": _clock(
            "{day} {month} {time}",
            "{day} {month} ค.ศ. {year} {time}",
            "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
        ),
        "my": _clock(
            *_DAY_FIRST,
            "ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ",
        ),
        "km": _clock(
            *_DAY_FIRST,
            "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
        ),
        "mn": _clock("{month}-р сарын {day} {time}", "{year} оны {month}-р сарын {day} {time}"),
        "fr": _clock(*_DAY_FIRST, "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
        "de": _clock(
            "{day}. {month} {time}",
            "{day}. {month} {year} {time}",
            "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        ),
        "ar": _clock(
            *_DAY_FIRST,
            "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        ),
        "uk": _clock(
            *_DAY_FIRST,
            "січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд.",
        ),
    }
)


def moment(when: datetime, *, time_zone: str, language: str, near: datetime) -> str:
    """`when` (aware) in the place's IANA time zone; with the year if it is far from `near`.

    A zone that this machine does not know, or a time at the edge of the calendar, is said in UTC
    and marked so: a warning is not held back for its clock. Raises KeyError for a language that is
    not ours.
    """
    clock = CLOCKS[language]
    pattern = clock.far if abs(when - near) > _FAR else clock.near
    try:
        return _written(clock, pattern, when.astimezone(ZoneInfo(time_zone)))
    except (KeyError, ValueError, OSError, OverflowError):
        return f"{_written(clock, pattern, when.astimezone(UTC))} UTC"


def phone_patterns(language: str) -> dict[str, str]:
    """What the phone writes dates by, beside its words; months stand between `|`."""
    clock = CLOCKS[language]
    return {
        "clock.near": clock.near,
        "clock.far": clock.far,
        "clock.months": "|".join(clock.months),
    }


def _written(clock: Clock, pattern: str, when: datetime) -> str:
    return pattern.format(
        day=when.day, month=clock.months[when.month - 1], year=when.year, time=f"{when:%H:%M}"
    )
