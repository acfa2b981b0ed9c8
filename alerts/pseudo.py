"""Pseudo-languages, made from English: they show in a browser what a translation would break.

`en-XA` is 40 % longer, with accents and brackets (cut text, wrong fonts, sentences that escaped the
catalogue); `ar-XB` runs right to left. Slots stay as they are.
"""

import math
import re

_SLOT = re.compile(r"(\{[a-z_]+\})")
_ACCENTS = str.maketrans(
    "AaBbCcDdEeFfGgHhIiKkLlNnOoPpRrSsTtUuWwYyZz", "ÅåƁƀÇçÐðÉéƑƒĜĝĤĥÎîĶķĻļÑñÖöÞþŔŕŠšŢţÛûŴŵÝýŽž"
)
_RIGHT_TO_LEFT, _POP = "\u202e", "\u202c"


def accented(sentence: str) -> str:
    """`en-XA`: the same sentence with accents, in brackets, at least 40 % longer."""
    parts = _SLOT.split(sentence)
    words = "".join(part if _SLOT.fullmatch(part) else part.translate(_ACCENTS) for part in parts)
    own = sum(len(part) for part in parts if not _SLOT.fullmatch(part))
    return f"[{words}{'~' * max(0, math.ceil(own * 0.4) - 2)}]"


def mirrored(sentence: str) -> str:
    """`ar-XB`: every run of words forced right to left; digits in slots keep their order."""
    return "".join(
        part if not part.strip() or _SLOT.fullmatch(part) else f"{_RIGHT_TO_LEFT}{part}{_POP}"
        for part in _SLOT.split(sentence)
    )
