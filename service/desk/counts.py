"""Numbers of people as pages may say them: under ten is "< 10", all else is rounded to tens."""

import hashlib

import msgspec

FEW = 10
_STEP = 10


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A number that may be shown: `few` says "under ten", else `about` is rounded to tens."""

    few: bool
    about: int

    def __str__(self) -> str:
        return f"< {FEW}" if self.few else f"{self.about:,}"


def counted(number: int) -> Count:
    """Half up. For numbers that were rounded before, and those of which each costs an alert."""
    few = number < FEW
    return Count(few=few, about=0 if few else (number + _STEP // 2) // _STEP * _STEP)


class Rounding:
    """Rounds to tens up or down by a secret, the same every time for the same thing counted.

    `counted` shows the ten's edge: whoever can add phones of their own to a count adds them until
    it jumps, and knows the rest. Here the edge lies elsewhere for each thing, and no number of
    looks at one thing tells where. On the average of many things nothing is added or lost.
    """

    def __init__(self, secret: bytes) -> None:
        """`secret`: at most 64 random bytes that die with the process."""
        self._secret = secret

    def shown(self, number: float, *of: bytes | str | int) -> Count:
        """`of`: what is counted. Nothing under ten is ever shown as ten."""
        whole = int(number)
        if whole < FEW:
            return Count(few=True, about=0)
        return Count(few=False, about=(whole + self._edge(of)) // _STEP * _STEP)

    def _edge(self, of: tuple[bytes | str | int, ...]) -> int:
        digest = hashlib.blake2b(repr(of).encode(), key=self._secret, digest_size=8).digest()
        return int.from_bytes(digest, "big") % _STEP


def less(whole: Count, part: Count) -> Count:
    """What remains, from the two shown numbers alone: it tells nothing that they do not."""
    rest = whole.about - part.about
    return Count(few=rest < FEW, about=max(rest, 0))
