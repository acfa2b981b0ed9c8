"""Template: a draft kept for the night on which there is no time, and its hash.

One that two people approved beforehand may be sent by one person alone (break-glass), exactly as
it stands: same ground, same words; only the moment and the mode are new.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from alerts.desk.draft import Beginning, Draft
from alerts.model import Mode
from geo.area import Area

LOOKED_AT_EVERY = timedelta(days=365)
"""Streets, districts and sites change: once a year somebody looks whether a template still holds.

One that is overdue is still sent: at 3 a.m. an old true sentence is better than none.
"""

_DOMAIN = "hansho-template-1\n"


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """`lasts`: from sending to the review (order) or the expiry (notice).

    `approved_by` is None until another person than `made_by` approved `hash`, at `approved_at`;
    `looked_at`: when somebody last said that it still holds; `retired_at`: since when it is not
    sent any more.
    """

    name: str
    draft: Draft
    lasts: timedelta
    made_by: int
    made_at: datetime
    approved_by: int | None = None
    approved_at: datetime | None = None
    looked_at: datetime | None = None
    retired_at: datetime | None = None

    @property
    def is_ready(self) -> bool:
        """Whether one person may send it."""
        return self.approved_by is not None and self.retired_at is None

    def due(self) -> datetime | None:
        """When somebody has to look it through again; None while nobody sends it anyway."""
        seen = self.looked_at or self.approved_at
        return seen + LOOKED_AT_EVERY if self.is_ready and seen is not None else None

    @property
    def hash(self) -> bytes:
        """SHA-256 over what would be sent: everything but who made it, when, and in which mode."""
        draft = msgspec.structs.replace(
            self.draft, id="", version=0, author=0, saved=_NEVER, begun_from="", alert_id=""
        )
        fields = msgspec.to_builtins(draft, enc_hook=_encoded)
        for unsent in ("mode", "remarks"):
            fields.pop(unsent)
        body = msgspec.json.encode(
            {"draft": fields, "lasts_s": int(self.lasts.total_seconds()), "name": self.name},
            order="sorted",
        )
        return hashlib.sha256(_DOMAIN.encode() + body).digest()

    def covers(self, draft: Draft) -> bool:
        """Whether the draft is this template as it stands, but for who, when and in which mode."""
        issuer = self.draft.issuer or draft.issuer
        expected = msgspec.structs.replace(self.draft, issuer=issuer)
        return _content(draft) == _content(expected)


def _content(draft: Draft) -> Draft:
    return msgspec.structs.replace(
        draft,
        id="",
        version=0,
        author=0,
        mode=Mode.REAL,
        saved=_NEVER,
        beginning=Beginning.EMPTY,
        begun_from="",
        alert_id="",
        remarks=(),
        onset=None,
        expires=None,
        review=None,
    )


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _encoded(value: Any) -> str:
    if isinstance(value, Area):
        return value.to_wkb().hex()
    raise NotImplementedError(f"{type(value).__name__} has no place in a template")
