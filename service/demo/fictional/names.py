"""What things are called: in Japanese, in kana, and romanised (Hepburn, the kind in English)."""

from random import Random

import msgspec


class Name(msgspec.Struct, frozen=True):
    """`kana` is also the easy-Japanese form."""

    ja: str
    kana: str
    en: str

    def tags(self) -> dict[str, str]:
        """As OpenStreetMap writes a name in Japan."""
        return {"name": self.ja, "name:ja": self.ja, "name:ja-Hira": self.kana, "name:en": self.en}

    def followed_by(self, ja: str, kana: str, en: str) -> "Name":
        return Name(self.ja + ja, self.kana + kana, f"{self.en}{en}")


CITY = Name("湊浜市", "みなとはまし", "Minatohama City")
RIVER = Name("湊川", "みなとがわ", "Minato River")
TRIBUTARIES = (
    Name("竜ヶ沢川", "りゅうがさわがわ", "Ryugasawa River"),
    Name("柿木川", "かきのきがわ", "Kakinoki River"),
)
STREAMS = (
    Name("桧谷川", "ひのきだにがわ", "Hinokidani Stream"),
    Name("白糸沢", "しらいとざわ", "Shiraito Stream"),
)
RAILWAY = Name("湊浜線", "みなとはません", "Minatohama Line")
STATION = Name("湊浜", "みなとはま", "Minatohama")
TRUNK_ROADS = (
    Name("湊街道", "みなとかいどう", "Minato Kaido"),
    Name("西環状線", "にしかんじょうせん", "Nishi Ring Road"),
)
COAST_ROAD = Name("海岸通り", "かいがんどおり", "Kaigan-dori")
BANK_ROAD = Name("川端通り", "かわばたどおり", "Kawabata-dori")

DISTRICTS = (
    Name("竹原", "たけはら", "Takehara"),
    Name("南町", "みなみまち", "Minamimachi"),
    Name("浜辺", "はまべ", "Hamabe"),
    Name("川上", "かわかみ", "Kawakami"),
    Name("本町", "ほんまち", "Honmachi"),
    Name("湊", "みなと", "Minato"),
    Name("神山", "かみやま", "Kamiyama"),
    Name("北野台", "きたのだい", "Kitanodai"),
    Name("岬", "みさき", "Misaki"),
)
"""From south-west to north-east, row by row."""

_OLD = (
    "寺町 てらまち Teramachi,鍛冶町 かじまち Kajimachi,大工町 だいくまち Daikumachi,"
    "紺屋町 こんやまち Konyamachi,魚町 うおまち Uomachi,米屋町 こめやまち Komeyamachi,"
    "塩屋町 しおやまち Shioyamachi,上町 かみまち Kamimachi,下町 しもまち Shimomachi,"
    "桶屋町 おけやまち Okeyamachi,船手町 ふなてまち Funatemachi,鉄砲町 てっぽうまち Teppomachi,"
    "弓町 ゆみまち Yumimachi,材木町 ざいもくまち Zaimokumachi,呉服町 ごふくまち Gofukumachi"
)
_OTHER = (
    "桜木 さくらぎ Sakuragi,緑が丘 みどりがおか Midorigaoka,松原 まつばら Matsubara,"
    "新田 しんでん Shinden,梅田 うめだ Umeda,若葉 わかば Wakaba,栄 さかえ Sakae,"
    "日の出 ひので Hinode,旭 あさひ Asahi,泉 いずみ Izumi,藤見 ふじみ Fujimi,"
    "柳原 やなぎはら Yanagihara,青葉台 あおばだい Aobadai,朝霧 あさぎり Asagiri,"
    "小松 こまつ Komatsu,大沢 おおさわ Osawa,平田 ひらた Hirata,石田 いしだ Ishida,"
    "東山 ひがしやま Higashiyama,長浜 ながはま Nagahama,白浜 しらはま Shirahama,"
    "清水 しみず Shimizu,山手 やまて Yamate,千鳥 ちどり Chidori,潮見 しおみ Shiomi,"
    "花園 はなぞの Hanazono,鶴見台 つるみだい Tsurumidai,原 はら Hara,"
    "中島 なかじま Nakajima,高砂 たかさご Takasago"
)
_DIGITS = ("", "一 いっ", "二 に", "三 さん", "四 よん", "五 ご", "六 ろく", "七 なな", "八 はっ")


def read(text: str) -> tuple[Name, ...]:
    """Names from a list: entries by commas, forms by spaces, `_` for a space within one."""
    forms = (entry.split() for entry in text.split(","))
    return tuple(Name(ja, kana, en.replace("_", " ")) for ja, kana, en in forms)


_ENDINGS = (
    ("通り", "どおり", "-dori"),
    ("本通り", "ほんどおり", " Hon-dori"),
    ("大路", "おおじ", "-oji"),
)

OLD_QUARTERS = read(_OLD)
QUARTERS = read(_OTHER)
BRIDGES = read(
    "湊大橋 みなとおおはし Minato-ohashi_Bridge,中の橋 なかのはし Nakanohashi_Bridge,"
    "常盤橋 ときわばし Tokiwabashi_Bridge,新橋 しんばし Shinbashi_Bridge,"
    "千歳橋 ちとせばし Chitosebashi_Bridge,天神橋 てんじんばし Tenjinbashi_Bridge,"
    "柳橋 やなぎばし Yanagibashi_Bridge,大正橋 たいしょうばし Taishobashi_Bridge,"
    "上の橋 かみのはし Kaminohashi_Bridge,緑橋 みどりばし Midoribashi_Bridge"
)


def numbered(name: Name, number: int) -> Name:
    """`number` 丁目 of a quarter: 1 to 8 in figures of its own, more in digits."""
    if number >= len(_DIGITS):
        return name.followed_by(f"{number}丁目", f"{number}ちょうめ", f" {number}-chome")
    digit, sound = _DIGITS[number].split()
    return name.followed_by(f"{digit}丁目", f"{sound}ちょうめ", f" {number}-chome")


def street_name(chance: Random, quarter: Name) -> Name:
    """A main road of this quarter."""
    return quarter.followed_by(*chance.choice(_ENDINGS))
