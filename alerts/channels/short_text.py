"""The approved text, cut to a length: for a mail to all phones of a town, and for a post.

What, where and what to do are never cut. The title says what; of an ending, what still holds stays
as well. Other lines stay as far as they fit, in their order.
"""

from collections.abc import Callable

from alerts.channels.approved import Approved, Said, kept_lines
from geo.errors import HanshoError

MAIL_CHARACTERS = 200
# What a post may weigh where wide characters count twice and any address 23.
POST_WEIGHT = 280
_ADDRESS_WEIGHT = 23
_LATIN_END = 0x10FF


class TooLong(HanshoError):
    """What, where and what to do alone do not fit: give the places shorter names."""


def mail(approved: Approved, language: str = "ja") -> str:
    """At most 200 characters, wide and narrow ones and line ends counting one each.

    Raises LookupError for a language in which it was not issued, TooLong.
    """
    said = approved.said(language)
    return "\n".join(_fitting(approved, said, MAIL_CHARACTERS, len))


def post(approved: Approved, language: str = "ja") -> str:
    """The same for a social network, with the address of the alert's page as last line."""
    said = approved.said(language)
    room = POST_WEIGHT - _ADDRESS_WEIGHT - 1
    return "\n".join((*_fitting(approved, said, room, _weight), said.web))


def _fitting(
    approved: Approved, said: Said, most: int, size: Callable[[str], int]
) -> tuple[str, ...]:
    kept = set(kept_lines(approved, said))
    if size(_text(said, kept)) > most:
        raise TooLong(
            f"the title, the place and what to do make more than {most} characters: give the "
            "places shorter names"
        )
    for place in range(len(said.lines)):
        if size(_text(said, kept | {place})) <= most:
            kept.add(place)
    return _lines(said, kept)


def _text(said: Said, kept: set[int]) -> str:
    return "\n".join(_lines(said, kept))


def _lines(said: Said, kept: set[int]) -> tuple[str, ...]:
    return (said.title, *(line for place, line in enumerate(said.lines) if place in kept))


def _weight(text: str) -> int:
    return sum(1 if ord(character) <= _LATIN_END else 2 for character in text)
