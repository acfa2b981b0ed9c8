"""What is asked before anything is sent: is this still what was approved?"""

from collections.abc import Sequence
from typing import Protocol

from alerts.ports import Edition


class Seal(Protocol):
    """`service.desk.sealed.ApprovedSeal`. Each gives a sentence for people, or None if all is well.

    Nothing is sent while it says anything: what is owed stays owed.
    """

    def broken_ground(self, alert_id: str, number: int) -> str | None:
        """Asked before anybody is written down as a recipient."""
        ...

    def broken_texts(self, alert_id: str, number: int, editions: Sequence[Edition]) -> str | None:
        """Asked of the very bytes that are about to be sent."""
        ...


class NoSeal:
    """For alerts that nobody approves: a feed's."""

    def broken_ground(self, _alert_id: str, _number: int) -> str | None:
        return None

    def broken_texts(
        self, _alert_id: str, _number: int, _editions: Sequence[Edition]
    ) -> str | None:
        return None
