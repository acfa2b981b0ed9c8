"""The closed table of languages, and the closed table that finds one from a browser's tag.

Babel's negotiation knows no likely subtags (`zh-TW` gives nothing), so nothing is negotiated here:
a tag is in the table or its reader gets English. Tags are BCP 47; `ja-simple` (やさしい日本語) is a
registered variant, but formatting, speech and `Notification.lang` know it only as `ja`.
"""

from collections.abc import Collection
from types import MappingProxyType

import msgspec


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """`id` in URLs, tables and payloads; `directory` of gettext; `lang` for HTML and speech."""

    id: str
    directory: str
    lang: str
    name: str
    direction: str = "ltr"


def _language(
    id: str, name: str, *, directory: str = "", lang: str = "", direction: str = "ltr"
) -> Language:
    return Language(
        id=id, directory=directory or id, lang=lang or id, name=name, direction=direction
    )


LANGUAGES = MappingProxyType(
    {
        language.id: language
        for language in (
            _language("ja", "日本語"),
            _language("ja-simple", "やさしい日本語", directory="ja@simple", lang="ja"),
            _language("en", "English"),
            _language("zh-Hans", "简体中文", directory="zh_Hans"),
            _language("zh-Hant", "繁體中文", directory="zh_Hant"),
            _language("ko", "한국어"),
            _language("vi", "Tiếng Việt"),
            _language("fil", "Filipino"),
            _language("ne", "नेपाली"),
            _language("pt-BR", "Português", directory="pt_BR"),
            _language("es", "Español"),
            _language("id", "Bahasa Indonesia"),
            _language("th", "ไทย"),
            _language("my", "မြန်မာ"),
            _language("km", "ខ្មែរ"),
            _language("mn", "Монгол"),
            _language("fr", "Français"),
            _language("de", "Deutsch"),
            _language("ar", "العربية", direction="rtl"),
            _language("uk", "Українська"),
        )
    }
)

# Made from English by alerts/pseudo.py; they have no catalogue.
PSEUDO = MappingProxyType(
    {
        "en-XA": _language("en-XA", "[Ƥšéûðö]", lang="en"),
        "ar-XB": _language("ar-XB", "\u202bPseudo\u202c", lang="ar", direction="rtl"),
    }
)

# In which the desk writes, and which always go out, whatever the state of their sentences.
FIRST = ("ja", "ja-simple", "en")

# Whose catalogues hold every sentence: their readers' pages are in them. One that is only begun is
# left out, and its pages are in easy Japanese; so, with English, are the alerts of all in whose
# alerts a sentence is a draft (translations/loading.py).
WRITTEN = (
    *FIRST,
    *("zh-Hans", "zh-Hant", "ko", "vi", "fil", "ne", "pt-BR", "es", "id"),
    *("th", "my", "km", "mn", "fr", "de", "ar", "uk"),
)

# What readers get for whom there is nothing of their own, in this order.
FALLBACK = ("ja-simple", "en")

_BY_TAG = MappingProxyType(
    {
        "ja-simple": "ja-simple",
        "ja@simple": "ja-simple",
        "ja-hira": "ja-simple",  # kana only: asks for the easy reading
        "zh-hans": "zh-Hans",
        "zh-hant": "zh-Hant",
        "zh-tw": "zh-Hant",
        "zh-hk": "zh-Hant",
        "zh-mo": "zh-Hant",
        "en-xa": "en-XA",
        "ar-xb": "ar-XB",
    }
)
_BY_PRIMARY = MappingProxyType(
    {
        **{id.lower(): id for id in LANGUAGES if "-" not in id},
        "zh": "zh-Hans",
        "cmn": "zh-Hans",
        "yue": "zh-Hant",
        "tl": "fil",
        "pt": "pt-BR",
        "in": "id",  # the tag of Indonesian before 1989, still sent by old Android
    }
)


def known(tag: str) -> str | None:
    """The language of ours that a BCP 47 tag asks for; None if it is not in the table.

    The longest prefix wins: `zh-Hant-CN` is Traditional Chinese, whatever its region says.
    """
    parts = tag.strip().lower().replace("_", "-").split("-")
    for length in range(len(parts), 1, -1):
        if found := _BY_TAG.get("-".join(parts[:length])):
            return found
    return _BY_TAG.get(parts[0]) or _BY_PRIMARY.get(parts[0])


def match(tag: str) -> str:
    """The language that the reader of this tag gets; English for a tag that is not in the table."""
    return known(tag) or "en"


def fallback(language: str, written: Collection[str] = WRITTEN) -> tuple[str, ...]:
    """The catalogues that a reader's page is made from, in order of reading.

    A language without catalogue falls back visibly: easy Japanese, then English. Raises KeyError
    for an id that is not ours.
    """
    if described(language).id in (*written, *PSEUDO):
        return (language,)
    return FALLBACK


def names_for(language: str) -> tuple[str, ...]:
    """In which languages its readers read names, best first: Latin letters where there are none of
    their own, but Japanese ones where people write with them. The pseudo-languages read English.
    """
    base = language.split("-")[0]
    own = () if language in PSEUDO else (language, base)
    rest = ("ja", "en") if base in ("ja", "zh") else ("en", "ja")
    return tuple(dict.fromkeys((*own, *rest)))


def described(language: str) -> Language:
    """The row of a language or pseudo-language; raises KeyError for an id that is not ours."""
    return PSEUDO[language] if language in PSEUDO else LANGUAGES[language]
