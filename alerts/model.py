"""The words of the domain, as frozen values: what we say, to whom, how far it got.

Every identifier here is the one used in tables, URLs, payloads and JavaScript (docs/glossary.md).
Times are aware UTC; coordinates are lon, lat in degrees (WGS 84).
"""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from alerts.report import Text
from geo.area import Area


class Kind(StrEnum):
    """The hazard. The first eight are those for which towns designate sites."""

    FLOOD = "flood"
    LANDSLIDE = "landslide"
    STORM_SURGE = "storm_surge"
    EARTHQUAKE = "earthquake"
    TSUNAMI = "tsunami"
    FIRE = "fire"
    INLAND_FLOOD = "inland_flood"
    VOLCANO = "volcano"
    STORM = "storm"
    SNOW = "snow"
    HEAT = "heat"
    TORNADO = "tornado"
    INDUSTRIAL = "industrial"
    ATTACK = "attack"
    OTHER = "other"


class Strength(StrEnum):
    """How much is asked of people; drives order, colour and `Urgency` (DOMAIN section 1)."""

    PROTECT = "protect"
    LEAVE = "leave"
    LEAVE_IF_SLOW = "leave_if_slow"
    READY = "ready"
    KNOW = "know"

    @property
    def rank(self) -> int:
        """0 for the strongest, so that sorting puts people in danger first."""
        return tuple(Strength).index(self)

    @property
    def is_urgent(self) -> bool:
        """Whether it must wake the phone: protect, leave, leave_if_slow."""
        return self.rank <= Strength.LEAVE_IF_SLOW.rank


class Authority(StrEnum):
    """Who speaks. A mayor orders, an agency warns; the two are never merged (DOMAIN section 1)."""

    MAYOR = "mayor"
    AGENCY = "agency"


class Order(StrEnum):
    """A mayor's evacuation information (避難情報), by its level."""

    ELDERLY_AND_OTHERS = "elderly_and_others"  # 高齢者等避難, level 3
    EVACUATE = "evacuate"  # 避難指示, level 4
    EMERGENCY_SAFETY = "emergency_safety"  # 緊急安全確保, level 5


class Phase(StrEnum):
    """Where in its life an alert is. Expiry is a time, not a phase: it is never an all-clear."""

    LIVE = "live"
    ALL_CLEAR = "all_clear"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What one person should do. Only `LEAVE_FOR_SITE` and `LEAVE_SHORE` may ever show a way."""

    PROTECT = "protect"
    GO_UP = "go_up"
    STAY_IN = "stay_in"
    LEAVE_FOR_SITE = "leave_for_site"
    LEAVE_SHORE = "leave_shore"
    BE_READY = "be_ready"
    KNOW = "know"
    OVER = "over"


class PlaceClass(StrEnum):
    """Why a person is tied to a cell. Order is order of delivery; an old *here* ranks last."""

    HERE = "here"
    STAY = "stay"
    HOME = "home"


class Relation(StrEnum):
    """How a revision stands to a reader: not told before, told before, no longer in the area."""

    NEW = "new"
    CHANGED = "changed"
    LEFT = "left"


class Mode(StrEnum):
    """Real; drill (real phones, marked); training (loopback only; the demo is training)."""

    REAL = "real"
    DRILL = "drill"
    TRAINING = "training"

    @property
    def is_exercise(self) -> bool:
        return self is not Mode.REAL


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """What still holds for a place when something else ends: an all-clear's first sentence."""

    kind: Kind
    strength: Strength
    authority: Authority
    order: Order | None
    place_names: dict[str, str]
    names_level: bool = False


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a site or a street. `what` is the end of a phrase `notice.…`; `names`: language
    of ours -> its name, "" holds the name as it was typed."""

    what: str
    names: dict[str, str]


# No all-clear may be outlived by the alert it ends; DESIGN section 6.
_AFTER_REVIEW = timedelta(hours=24)


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """One state of an alert, exactly as approved and sent.

    `place_names` maps a language of ours to the area's name in it ("" holds the name as the source
    wrote it). `texts` are the source's own words. An order has a `review` time and no `expires`.
    `issuer_names` maps languages of ours to the issuer's name where the source gave it in them.
    `withdrawn_here`: we took back what we had sent in error, not the issuer. `names_level`: the
    agency itself names one of the five levels, so that its number may be said. `walks`: an exercise
    in which people walk the way to safety, so that one may be shown. `stopped`: an exercise
    that was withdrawn because something real is live. `announces`: what the town says beside it of
    sites and streets.
    """

    alert_id: str
    number: int
    mode: Mode
    phase: Phase
    authority: Authority
    kind: Kind
    strength: Strength
    order: Order | None
    area: Area
    place_names: dict[str, str]
    texts: tuple[Text, ...]
    issuer: str
    sent: datetime
    issued: datetime
    onset: datetime | None
    expires: datetime | None
    review: datetime | None
    time_zone: str
    still_holds: tuple[Holding, ...] = ()
    note: str = ""
    withdrawn_here: bool = False
    issuer_names: dict[str, str] = {}
    lifetime_floor: datetime | None = None
    names_level: bool = False
    walks: bool = False
    stopped: bool = False
    announces: tuple[Announcement, ...] = ()

    @property
    def valid_until(self) -> datetime:
        """How long a push of it is tried: expiry, or review + 24 h for an order (DESIGN section 6).

        An ending (all-clear, withdrawal) outlives the longest expiry sent for the alert by 24 h,
        which `lifetime_floor` carries.
        """
        if self.lifetime_floor is not None:
            return self.lifetime_floor + _AFTER_REVIEW
        if self.expires is not None:
            return self.expires
        if self.review is not None:
            return self.review + _AFTER_REVIEW
        return self.issued + _AFTER_REVIEW

    @property
    def is_order(self) -> bool:
        return self.order is not None


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where an alert came from: only the same sender and source may update or cancel it.

    `part` tells the hazards of one report apart, in a way that survives an update of the report.
    """

    sender: str
    source: str
    part: str


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """What we say about one hazard: our id, its origin, its newest revision."""

    id: str
    origin: Origin
    latest: Revision
    first_issued: datetime
    longest_valid_until: datetime

    def is_live(self, now: datetime) -> bool:
        """An ended alert never revives; an expired one is over though nobody said "all clear".

        An order never expires by itself: it lives until somebody ends it (DOMAIN section 1).
        """
        if self.latest.phase is not Phase.LIVE:
            return False
        return self.latest.is_order or now < self.latest.valid_until


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One revision in one language for one relation: whole sentences, ready to be read.

    `lines` are the body's sentences in order of worth (what, where, do, until come first), never
    cut; an exercise's last line says that it is one and closes the body. `extra` (best first) and
    `references` in other languages (first to go) may be cut when the push limit asks for it.
    `lang` is the language that the text is written in, for `Notification.lang`; `language` is the
    one that the reader chose. `do` and `where` count from 0: which of `lines` is the headline
    action, and which names the place; None where none does. `second`: in a text of two languages
    the line at which the other begins, to say the same; None elsewhere. `retelling` is JSON for a
    phone that turns it to another language (`alerts.retelling`).
    """

    alert_id: str
    number: int
    language: str
    relation: Relation
    lang: str
    direction: str
    title: str
    lines: tuple[str, ...]
    extra: tuple[str, ...]
    silent: bool
    action: Action
    references: tuple[str, ...] = ()
    do: int | None = None
    where: int | None = None
    second: int | None = None
    retelling: bytes = b""
