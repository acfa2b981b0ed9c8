"""CapAlert: what a CAP message out of this house says, before it is written.

Made from a revision (`alerts.channels.cap_content`), or by the desk from a draft.
`cap_writer.write_cap` turns it into bytes; `alerts.sources` reads those back to the same values.
"""

from datetime import datetime

import msgspec

from alerts.model import Announcement, Kind, Mode, Order, Phase, Strength
from alerts.report import ReportKey, Text
from geo.area import Area


class CapAlert(msgspec.Struct, frozen=True, kw_only=True):
    """One CAP message about one hazard.

    Times are aware; fractions of a second are not written (CAP has none). `sender` and
    `identifier` hold no white space, comma, < or &. `texts`: one for each language, each with
    `event` and `area_description`. `text_states`: language -> `official`, `reviewed` or
    `machine draft`, where it is known. `references`: what it replaces; a live one with references
    is an `Update`. `area` may be None for a withdrawal alone. `source`: whose warning it is, where
    it is not the sender's own.
    """

    sender: str
    identifier: str
    sent: datetime
    mode: Mode
    phase: Phase = Phase.LIVE
    kind: Kind
    strength: Strength
    order: Order | None
    area: Area | None
    texts: tuple[Text, ...]
    references: tuple[ReportKey, ...] = ()
    onset: datetime | None = None
    expires: datetime | None = None
    review: datetime | None = None
    note: str = ""
    source: str = ""
    incident: str = ""
    walks: bool = False
    announces: tuple[Announcement, ...] = ()
    time_zone: str = "UTC"
    text_states: dict[str, str] = {}
