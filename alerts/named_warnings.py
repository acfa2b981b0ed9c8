"""What an agency announced, by the name that it gave it: tornado advisory, eruption, ash, fog.

A closed table of the Meteorological Agency's own names (docs/sources.md). It lets readers of every
language be told *what* was announced, beside the name as television and signs have it, instead of
"there is new information". What is not in the table is said by its hazard alone; warnings with a
level or a tsunami's class have their own sentences. Readings are for easy Japanese.
"""

import re
from types import MappingProxyType

import msgspec

from alerts.languages import known
from alerts.levels import has_level
from alerts.model import Authority, Kind, Phase, Revision, Strength

_NANKAI = "南海トラフ地震臨時情報"
_NANKAI_READING = "なんかいトラフ じしん りんじ じょうほう"


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """`member`: the end of `warning.what.named.…`; `term`: the agency's name; `reading`: kana."""

    member: str
    term: str
    reading: str


# Kind -> (member, the agency's name, its reading), the most specific first.
_ROWS: MappingProxyType[Kind, tuple[tuple[str, str, str], ...]] = MappingProxyType(
    {
        Kind.EARTHQUAKE: (
            ("eew", "緊急地震速報（警報）", "きんきゅう じしん そくほう"),
            ("nankai_warning", f"{_NANKAI}（巨大地震警戒）", _NANKAI_READING),
            ("nankai_caution", f"{_NANKAI}（巨大地震注意）", _NANKAI_READING),
            ("nankai_study", f"{_NANKAI}（調査中）", _NANKAI_READING),
            ("nankai_end", f"{_NANKAI}（調査終了）", _NANKAI_READING),
            ("long_period", "長周期地震動に関する観測情報", "ちょうしゅうき じしんどう"),
            ("shaking", "震度速報", "しんど そくほう"),
            ("shaking", "震源・震度情報", "しんげん しんど じょうほう"),
        ),
        Kind.TSUNAMI: (
            ("tsunami_slight", "津波予報（若干の海面変動）", "つなみ よほう"),
            ("tsunami_times", "津波到達予想時刻", "つなみ とうたつ よそう じこく"),
            ("tsunami_offshore", "沖合の津波観測", "おきあいの つなみ かんそく"),
            ("tsunami_measured", "津波観測", "つなみ かんそく"),
        ),
        Kind.FLOOD: (
            ("record_rain", "記録的短時間大雨", "きろくてき たんじかん おおあめ"),
            ("rain_band", "線状降水帯発生", "せんじょう こうすいたい はっせい"),
            ("rain_band_soon", "線状降水帯直前", "せんじょう こうすいたい ちょくぜん"),
            ("river_flooded", "氾濫発生情報", "はんらん はっせい じょうほう"),
            ("river_danger", "氾濫危険情報", "はんらん きけん じょうほう"),
            ("river_warning", "氾濫警戒情報", "はんらん けいかい じょうほう"),
            ("river_watch", "氾濫注意情報", "はんらん ちゅうい じょうほう"),
            ("snowmelt", "融雪注意報", "ゆうせつ ちゅういほう"),
        ),
        Kind.LANDSLIDE: (
            ("landslide_alert", "土砂災害警戒情報", "どしゃ さいがい けいかい じょうほう"),
        ),
        Kind.STORM: (
            ("special", "暴風特別警報", "ぼうふう とくべつ けいほう"),
            ("special", "波浪特別警報", "はろう とくべつ けいほう"),
            ("wind", "暴風警報", "ぼうふう けいほう"),
            ("wind", "強風注意報", "きょうふう ちゅういほう"),
            ("waves", "波浪警報", "はろう けいほう"),
            ("waves", "波浪注意報", "はろう ちゅういほう"),
            ("thunder", "雷注意報", "かみなり ちゅういほう"),
        ),
        Kind.SNOW: (
            ("special", "暴風雪特別警報", "ぼうふうせつ とくべつ けいほう"),
            ("special", "大雪特別警報", "おおゆき とくべつ けいほう"),
            ("blizzard", "暴風雪警報", "ぼうふうせつ けいほう"),
            ("blizzard", "風雪注意報", "ふうせつ ちゅういほう"),
            ("snow", "大雪警報", "おおゆき けいほう"),
            ("snow", "大雪注意報", "おおゆき ちゅういほう"),
            ("snow_burst", "短時間大雪", "たんじかん おおゆき"),
            ("avalanche", "なだれ注意報", "なだれ ちゅういほう"),
            ("icing", "着氷注意報", "ちゃくひょう ちゅういほう"),
            ("snow_load", "着雪注意報", "ちゃくせつ ちゅういほう"),
        ),
        Kind.HEAT: (
            ("heat_special", "熱中症特別警戒", "ねっちゅうしょう とくべつ けいかい"),
            ("heat", "熱中症警戒アラート", "ねっちゅうしょう けいかい アラート"),
        ),
        Kind.TORNADO: (
            ("tornado_seen", "竜巻注意情報（目撃情報あり）", "たつまき ちゅうい じょうほう"),
            ("tornado", "竜巻注意情報", "たつまき ちゅうい じょうほう"),
        ),
        Kind.VOLCANO: (
            ("eruption_warning", "噴火警報", "ふんか けいほう"),
            ("ash_some", "やや多量の降灰", "やや たりょうの こうはい"),
            ("ash_heavy", "多量の降灰", "たりょうの こうはい"),
            ("ash_little", "少量の降灰", "しょうりょうの こうはい"),
            ("stones", "小さな噴石の落下", "ちいさな ふんせきの らっか"),
            ("eruption", "噴火したもよう", "ふんか したもよう"),
            ("eruption", "噴火", "ふんか"),
        ),
        Kind.OTHER: (
            ("fog", "濃霧注意報", "のうむ ちゅういほう"),
            ("dry_air", "乾燥注意報", "かんそう ちゅういほう"),
            ("cold", "低温注意報", "ていおん ちゅういほう"),
            ("frost", "霜注意報", "しも ちゅういほう"),
            ("sea_swing", "副振動", "ふくしんどう"),
        ),
    }
)
NAMED_MEMBERS = tuple(dict.fromkeys(row[0] for rows in _ROWS.values() for row in rows))
# Events that begin like a name above and mean its end or its making, not the thing.
_NOT_THE_THING = re.compile(r"解除$|噴火予報|噴火速報訂正")


def named(revision: Revision) -> Named | None:
    """What the agency calls this live warning, if that is in the table; never a mayor's words."""
    if revision.authority is not Authority.AGENCY or revision.phase is not Phase.LIVE:
        return None
    if has_level(revision) or _has_class(revision):
        return None
    events = [text.event for text in revision.texts if (known(text.language) or "") == "ja"]
    for member, term, reading in _ROWS.get(revision.kind, ()):
        if any(term in event and not _NOT_THE_THING.search(event) for event in events):
            return Named(member=member, term=term, reading=reading)
    return None


def _has_class(revision: Revision) -> bool:
    """Whether it is said by one of the three names of tsunami warnings."""
    return revision.kind is Kind.TSUNAMI and revision.strength is not Strength.KNOW
