"""What a telegram's body says, as the reader of its family understands it."""

from collections.abc import Callable

import msgspec

from alerts.report import Hazard
from alerts.sources.jma.telegram import Telegram


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a body says.

    `hazards`: what holds, and with response type AllClear what holds no more. `stream`: what a
    later telegram of the same thing shares with this one, without blanks. `not_public`: why people
    never hear of it from here, a sentence; such a telegram needs no hazards.
    """

    hazards: tuple[Hazard, ...] = ()
    stream: str = ""
    not_public: str = ""
    notes: tuple[str, ...] = ()


Reader = Callable[[Telegram], Reading]
