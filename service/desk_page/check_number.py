"""The number that two people read to each other: the beginning of the hash that is signed."""

from service.page.markup import Html, element

_SHOWN = 8


def short(hash: bytes) -> str:
    """Its first characters, hexadecimal."""
    return hash.hex()[:_SHOWN]


def check_number(words: str, hash: bytes) -> Html:
    """Large, below `words`; the whole hash stands in the document."""
    return element(
        "p",
        element("span", words),
        element("code", short(hash), class_="hash", data_hash=hash.hex()),
        class_="check-number",
    )
