"""Report: what a source said, read but not yet judged. One per message of a source.

Nothing here is trusted: rings may cross, circles may have radius 0, codes may be unknown.
Coordinates are lon, lat in degrees (WGS 84), whatever order the source wrote; times are aware UTC.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

Position = tuple[float, float]
Ring = tuple[Position, ...]


class Status(StrEnum):
    """CAP 1.2 `status`."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class MessageType(StrEnum):
    """CAP 1.2 `msgType`."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    ACK = "Ack"
    ERROR = "Error"


class Scope(StrEnum):
    """CAP 1.2 `scope`."""

    PUBLIC = "Public"
    RESTRICTED = "Restricted"
    PRIVATE = "Private"


class Verdict(StrEnum):
    """What became of an XML signature. `VALID` speaks of the bytes, not of trust in the signer."""

    ABSENT = "absent"
    VALID = "valid"
    BROKEN = "broken"
    NOT_CHECKABLE = "not_checkable"


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    verdict: Verdict
    reason: str = ""


class ReportKey(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """What names a message for good (CAP 1.2 `references`: sender,identifier,sent)."""

    sender: str
    identifier: str
    sent: datetime


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A CAP `valueName` with its `value`: an event code, a parameter or a geocode."""

    name: str
    value: str


class Circle(msgspec.Struct, frozen=True, kw_only=True):
    lon: float
    lat: float
    radius_km: float


class AreaClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One CAP `area` as drawn: `polygons` and `circles` less `holes`.

    `faults` are sentences about shapes in it that could not be read.
    """

    description: str
    polygons: tuple[Ring, ...] = ()
    circles: tuple[Circle, ...] = ()
    holes: tuple[Ring, ...] = ()
    geocodes: tuple[Code, ...] = ()
    faults: tuple[str, ...] = ()


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """The source's own words in one language (BCP 47 as written; CAP's default is en-US)."""

    language: str
    event: str
    headline: str = ""
    description: str = ""
    instruction: str = ""
    web: str = ""
    sender_name: str = ""
    area_description: str = ""


class Official(msgspec.Struct, frozen=True, kw_only=True):
    """What a closed code table of an agency says of a hazard: a Kind, a Strength (alerts.model).

    Only parsers of formats with such tables set it; nothing that a sender can write by hand does.
    `names_level`: the agency itself names one of the five levels (DOMAIN section 1).
    """

    kind: str
    strength: str
    names_level: bool = False


class Hazard(msgspec.Struct, frozen=True, kw_only=True):
    """One hazard of a report: the `info` blocks that say the same in several languages.

    Blocks of one language are several hazards, each with its own areas (CAP 1.2; DOMAIN section 9).
    `part` names the hazard within its report where the format has a name for it that lasts from
    one message to the next.
    """

    texts: tuple[Text, ...]
    areas: tuple[AreaClaim, ...]
    categories: tuple[str, ...] = ()
    event_codes: tuple[Code, ...] = ()
    parameters: tuple[Code, ...] = ()
    response_types: tuple[str, ...] = ()
    urgency: str = "Unknown"
    severity: str = "Unknown"
    certainty: str = "Unknown"
    effective: datetime | None = None
    onset: datetime | None = None
    expires: datetime | None = None
    official: Official | None = None
    part: str = ""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A source's message. `notes` are departures from the standard that we read over, in words.

    `stream` is shared by all messages that go on about the same thing, in formats whose messages do
    not refer to each other. `not_public`: why people never hear of it from here, a sentence.
    `corrects`: its source says that it mends what it had said wrongly.
    """

    format: str
    sender: str
    identifier: str
    sent: datetime
    status: Status
    message_type: MessageType
    scope: Scope
    source: str = ""
    note: str = ""
    references: tuple[ReportKey, ...] = ()
    incidents: tuple[str, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    signature: Signature = Signature(verdict=Verdict.ABSENT)
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    stream: str = ""
    not_public: str = ""
    corrects: bool = False

    @property
    def key(self) -> ReportKey:
        return ReportKey(sender=self.sender, identifier=self.identifier, sent=self.sent)


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """A message that could not be read as a warning at all, and why. Kept, never dropped.

    `is_empty`: what came is a feed of its format and announces nothing now, as in quiet times.
    """

    reason: str
    format: str = ""
    is_empty: bool = False
