"""What the codes of JMA's weather warnings (警報等コード) mean; a closed table, docs/sources.md.

A name that begins with a level (レベル４大雨危険警報, since May 2026) speaks for itself. A code
that is not in the table, or that comes with another name, is read by its name, and said so.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from alerts.levels import LEVELLED
from alerts.model import Kind, Strength
from alerts.report import Official


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """One warning: `name` as the telegram writes it, `phenomenon` shared by all its strengths."""

    name: str
    phenomenon: str
    official: Official
    code: str = ""
    note: str = ""

    @property
    def part(self) -> str:
        """The phenomenon alone: a warning that is raised is the same one (docs/triage.md)."""
        return self.phenomenon


class _Row(msgspec.Struct, frozen=True):
    said: str
    phenomenon: str
    kind: Kind
    strengths: tuple[Strength, ...]
    codes: str


class _Class(msgspec.Struct, frozen=True):
    name: str
    phenomenon: str
    kind: Kind
    strength: Strength


# In the order of a row's codes and strengths; "-" where the agency has no such class.
_CLASSES = ("特別警報", "危険警報", "警報", "注意報")
_BY_LEVEL = (Strength.PROTECT, Strength.LEAVE, Strength.LEAVE_IF_SLOW, Strength.READY)
_PLAIN = (Strength.PROTECT, Strength.LEAVE, Strength.READY, Strength.KNOW)
# Until May 2026 高潮警報 asked everyone to leave (警戒レベル４相当); its successor names level 3.
_SURGE = (Strength.PROTECT, Strength.LEAVE, Strength.LEAVE, Strength.READY)
_ROWS = (
    _Row("大雨", "大雨", Kind.FLOOD, _BY_LEVEL, "33 43 03 10"),
    _Row("土砂災害", "土砂災害", Kind.LANDSLIDE, _BY_LEVEL, "39 49 09 29"),
    _Row("高潮", "高潮", Kind.STORM_SURGE, _SURGE, "38 48 08 19"),
    _Row("洪水", "洪水", Kind.FLOOD, _BY_LEVEL, "- - 04 18"),
    _Row("暴風", "暴風", Kind.STORM, _PLAIN, "35 - 05 -"),
    _Row("強風", "暴風", Kind.STORM, _PLAIN, "- - - 15"),
    _Row("暴風雪", "暴風雪", Kind.SNOW, _PLAIN, "32 - 02 -"),
    _Row("風雪", "暴風雪", Kind.SNOW, _PLAIN, "- - - 13"),
    _Row("大雪", "大雪", Kind.SNOW, _PLAIN, "36 - 06 12"),
    _Row("波浪", "波浪", Kind.STORM, _PLAIN, "37 - 07 16"),
    _Row("雷", "雷", Kind.STORM, _PLAIN, "- - - 14"),
    _Row("融雪", "融雪", Kind.FLOOD, _PLAIN, "- - - 17"),
    _Row("濃霧", "濃霧", Kind.OTHER, _PLAIN, "- - - 20"),
    _Row("乾燥", "乾燥", Kind.OTHER, _PLAIN, "- - - 21"),
    _Row("なだれ", "なだれ", Kind.SNOW, _PLAIN, "- - - 22"),
    _Row("低温", "低温", Kind.OTHER, _PLAIN, "- - - 23"),
    _Row("霜", "霜", Kind.OTHER, _PLAIN, "- - - 24"),
    _Row("着氷", "着氷", Kind.SNOW, _PLAIN, "- - - 25"),
    _Row("着雪", "着雪", Kind.SNOW, _PLAIN, "- - - 26"),
    _Row("その他の", "その他", Kind.OTHER, _PLAIN, "- - - 27"),
)
_ROW_OF_NAME = MappingProxyType({row.said: row for row in _ROWS})
_STRENGTH_OF_LEVEL = MappingProxyType(
    {"5": Strength.PROTECT, "4": Strength.LEAVE, "3": Strength.LEAVE_IF_SLOW, "2": Strength.READY}
)
_LEVEL = re.compile(r"レベル([1-5])")
_NAME_LENGTH = 60


def _classes() -> Iterator[tuple[str, _Class]]:
    for row in _ROWS:
        for code, word, strength in zip(row.codes.split(), _CLASSES, row.strengths, strict=True):
            if code != "-":
                yield code, _Class(row.said + word, row.phenomenon, row.kind, strength)


_CLASS_OF_CODE: Mapping[str, _Class] = MappingProxyType(dict(_classes()))
CODES = frozenset(_CLASS_OF_CODE)
"""All codes of the table; 00 (解除) is none of them: it names no warning."""


def meant(code: str, name: str) -> Meant:
    """What a `Kind` with this `Code` and `Name` warns of. Never raises, whatever stands there."""
    plain = unicodedata.normalize("NFKC", name)
    level = _LEVEL.match(plain)
    bare = plain[level.end() :] if level else plain
    by_code = _CLASS_OF_CODE.get(code)
    agrees = by_code is not None and bare in ("", by_code.name)
    found = by_code if by_code is not None and agrees else _by_name(bare)
    strength = found.strength
    if level is not None:
        strength = _STRENGTH_OF_LEVEL.get(level.group(1), Strength.KNOW)
    return Meant(
        name=name or found.name,
        phenomenon=found.phenomenon,
        official=Official(
            kind=found.kind.value,
            strength=strength.value,
            names_level=level is not None and found.kind in LEVELLED,
        ),
        code=code,
        note="" if agrees else _unknown(code, name, strength),
    )


def _by_name(bare: str) -> _Class:
    """Of a warning that the table does not have: its phenomenon and class, as far as named."""
    for place, word in enumerate(_CLASSES):
        if bare.endswith(word):
            said = bare.removesuffix(word)
            row = _ROW_OF_NAME.get(said)
            if row is not None:
                return _Class(bare, row.phenomenon, row.kind, row.strengths[place])
            return _Class(bare, said[:_NAME_LENGTH] or word, Kind.OTHER, _PLAIN[place])
    return _Class(bare, bare[:_NAME_LENGTH] or "その他", Kind.OTHER, Strength.KNOW)


def _unknown(code: str, name: str, strength: Strength) -> str:
    return (
        f"The warning code “{code[:20]}” with the name “{name[:_NAME_LENGTH]}” is not in the table "
        f"of docs/sources.md; it was read by its name, as “{strength.value}”. Look at it."
    )
