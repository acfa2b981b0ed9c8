"""How the log stands: when its head last left the machine, and when it was last looked through."""

from datetime import datetime

import msgspec

from service.desk.audit import Fault


class HeadState(msgspec.Struct, frozen=True, kw_only=True):
    """`n`: the newest entry whose head was exported, at `at`; 0 and None before the first.

    `failing`: why it cannot be exported, since `since`; "" while it can. `stays_here`: heads are
    written on this machine alone, where they prove little.
    """

    n: int = 0
    at: datetime | None = None
    failing: str = ""
    since: datetime | None = None
    stays_here: bool = False


class ChainState(msgspec.Struct, frozen=True, kw_only=True):
    """The last look at the whole log, at `at`: entries 1 to `entries` against `heads` heads.

    `unread`: why it could not be looked through at all; "" if it could.
    """

    at: datetime | None = None
    entries: int = 0
    heads: int = 0
    faults: tuple[Fault, ...] = ()
    unread: str = ""

    @property
    def is_sound(self) -> bool:
        return not self.faults and not self.unread
