"""Names of places as plain text, however they came in: a file, a form, a paste."""

import unicodedata

_ANGLES = str.maketrans("<>", "＜＞")
_JOINERS = "\u200c\u200d"
"""Persian, Burmese and others are spelt with them."""


def name_as_text(name: str) -> str:
    """`name` on one line, as every reader sees it.

    Angle brackets become wide ones: where texts of others lose their markup, a name in them would
    lose a part without a word. Controls and marks of direction go, because a name with them reads
    as another than it is.
    """
    kept = "".join(one for one in name.translate(_ANGLES) if _is_seen(one))
    return " ".join(kept.split())


def _is_seen(sign: str) -> bool:
    return (
        sign in _JOINERS or sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Cs")
    )
