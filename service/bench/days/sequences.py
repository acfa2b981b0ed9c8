"""The days: heavy rain up to level 5 and back, a tsunami, a volcano, an earthquake corrected.

Times are hours after each day's beginning. Two feeds bring everything twice; one telegram of the
rain comes late.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from service.bench.days.composing import Made, Says, Sent, moved, replaced, saying

_WEST, _EAST, _SOUTH = "0121400", "0151100", "0151200"
# What the sample says of a municipality now, and said before; its code follows.
_LEAVE = "噴火警報：避難等</Name>\n<Code>"
_QUIET = "活火山であることに留意</Name>\n<Code>"
_OTHERS = ("0151300", "0151400", "0151600", "0151700", "0151800", "0151900", "0152000")


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """`sent` in the order in which they come, which need not be that of their times."""

    name: str
    sent: tuple[Sent, ...]


class _Writing:
    """Telegrams of one day, written one after the other."""

    def __init__(self, samples: Path, begins: datetime) -> None:
        self._samples = samples
        self._begins = begins
        self.sent: list[Sent] = []

    def raw(self, name: str) -> bytes:
        return (self._samples / name).read_bytes()

    def add(
        self, hour: float, raw: bytes, what: str, made: Made = Made.SAMPLE, *, exact: bool = False
    ) -> None:
        """`hour`: whole minutes, to which the sample's own second of the minute is added: it says
        how long a telegram waits to be asked for. `exact`: the second is in the hour."""
        second = 0 if exact else datetime.fromisoformat(_sent(raw)).second
        at = self._begins + timedelta(hours=hour, seconds=second)
        self.sent.append(Sent(raw=moved(raw, at), at=at, made=made, what=what))

    def day(self, name: str) -> Day:
        return Day(name=name, sent=tuple(self.sent))


def heavy_rain(samples: Path, begins: datetime) -> Day:
    """A day in the new form; level 5 is written from level 4."""
    day = _Writing(samples, begins)
    rain, slope = day.raw("15_16_03_241226_VPWW55.xml"), day.raw("15_16_01_241031_VPWW56.xml")
    early = replaced(
        day.raw("85_01_01_241031_VPFJ51.xml"),
        {"130010": "011000", "東京地方": "宗谷地方"},
    )
    day.add(0, early, "大雨に関する解説情報", Made.COMPOSED)

    def rained(hour: float, west: str, east: str, rest: str) -> None:
        towns = {
            _WEST: _rain(west),
            _EAST: _rain(east),
            **dict.fromkeys((_SOUTH, *_OTHERS), _rain(rest)),
        }
        made = Made.SYNTHETIC if west == "5" else Made.COMPOSED
        day.add(
            hour,
            saying(rain, towns, f"大雨の状況をお知らせします。{hour}"),
            f"大雨 {west}/{east}/{rest}",
            made,
        )

    def slid(hour: float, west: str, rest: str) -> None:
        towns = {_WEST: _slope(west), **dict.fromkeys((_EAST, _SOUTH, *_OTHERS), _slope(rest))}
        day.add(
            hour,
            saying(slope, towns, f"土砂災害の状況です。{hour}"),
            f"土砂 {west}/{rest}",
            Made.COMPOSED,
        )

    for hour in (1.0, 2.0, 3.0):
        rained(hour, "2", "2", "2")
    rained(4.0, "3", "3", "2")
    slid(4.1, "2", "2")
    for hour in (5.0, 6.0):
        rained(hour, "3", "3", "2")
    slid(5.5, "3", "2")
    rained(6.5, "4", "3", "2")
    slid(6.6, "4", "2")
    rained(7.5, "5", "4", "2")
    for hour in (8.0, 9.0, 10.0):
        rained(hour, "5", "4", "2")
        slid(hour + 0.05, "4", "2")
    rained(11.0, "3", "3", "2")
    slid(12.0, "3", "解除2")
    rained(14.0, "2", "2", "2")
    slid(15.0, "解除3", "解除2")
    rained(16.0, "解除2", "解除2", "解除2")
    whole = day.day("heavy rain")
    # The telegram of 06:30 is overtaken by the one of 07:30.
    sent = sorted(whole.sent, key=lambda one: one.at)
    late = next(place for place, one in enumerate(sent) if one.what == "大雨 4/3/2")
    sent.insert(late + 3, sent.pop(late))
    return msgspec.structs.replace(whole, sent=tuple(sent))


def _rain(level: str) -> Says:
    ended, digit = level.startswith("解除"), level[-1]
    name, code = {
        "2": ("レベル２大雨注意報", "10"),
        "3": ("レベル３大雨警報", "03"),
        "4": ("レベル４大雨危険警報", "43"),
        "5": ("レベル５大雨特別警報", "33"),
    }[digit]
    return Says(name, code, "解除" if ended else "発表")


def _slope(level: str) -> Says:
    ended, digit = level.startswith("解除"), level[-1]
    name, code = {
        "2": ("レベル２土砂災害注意報", "29"),
        "3": ("レベル３土砂災害警報", "09"),
        "4": ("レベル４土砂災害危険警報", "49"),
    }[digit]
    return Says(name, code, "解除" if ended else "発表")


def landslide(samples: Path, begins: datetime) -> Day:
    """Ten telegrams that the samples hold of two days of one prefecture, an hour apart at most."""
    day = _Writing(samples, begins)
    names = [f"17_03_{number:02d}_190529_VXWW50.xml" for number in range(1, 11)]
    _as_they_were(day, names, "土砂災害警戒情報")
    return day.day("landslide")


def tsunami(samples: Path, begins: datetime) -> Day:
    """津波注意報, three informations and the lifting, of one earthquake."""
    day = _Writing(samples, begins)
    names = [
        f"38-39_02_0{number}_250206_VTSE{kind}.xml"
        for number, kind in enumerate((41, 51, 51, 41, 51), 1)
    ]
    _as_they_were(day, names, "津波")
    return day.day("tsunami")


def volcano(samples: Path, begins: datetime) -> Day:
    """An eruption, and the warning of a volcano: level 4, 5, 5 again, down to 3, lifted."""
    day = _Writing(samples, begins)
    warned = day.raw("45_02_01_200522_VFVO50.xml")
    fourth = {"レベル５（避難）": "レベル４（高齢者等避難）", "<Code>15</Code>": "<Code>14</Code>"}
    third = {
        "レベル５（避難）": "レベル３（入山規制）",
        "<Code>15</Code>": "<Code>13</Code>",
        "噴火警報：避難等": "火口周辺警報：入山規制等",
        "<Code>41</Code>": "<Code>43</Code>",
        f"{_QUIET}45": f"{_LEAVE}41",
    }
    first = {
        "レベル５（避難）": "レベル１（活火山であることに留意）",
        "<Code>15</Code>": "<Code>11</Code>",
        f"{_LEAVE}41": "@",
        f"{_QUIET}45": "火口周辺警報：入山規制等</Name>\n<Code>43",
        "@": f"{_QUIET}45",
    }
    day.add(0, day.raw("67_01_01_140927_VFVO56.xml"), "噴火速報")
    day.add(1, replaced(warned, fourth), "噴火警報 4", Made.COMPOSED)
    day.add(2, warned, "噴火警報 5")
    day.add(3, warned, "噴火警報 5")
    day.add(5, replaced(warned, third), "噴火警報 3", Made.COMPOSED)
    day.add(9, replaced(warned, first), "噴火予報 1", Made.COMPOSED)
    return day.day("volcano")


def earthquake(samples: Path, begins: datetime) -> Day:
    """震源, three times 震源・震度 of one shock, each correcting the one before, and their 取消."""
    day = _Writing(samples, begins)
    names = [
        "32-35_06_01_240613_VXSE52.xml",
        "32-35_06_03_240613_VXSE53.xml",
        "32-35_06_04_240613_VXSE53.xml",
        "32-35_06_05_240613_VXSE53.xml",
        "32-35_06_06_100915_VXSE53.xml",
    ]
    _as_they_were(day, names, "地震")
    return day.day("earthquake")


def everything(samples: Path, begins: datetime) -> Day:
    """Every sample that the agency published, in the order of their times, two seconds apart."""
    day = _Writing(samples, begins)
    files = sorted(samples.glob("*.xml"), key=lambda file: (_sent(file.read_bytes()), file.name))
    for place, file in enumerate(files):
        day.add(place / 1800, file.read_bytes(), file.stem, exact=True)
    return day.day("every sample")


def _as_they_were(day: _Writing, names: Iterable[str], what: str) -> None:
    """With the pauses that lay between them, but never longer than an hour."""
    before: datetime | None = None
    hour = 0.0
    for name in names:
        raw = day.raw(name)
        sent = datetime.fromisoformat(_sent(raw))
        pause = sent.second if before is None else (sent - before).total_seconds()
        hour += min(1.0, pause / 3600)
        before = sent
        day.add(hour, raw, f"{what} {name.split('_')[-1][:6]}", exact=True)


def _sent(raw: bytes) -> str:
    text = raw.decode()
    start = text.index("<DateTime>") + len("<DateTime>")
    return text[start : text.index("</DateTime>")]


DAYS: Mapping[str, Callable[[Path, datetime], Day]] = {
    "rain": heavy_rain,
    "landslide": landslide,
    "tsunami": tsunami,
    "volcano": volcano,
    "earthquake": earthquake,
    "everything": everything,
}
