"""Names for people who cannot read Japanese: the reading, and the kind as a word."""

import pytest

from geo.importers.spoken_names import place_kinds, spoken_names


@pytest.mark.parametrize(
    ("ja", "kana", "en"),
    [
        ("野町小学校", "のまちしょうがっこう", "Nomachi Elementary School"),
        (
            "旧金沢市立野町小学校",
            "キュウカナザワシリツノマチショウガッコウ",
            "Former Kanazawa Municipal Nomachi Elementary School",
        ),
        ("旧野町", "きゅうのまち", "Former No-machi"),
        ("犀川", "さいがわ", "Saigawa River"),
        ("妙立寺", "みょうりゅうじ", "Myoryuji Temple"),
        ("尾山神社", "おやまじんじゃ", "Oyama Shrine"),
        ("下堤町", "しもつつみちょう", "Shimotsutsumi-cho"),
        ("百万石通り", "ひゃくまんごくどおり", "Hyakumangoku-dori"),
        (
            "野町小学校体育館",
            "のまちしょうがっこうたいいくかん",
            "Nomachi Elementary School Gymnasium",
        ),
        ("本町会館（体育館）", "ほんまちかいかん（たいいくかん）", "Hommachi Hall (Gymnasium)"),
        ("公園", "こうえん", "Park"),
        ("町", "まち", "Machi"),
        ("やわらぎの郷", "やわらぎのさと", "Yawaraginosato"),
        # The reading does not end as the kind does: nothing is translated.
        ("中央公園", "ちゅうおうぱーく", "Chuopaku"),
    ],
)
def test_a_reading_and_a_kind_make_a_name(ja: str, kana: str, en: str) -> None:
    assert spoken_names(ja, kana)["en"] == en


def test_japanese_stays_and_easy_japanese_is_the_reading() -> None:
    assert spoken_names("野町公民館", "ノマチコウミンカン") == {
        "ja": "野町公民館",
        "ja-simple": "のまちこうみんかん",
        "en": "Nomachi Community Centre",
    }


@pytest.mark.parametrize("kana", ["", "  ", "野町"])
def test_without_a_reading_there_is_only_japanese(kana: str) -> None:
    assert spoken_names("野町公園", kana) == {"ja": "野町公園"}


def test_every_kind_of_the_table_has_a_reading_and_a_known_way() -> None:
    kinds = place_kinds()

    assert {kind.way for kind in kinds} == {"end", "keep", "join", "start"}
    assert [kind.ja for kind in kinds if not all(kind.readings)] == []
    assert [kind.ja for kind in kinds if kind.way != "join" and not kind.said["en"]] == []
    assert len({kind.ja for kind in kinds}) == len(kinds)
