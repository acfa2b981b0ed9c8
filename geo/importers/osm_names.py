"""An OpenStreetMap object's names by language of ours; without a name, {}."""

import unicodedata
from collections.abc import Mapping

from geo.importers.spoken_names import spoken_names
from geo.kana import romanised

Tags = Mapping[str, str]

_KANA = ("name:ja-Hira", "name:ja_kana", "name:ja-Hrkt", "name:ja-Kana")
_LATIN = ("name:en", "name:ja-Latn", "name:ja_rm")


def osm_names(tags: Tags, local: str = "ja", key: str = "name") -> dict[str, str]:
    """`local` is the language of the plain `name`, because the tags do not say it.

    In Japanese data the reading in kana comes first, then name:en, then Latin letters as mappers
    wrote them, without their macrons. `key` may be another name, such as `bridge:name`.
    """
    plain = tags.get(f"{key}:{local}") or tags.get(key, "")
    if not plain:
        return {}
    if local != "ja":
        english = tags.get(f"{key}:en", "")
        return {local: plain, **({"en": english} if english and local != "en" else {})}
    kana = next((tags[each] for each in _KANA if key == "name" and tags.get(each)), "")
    names = spoken_names(plain, kana)
    latin = _latin(tags) if key == "name" else ""
    return names if "en" in names or not latin else {**names, "en": latin}


def _latin(tags: Tags) -> str:
    """The first name in Latin letters; kana among them are romanised."""
    for each in _LATIN:
        name = _without_marks(tags.get(each, "").strip())
        if name.isascii() and name:
            return name
        if read := romanised(name):
            return read
    return ""


def _without_marks(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(one for one in parts if one not in "\u0304\u0302"))
