"""What a town remarks about a site (備考): lowest floor, part of the site, hazards it is not for.

The remark is always shown as it was written; what is read here only ever narrows a site: a floor, a
part, or no use at all. A sentence about one river or one degree of warning counts for the hazard:
nobody can be led by "closed when that river floods". Meant for Japanese, in any width of letters.
"""

import re
import unicodedata
from collections.abc import Iterable

import msgspec

from geo.sites import HAZARDS, NUMBER_OF

INDOORS = "indoors"
OUTDOORS = "outdoors"

_WATER = ("flood", "storm_surge", "tsunami", "inland_flood")
_RAIN = ("flood", "inland_flood", "landslide")
# Longer words before those that they contain.
_WORDS: dict[str, tuple[str, ...]] = {
    "内水氾濫": ("inland_flood",),
    "内水": ("inland_flood",),
    "風水害": ("flood", "storm_surge", "inland_flood"),
    "水害": ("flood", "storm_surge", "inland_flood"),
    "大雨": _RAIN,
    "河川氾濫": ("flood",),
    "氾濫": ("flood",),
    "洪水": ("flood",),
    "崖崩れ、土石流及び地滑り": ("landslide",),
    "土砂災害": ("landslide",),
    "土砂": ("landslide",),
    "崖崩れ": ("landslide",),
    "がけ崩れ": ("landslide",),
    "土石流": ("landslide",),
    "地滑り": ("landslide",),
    "地すべり": ("landslide",),
    "高潮": ("storm_surge",),
    "地震": ("earthquake",),
    "大津波": ("tsunami",),
    "津波": ("tsunami",),
    "火災": ("fire",),
    "大規模な火事": ("fire",),
    "噴火": ("volcano",),
    "火山": ("volcano",),
}
_PART = r"(?:体育館|校舎|運動場|グラウンド|校庭|駐車場|広場|棟|室|ホール|山沿い|部分|\d階)"
_USE = r"(?:(?:使用|利用|避難|開設)(?:は|が)?)"
_NOT = (
    rf"(?:{_USE}|推奨)(?:でき(?:ない|ません))|(?:使用|利用|開設)し(?:ない|ません)"
    rf"|{_USE}(?:不可|禁止|不適)"
)
_TOKENS = re.compile(
    "|".join(
        (
            rf"(?P<partly>{_PART}(?:は|も|で|の)?、?(?:{_NOT}|不可|を除く)|\d階に避難スペースは無)",
            r"(?P<shut>(?:利用|使用)(?:停止|休止)中|(?:改修|建替え?)工事中|臨時休業)",
            r"(?P<count>[:\s]?\d[\d,]*(?:人|名|\())",
            r"(?P<building>津波(?:緊急)?(?:一時)?避難(?:協力)?ビル(?:と(?:なる|して開設|して使用する?))?)",
            rf"(?P<hazard>{'|'.join(_WORDS)})",
            r"(?P<floor>(?P<number>\d+)(?:[~・]\d+)?(?:階|F)(?!建)(?:部分|以上)*)",
            rf"(?P<never>{_NOT}|(?<=時)(?:は|には)?不可|(?<=時)を除く|[×✕✖])",
            r"(?P<outdoors>屋外[^、。\s]{0,4}のみ|屋外に避難"
            r"|(?:敷地|グラウンド|校庭|運動場|駐車場)(?:\(屋外\))?のみ|(?:敷地|グラウンド)に避難)",
            r"(?P<indoors>(?:建物内?|校舎|体育館|屋内)のみ)",
            r"(?P<both>建物のほか[^。\s]*を?含む|含む)",
            r"(?P<end>[。\n;])",
        )
    )
)
_FILLERS = re.compile(
    r"対象災害|災害|発生|想定最大(?:規模)?|計画規模|警報(?:発[令表])?|予想|のおそれがある|おそれがある|場合"
    r"|の?避難場所|施設|避難|校舎|建物|が?対象|使用可(?:能)?|共用(?:部分|部|廊下等?)?|以上|として|について"
    r"|風雨の中|徒歩で逃げる|徒歩で|及び|時|では|には|ため|[はにへでのがを及とも]|[○〇※]"
    r"|[「」『』【】()\[\]、。,.・:：/\s=\-]"
)


