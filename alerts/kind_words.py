"""Words and codes that name a hazard, in the languages in which real warnings came.

The order is the rule: most specific first, so that "flash flood" is no storm, "Sturmflut" no wind
and "thunderstorm" no snow. Patterns are searched in the lower-cased event, whole words where a
short word hides in others ("heat" in "theatre").
"""

import re
from types import MappingProxyType

from alerts.model import Kind

_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.TSUNAMI, r"tsunami|津波|海啸|海嘯|쓰나미|지진해일|цунами|تسونامي"),
    (
        Kind.STORM_SURGE,
        r"storm surge|coastal flood|tidal flood|high tide|高潮|風暴潮|风暴潮|sturmflut"
        r"|submersion|marejada|mareggiata|ressaca|폭풍해일",
    ),
    (
        Kind.LANDSLIDE,
        r"land ?slide|land ?slip|mud ?slide|mudflow|debris flow|falling rocks|rock ?fall"
        r"|土砂|土石流|がけ崩れ|地滑り|地すべり|滑坡|山崩"
        r"|erdrutsch|hangrutsch|murgang|glissement de terrain"
        r"|deslizamiento|deslave|frana\b|frane\b|deslizamento|산사태|sạt lở|оползень|зсув",
    ),
    (
        Kind.VOLCANO,
        r"volcan|vulkan|vulc[aã]o|eruption|噴火|火山|火砕流|降灰|화산|вулкан|вулкан|بركان|núi lửa",
    ),
    (
        Kind.EARTHQUAKE,
        r"earthquake|seismic|地震|震度|erdbeben|s[eé]isme|tremblement de terre|sismo|terremoto"
        r"|tremor de terra|지진|động đất|землетр|زلزال|gempa",
    ),
    (
        Kind.INLAND_FLOOD,
        r"inland flood|urban flood|surface water|pluvial flood|内水|浸水害|都市内涝",
    ),
    (
        Kind.TORNADO,
        r"tornado|water ?spout|竜巻|龙卷|龍捲|windhose|trombe|tromba|토네이도|торнадо|смерч",
    ),
    (
        Kind.SNOW,
        r"snow|blizzard|ice storm|avalanche|暴風雪|大雪|吹雪|着雪|なだれ|雪崩|schnee|neige"
        r"|nieve|\bneve\b|avalancha|lawine|대설|снег|сніг|hielo|glatteis",
    ),
    (
        Kind.ATTACK,
        r"missile|air raid|airstrike|armed attack|active shooter|terrorist|ミサイル|武力攻撃|空襲"
        r"|ゲリラ|テロ\b|空袭|공습|повітряна тривога",
    ),
    (
        Kind.INDUSTRIAL,
        r"chemical|hazardous material|hazmat|radiolog|nuclear|gas leak|toxic|oil spill|原子力|放射"
        r"|有毒|化学|ガス漏れ|chemie|gefahrstoff|produits? chimiques?"
        r"|nucl[eé]aire|accidente qu[ií]mico",
    ),
    (
        Kind.FIRE,
        r"\bfire|wildfire|bush ?fire|grass ?fire|forest[- ]fire|waldbrand|großbrand|\bbrand\b"
        r"|incendi|inc[eê]ndio|feux? de for[eê]t|火災|山火事|火灾|화재|산불|cháy rừng|пожар|пожеж",
    ),
    (
        Kind.FLOOD,
        r"flood|heavy rain|rain ?fall|\brain\b|洪水|氾濫|はん濫|大雨|豪雨|河川|暴雨|水災|水灾"
        r"|hochwasser|überschwemmung|überflutung|starkregen|dauerregen|inondation|\bcrues?\b"
        r"|fortes? pluies?|pluie|inundaci|lluvia|precipitaci|alluvion|inondazion|piogg"
        r"|enchente|inunda[cç]|chuva|alagamento|호우|홍수|lũ lụt|lũ quét|mưa lớn|baha\b|banjir"
        r"|ulewa|powódź|deszcz|yoğun yağ|\bsel\b|ливень|дожд|паводок|повінь|злива|أمطار|فيضان|سيول"
        r"|น้ำท่วม|ฝนตกหนัก|ရေကြီး|បាតុភូតជំនន់",
    ),
    (
        Kind.HEAT,
        r"\bheat|high[- ]temperature|熱中症|猛暑|高温|hitze|canicule|forte chaleur|ola de calor"
        r"|temperaturas m[aá]ximas|caldo\b|onda de calor|폭염|nắng nóng|жара|спека|حر شديد",
    ),
    (
        Kind.STORM,
        r"storm|wind|\bgale|squall|hurricane|cyclone|typhoon|thunder|lightning|\bhail|small craft"
        r"|台風|暴風|強風|雷|突風|ひょう|波浪|大风|颱風|台风|雷暴|sturm|gewitter|böen|orkan|unwetter"
        r"|temp[eê]t|orage|vent\b|vents\b|cicl[oó]n|hurac[aá]n|tormenta|viento|temporal\b|vento"
        r"|tempest|trovoada|vendaval|강풍|태풍|bão\b|bagyo|ветер|шторм|гроза|буря|عاصفة|رياح",
    ),
)
PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)

# FCC's SAME codes (47 CFR 11.31), the events of CAP-CP and CAP-AU: names without doubt.
_CODES: dict[Kind, str] = {
    Kind.TSUNAMI: "tsw tsa tsunami",
    Kind.STORM_SURGE: "ssw ssa cfw cfa stormsurge",
    Kind.LANDSLIDE: "landslide mudslide",
    Kind.VOLCANO: "vow volcano volcaniceruption",
    Kind.EARTHQUAKE: "eqw eqe earthquake",
    Kind.TORNADO: "tor toa tornado",
    Kind.SNOW: "bzw wsw wsa avw ava snow blizzard avalanche",
    Kind.FIRE: "frw bushfire grassfire fire wildfire forestfire structure_fire",
    Kind.FLOOD: "ffw ffa ffs flw fla fls flood flashflood rainfall rain",
    Kind.HEAT: "heat heatwave",
    Kind.STORM: "svr sva huw hua trw tra hww hwa thunderstorm storm wind hurricane cyclone",
    Kind.INDUSTRIAL: "chw rhw nuw hmw ihw chemical radiological",
}
KIND_OF_CODE = MappingProxyType(
    {code: kind for kind, codes in _CODES.items() for code in codes.split()}
)

# Where words say nothing: the CAP categories that leave no doubt. Met and Geo leave every doubt.
KIND_OF_CATEGORY = MappingProxyType({"Fire": Kind.FIRE, "CBRNE": Kind.INDUSTRIAL})
