"""Alerts: reports that were read, and what goes out because of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from alerts.model import Alert, Origin, Relation, Revision
from alerts.ports.arrays import Runs
from alerts.release import Past, Release
from alerts.report import ReportKey
from alerts.voices import Voice


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One payload: exactly the plaintext that will be pushed, for one language and relation."""

    language: str
    relation: Relation
    payload: bytes


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """A revision on its way into the store, with everything that goes out because of it.

    `runs` are the cells of the grown area, shape (n, 2), inclusive, sorted. For an ending
    (all-clear, withdrawal) they are kept for display only: endings go to the recorded alone.
    `untold`: nobody at all is recorded for it, so that nothing is pushed. `release`: how it was
    handled, if a feed brought it; what has none was issued here.
    """

    origin: Origin
    revision: Revision
    runs: Runs
    editions: tuple[Edition, ...]
    untold: bool = False
    release: Release | None = None


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """`total`: set aside since the store was made; of these `dropped` are kept no longer."""

    total: int
    dropped: int
    newest: tuple[tuple[datetime, str], ...]


class AlertStore(Protocol):
    """Reports that were read, alerts that came of them, revisions that were issued."""

    def is_known(self, key: ReportKey) -> bool:
        """Whether this very report was taken in before."""
        ...

    def is_superseded(self, key: ReportKey) -> bool:
        """Whether a report taken in before names this one in its `references`."""
        ...

    def alerts_of(self, keys: Iterable[ReportKey]) -> tuple[Alert, ...]:
        """The alerts that these reports made or changed, ended ones included, oldest first."""
        ...

    def alert(self, alert_id: str) -> Alert | None: ...

    def live(self, now: datetime) -> tuple[Alert, ...]:
        """Alerts in phase live whose newest revision is valid at `now`, strongest first."""
        ...

    def recent(self, limit: int) -> tuple[Alert, ...]:
        """The newest alerts, live or not, newest first."""
        ...

    def history(self, since: datetime, limit: int) -> tuple[Revision, ...]:
        """Revisions issued at `since` or later, newest first; of more than `limit` the newest."""
        ...

    def issue(
        self,
        issues: Sequence[Issue],
        key: ReportKey | None,
        references: Sequence[ReportKey],
        linked: Sequence[str] = (),
        voices: Sequence[Voice] = (),
    ) -> None:
        """Takes in a report with all that comes of it, in one durable transaction.

        Writes the report's key and references, and per issue: origin, revision, runs, editions,
        and the cut-off (the highest subscription number then given). Entries of older revisions
        that were not sent yet are superseded in the same transaction. Empty `issues` only mark the
        report as known. `linked` are further alerts (ids) that the report speaks of without
        changing them: `alerts_of` its key finds them too, so that a chain of unchanged re-issues
        holds. `voices` replace those with the same key. Raises `RevisionOutOfOrder` if a
        revision's number is not the next one.
        """
        ...

    def voices(self, alert_id: str) -> tuple[Voice, ...]:
        """All that the alert speaks for, or spoke for, by key."""
        ...

    def voices_of(self, sender: str, stream: str) -> tuple[Voice, ...]:
        """All that were ever heard in this stream and are not forgotten, by key."""
        ...

    def forget_voices(self, before: datetime) -> int:
        """Drops those whose time was over by then; how many. What is older counts anew."""
        ...

    def past(self, alert_id: str) -> Past:
        """What people were told of it and what was decided; `recent` is 0."""
        ...

    def released(self, feed: str, since: datetime) -> int:
        """Live revisions that this feed had pushed by itself after `since`."""
        ...

    def release(self, alert_id: str) -> Release | None:
        """How the newest revision was handled; None: it was issued here, or is not known."""
        ...

    def waiting(self, now: datetime) -> tuple[Alert, ...]:
        """Live ones whose newest revision waits for somebody to decide on it, strongest first."""
        ...

    def runs(self, alert_id: str) -> Runs:
        """Cells of the newest revision's area, shape (n, 2)."""
        ...

    def editions(self, alert_id: str, number: int) -> tuple[Edition, ...]: ...

    def set_aside(self, raw: bytes, reason: str, at: datetime) -> None:
        """Keeps what could not be read or may not be sent, with its reason (quarantine).

        The newest `alerts.retention.MOST_HELD`; older bodies are emptied beyond `MOST_HELD_BYTES`.
        """
        ...

    def quarantined(self) -> tuple[tuple[datetime, str, bytes], ...]: ...

    def held(self, newest: int) -> Held:
        """What `quarantined` would give, counted; with times and reasons of the newest, in order.

        Reads no body.
        """
        ...