class Remark(msgspec.Struct, frozen=True):
    """`floors` and `parts` (INDOORS, OUTDOORS) by hazard; `not_for`: not to be used in these.

    `is_read`: every word of it was understood.
    """

    floors: dict[str, int]
    parts: dict[str, str]
    not_for: tuple[str, ...]
    is_read: bool


class Narrowed(msgspec.Struct, frozen=True):
    """A site's bits less what its remark takes away; `dropped` names those, to be reported."""

    hazards: int
    floors: dict[str, int]
    parts: dict[str, str]
    dropped: tuple[str, ...]


def read_remark(text: str) -> Remark:
    """What is understood of a remark; of an empty one, nothing."""
    normal = unicodedata.normalize("NFKC", text)
    normal = re.sub(r"[一二三四五六七八九](?=階)", lambda kanji: _DIGITS[kanji.group()], normal)
    reading = _Reading()
    for token in _TOKENS.finditer(normal):
        reading.take(str(token.lastgroup), token)
    rest = _FILLERS.sub("", _TOKENS.sub(_kept, normal))
    return Remark(
        floors=reading.floors,
        parts=reading.parts,
        not_for=_in_order(reading.not_for),
        is_read=not rest and not reading.is_partial,
    )


def narrowed(hazards: int, remark: Remark) -> Narrowed:
    """What the remark leaves of the flags. Where the two contradict, the remark is believed."""
    dropped = tuple(one for one in remark.not_for if hazards >> NUMBER_OF[one] & 1)
    left = hazards & ~sum(1 << NUMBER_OF[one] for one in dropped)
    designated = {one for one in HAZARDS if left >> NUMBER_OF[one] & 1}
    return Narrowed(
        hazards=left,
        floors={one: floor for one, floor in remark.floors.items() if one in designated},
        parts={one: part for one, part in remark.parts.items() if one in designated},
        dropped=dropped,
    )


_DIGITS = {kanji: str(number) for number, kanji in enumerate("一二三四五六七八九", 1)}


class _Reading:
    """Hazards gather until something is said of them; the next hazard then begins anew."""

    def __init__(self) -> None:
        self.floors: dict[str, int] = {}
        self.parts: dict[str, str] = {}
        self.not_for: set[str] = set()
        self.is_partial = False
        self._named: list[str] = []
        self._is_said = False

    def take(self, kind: str, token: re.Match[str]) -> None:
        match kind:
            case "hazard":
                self._name(_WORDS[token.group()])
            case "floor" | "number":
                for hazard in self._said_of(_WATER):
                    floor = int(token["number"])
                    self.floors[hazard] = max(floor, self.floors.get(hazard, floor))
            case "never":
                self.is_partial |= not self._named
                self.not_for.update(self._said_of(()))
            case "outdoors" | "indoors":
                part = OUTDOORS if kind == "outdoors" else INDOORS
                self.parts.update(dict.fromkeys(self._said_of(HAZARDS), part))
            case "shut":
                self.not_for.update(HAZARDS)
            case "partly":
                self.is_partial = True
            case "end":
                self._named, self._is_said = [], False
            case _:
                self._is_said = True

    def _name(self, hazards: Iterable[str]) -> None:
        if self._is_said:
            self._named, self._is_said = [], False
        self._named += hazards

    def _said_of(self, all_of_them: tuple[str, ...]) -> Iterable[str]:
        self._is_said = True
        return self._named or all_of_them


def _in_order(hazards: set[str]) -> tuple[str, ...]:
    return tuple(one for one in HAZARDS if one in hazards)


def _kept(token: re.Match[str]) -> str:
    return token.group() if token.lastgroup == "partly" else ""
