"""Reopening: what is given back to people waits here for a second person.

Taking a way or a site away holds at once and by one person; giving one back needs two, because
whoever is led into water by a street that was opened in error does not come back (decision 0024).
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum

import msgspec

from alerts.model import Mode
from geo.changes import CityChanges, Closure, Word, reopened
from geo.sites import SiteState

_MARK = b"hansho-reopening-1\n"
# From the least to the most that a site takes: a full one still takes people before a tsunami, one
# that nobody has spoken of is used with a warning (geo.targets).
_OPENNESS = (SiteState.CLOSED, SiteState.FULL, SiteState.UNKNOWN, SiteState.OPEN)


class Stage(StrEnum):
    """What became of it. `DROPPED`: taken back by who proposed it."""

    WAITING = "waiting"
    DONE = "done"
    REJECTED = "rejected"
    DROPPED = "dropped"
    EXPIRED = "expired"


class SiteAgain(msgspec.Struct, frozen=True, kw_only=True):
    """A site is said to take more people than now. `name` by language, for those who read it."""

    site: str
    name: dict[str, str]
    before: SiteState
    after: SiteState


class Reopening(msgspec.Struct, frozen=True, kw_only=True):
    """Streets that can be walked again, sites that take people again: one content, one hash.

    `streets` are the closures as they stood when it was proposed; `review`: when somebody is to
    look at the sites again.
    """

    id: int = 0
    mode: Mode
    streets: tuple[Closure, ...] = ()
    sites: tuple[SiteAgain, ...] = ()
    reason: str
    review: datetime | None = None
    proposed_by: int
    proposed_at: datetime
    hash: bytes = b""
    stage: Stage = Stage.WAITING
    decided_by: int | None = None
    decided_at: datetime | None = None
    why: str = ""

    @property
    def is_same_as(self) -> tuple[object, ...]:
        """Two that share this ask for the same."""
        return self.streets, self.sites, self.review


class Split(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of sites: what holds at once, and what waits for a second person."""

    now: dict[str, SiteState]
    waits: dict[str, SiteState]


def gives_back(before: SiteState, after: SiteState) -> bool:
    """Whether people could be led to the site in more cases than now."""
    return _OPENNESS.index(after) > _OPENNESS.index(before)


def split(changes: CityChanges, wanted: Mapping[str, SiteState]) -> Split:
    """States that are said already are in neither."""
    now: dict[str, SiteState] = {}
    waits: dict[str, SiteState] = {}
    for site, state in wanted.items():
        before = changes.state_of(site)
        if state is not before:
            (waits if gives_back(before, state) else now)[site] = state
    return Split(now=now, waits=waits)


def sealed(reopening: Reopening) -> Reopening:
    """With the 32-byte hash of exactly this change: SHA-256 over `hansho-reopening-1\\n` and the
    JSON (keys sorted) of mode, streets, sites, reason, review, and who proposed it when."""
    body = {
        "mode": reopening.mode,
        "streets": reopening.streets,
        "sites": reopening.sites,
        "reason": reopening.reason,
        "review": reopening.review,
        "proposed_by": reopening.proposed_by,
        "proposed_at": reopening.proposed_at,
    }
    content = hashlib.sha256(_MARK + msgspec.json.encode(body, order="sorted")).digest()
    return msgspec.structs.replace(reopening, hash=content)


def differences(reopening: Reopening, changes: CityChanges) -> tuple[str, ...]:
    """What has changed since it was proposed: then it is another change than was read."""
    return tuple(_differences(reopening, changes))


def _differences(reopening: Reopening, changes: CityChanges) -> Iterator[str]:
    for street in reopening.streets:
        if changes.closure(street.number) != street:
            yield f"Closure {street.number} has changed or is lifted already. Propose it anew."
    for site in reopening.sites:
        now = changes.state_of(site.site)
        if now is not site.before:
            yield f"{site.name.get('ja', site.site)} is {now} meanwhile. Propose it anew."


def carried_out(reopening: Reopening, changes: CityChanges, by: int, now: datetime) -> CityChanges:
    """What holds then; `by`: who approved it. Raises geo.changes.ChangeRefused."""
    word = Word(at=now, by=by, reason=reopening.reason, review=reopening.review)
    numbers = [one.number for one in reopening.streets]
    return reopened(changes, numbers, {one.site: one.after for one in reopening.sites}, word)
