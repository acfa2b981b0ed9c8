"""Schemes of area codes: which `valueName` means which scheme, and how a code becomes a key.

A key is `scheme:code` without check digits: `jma:1720100`, `jis:17201`.
"""

import re
from collections.abc import Callable

# Matched exactly, apart from case. A name that is not here is not read (DOMAIN section 9): the same
# digits mean different places in different schemes, and a wrong place is worse than none.
KNOWN_VALUE_NAMES = {
    "jma": "jma",
    "気象・地震・火山情報／市町村等": "jma",
    "気象情報／府県予報区・細分区域等": "jma",
    # Regions of warnings that have no polygons of their own: a town's table may map them.
    "全国・地方予報区等": "jma-region",
    "津波予報区": "jma-tsunami",
    "沿岸地域": "jma-coast",
    "地震情報／細分区域": "jma-quake",
    "緊急地震速報／府県予報区": "jma-eew",
    "緊急地震速報／地方予報区": "jma-eew",
    "qzss 緊急地震速報予報区": "qzss-eew",
    "火山名": "jma-volcano",
    "指定河川洪水予報（予報区域）": "jma-river",
    "水位周知河川に関する情報（発表区間）": "jma-river",
    "jis": "jis",
    "jis x 0401": "jis",
    "jis x 0402": "jis",
    "jisx0402": "jis",
    "全国地方公共団体コード": "jis",
    "emma_id": "emma",
    "ugc": "ugc",
    # The county codes of the US: FIPS 6-4 with a leading digit for the part of the county.
    "same": "same",
    "fips6": "same",
    "warncellid": "warncell",
    "profile:cap-cp:location:0.3": "cap-cp",
    "profile:cap-cp:location:0.4": "cap-cp",
    "profile:cap-cp:location:1.0": "cap-cp",
    "layer:ec:1.0:clc": "clc",
    "layer:ec-msc-smc:1.0:clc": "clc",
    "layer:ec-msc-smc:1.1:clc": "clc",
    "nuts": "nuts",
    "nuts1": "nuts",
    "nuts2": "nuts",
    "nuts3": "nuts",
}

_SCHEME = re.compile(r"[a-z0-9-]+")


def scheme_of(value_name: str) -> str | None:
    """The scheme that a CAP `valueName` (or JMA `codeType`) stands for; None if we know none."""
    return KNOWN_VALUE_NAMES.get(value_name.strip().lower())


def key_of(scheme: str, code: str) -> str | None:
    """`scheme:code` with surrounding blanks and check digits cut; None if it is no such code.

    Raises ValueError for a scheme that is not lower-case letters, digits and hyphens.
    """
    if not _SCHEME.fullmatch(scheme):
        raise ValueError(f"{scheme!r} is no scheme; write lower-case letters, digits and hyphens")
    proper = _PROPER.get(scheme, _as_written)(code.strip())
    return f"{scheme}:{proper}" if proper else None


def _as_written(code: str) -> str | None:
    return code or None


def _jis(code: str) -> str | None:
    """Two digits (prefecture) or five (municipality), or six with the check digit of JIS X 0402."""
    if not (code.isascii() and code.isdigit()):
        return None
    if len(code) == 6 and code[5] == _check_digit(code[:5]):
        code = code[:5]
    if len(code) == 5:
        # A prefecture filled up with zeros is the two-digit one.
        return code.removesuffix("000")
    return code if len(code) == 2 else None


def _check_digit(code: str) -> str:
    """Of a five-digit JIS X 0402 code: weights 6 5 4 3 2, modulo 11, last digit of the rest."""
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


_PROPER: dict[str, Callable[[str], str | None]] = {"jis": _jis}
