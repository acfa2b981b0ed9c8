"""The number that two people read to each other: the beginning of the hash that is signed."""

from enum import StrEnum

from service.desk_page.scene import Scene
from service.page.markup import Html, element

_SHOWN = 8


class Reading(StrEnum):
    """What the number is for, for whoever looks at it now.

    `DECIDE`: they may approve, and read it to the author; `AUTHOR`: it is read to them; `OTHER`:
    two others read it to each other; `ALONE`: they send by themselves; `APPROVED`, `CLOSED`: nobody
    reads it out any more.
    """

    DECIDE = "decide"
    AUTHOR = "author"
    OTHER = "other"
    ALONE = "alone"
    APPROVED = "approved"
    CLOSED = "closed"


def waiting(scene: Scene, author: int, hinders: str) -> Reading:
    """While it waits. `author`: who asked; `hinders`: why whoever looks may not decide it; ""."""
    if author == scene.number:
        return Reading.AUTHOR
    return Reading.OTHER if hinders else Reading.DECIDE


def short(hash: bytes) -> str:
    """Its first characters, hexadecimal."""
    return hash.hex()[:_SHOWN]


def check_number(scene: Scene, reading: Reading, hash: bytes) -> Html:
    """Large, below what it is for; the whole hash stands in the document."""
    return element(
        "p",
        element("span", scene.say(f"number.{reading}")),
        element("code", short(hash), class_="hash", data_hash=hash.hex()),
        class_="check-number",
    )
