"""MemoryAlertStore: the in-memory twin of `AlertStore`."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import takewhile

import msgspec
import numpy as np

from alerts.model import Alert, Phase, Revision
from alerts.ports import Edition, Held, Issue, RevisionOutOfOrder, Runs
from alerts.release import Handling, Past, Release
from alerts.report import ReportKey
from alerts.retention import MOST_HELD, MOST_HELD_BYTES
from alerts.testing_store import History, Issued, MemoryStore
from alerts.voices import Voice


class MemoryAlertStore:
    """See `alerts.ports.AlertStore`."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def is_known(self, key: ReportKey) -> bool:
        with self._store.lock:
            return key in self._store.reports

    def is_superseded(self, key: ReportKey) -> bool:
        with self._store.lock:
            return key in self._store.referenced

    def alerts_of(self, keys: Iterable[ReportKey]) -> tuple[Alert, ...]:
        with self._store.lock:
            ids = {one for key in keys for one in self._store.reports.get(key, ())}
            return tuple(h.alert for one, h in self._store.histories.items() if one in ids)

    def alert(self, alert_id: str) -> Alert | None:
        with self._store.lock:
            history = self._store.histories.get(alert_id)
            return None if history is None else history.alert

    def live(self, now: datetime) -> tuple[Alert, ...]:
        with self._store.lock:
            alerts = [history.alert for history in self._store.histories.values()]
        living = [alert for alert in alerts if alert.is_live(now)]
        return tuple(sorted(living, key=lambda alert: alert.latest.strength.rank))

    def recent(self, limit: int) -> tuple[Alert, ...]:
        with self._store.lock:
            newest_first = list(self._store.histories.values())[::-1]
            return tuple(history.alert for history in newest_first[:limit])

    def history(self, since: datetime, limit: int) -> tuple[Revision, ...]:
        with self._store.lock:
            issued = [one for h in self._store.histories.values() for one in h.revisions]
        newest_first = sorted(issued, key=lambda one: one.order, reverse=True)[:limit]
        found = (one.issue.revision for one in newest_first)
        return tuple(takewhile(lambda revision: revision.issued >= since, found))

    def issue(
        self,
        issues: Sequence[Issue],
        key: ReportKey | None,
        references: Sequence[ReportKey],
        linked: Sequence[str] = (),
        voices: Sequence[Voice] = (),
    ) -> None:
        with self._store.lock:
            self._check_order(issues)
            for issue in issues:
                self._add(issue)
            if key is not None:
                changed = [issue.revision.alert_id for issue in issues]
                self._store.reports.setdefault(key, []).extend([*changed, *linked])
                self._store.referenced.update(references)
            self._store.voices |= {voice.key: voice for voice in voices}

    def _check_order(self, issues: Sequence[Issue]) -> None:
        """All or nothing: no revision is stored unless all of them follow."""
        counts = {one: len(h.revisions) for one, h in self._store.histories.items()}
        for issue in issues:
            alert_id, number = issue.revision.alert_id, issue.revision.number
            counts[alert_id] = counts.get(alert_id, 0) + 1
            if number != counts[alert_id]:
                raise RevisionOutOfOrder(
                    f"{alert_id}: revision {number} was offered, {counts[alert_id]} is next"
                )

    def _add(self, issue: Issue) -> None:
        store = self._store
        store.issued_count += 1
        issued = Issued(
            issue=issue,
            order=store.issued_count,
            cutoff=store.highest_number,
            all_recorded=issue.untold,
        )
        history = store.histories.get(issue.revision.alert_id)
        if history is None:
            alert = _first_alert(issue)
            store.histories[alert.id] = History(alert=alert, revisions=[issued])
            return
        history.revisions[-1].close()
        history.revisions.append(issued)
        history.alert = _next_alert(history.alert, issue.revision)
        history.forgotten = False

    def voices(self, alert_id: str) -> tuple[Voice, ...]:
        return self._voices(lambda voice: voice.alert_id == alert_id != "")

    def voices_of(self, sender: str, stream: str) -> tuple[Voice, ...]:
        return self._voices(lambda one: (one.key.sender, one.key.stream) == (sender, stream))

    def _voices(self, wanted: Callable[[Voice], bool]) -> tuple[Voice, ...]:
        with self._store.lock:
            found = [voice for voice in self._store.voices.values() if wanted(voice)]
        return tuple(sorted(found, key=lambda voice: voice.key))

    def forget_voices(self, before: datetime) -> int:
        with self._store.lock:
            kept = {key: one for key, one in self._store.voices.items() if one.expires > before}
            dropped = len(self._store.voices) - len(kept)
            self._store.voices = kept
        return dropped

    def past(self, alert_id: str) -> Past:
        with self._store.lock:
            history = self._store.histories.get(alert_id)
            issued = [] if history is None else list(history.revisions)
        told = [one.issue.revision for one in issued if _is_told(one.issue.release)]
        if not issued:
            return Past()
        last = issued[-1]
        return Past(
            told=told[-1] if told else None,
            last=last.issue.revision,
            handling=None if last.issue.release is None else last.issue.release.handling,
            is_declined=last.pushed is False,
        )

    def released(self, feed: str, since: datetime) -> int:
        with self._store.lock:
            issues = [one.issue for h in self._store.histories.values() for one in h.revisions]
        return sum(
            one.release is not None
            and (one.release.feed, one.release.handling) == (feed, Handling.AUTOMATIC)
            and one.release.at > since
            and one.revision.phase is Phase.LIVE
            for one in issues
        )

    def release(self, alert_id: str) -> Release | None:
        with self._store.lock:
            known = alert_id in self._store.histories
            return self._store.newest(alert_id).issue.release if known else None

    def waiting(self, now: datetime) -> tuple[Alert, ...]:
        live = self.live(now)
        with self._store.lock:
            return tuple(one for one in live if self._store.newest(one.id).waits)

    def runs(self, alert_id: str) -> Runs:
        with self._store.lock:
            if alert_id not in self._store.histories:
                return np.empty((0, 2), np.int64)
            return self._store.newest(alert_id).issue.runs.copy()

    def editions(self, alert_id: str, number: int) -> tuple[Edition, ...]:
        with self._store.lock:
            try:
                return self._store.issued(alert_id, number).issue.editions
            except LookupError:
                return ()

    def set_aside(self, raw: bytes, reason: str, at: datetime) -> None:
        with self._store.lock:
            kept = [*self._store.quarantine, (at, reason, raw)][-MOST_HELD:]
            self._store.quarantine = _fitting(kept)
            self._store.set_aside += 1

    def quarantined(self) -> tuple[tuple[datetime, str, bytes], ...]:
        with self._store.lock:
            return tuple(self._store.quarantine)

    def held(self, newest: int) -> Held:
        with self._store.lock:
            kept, total = list(self._store.quarantine), self._store.set_aside
        newer = kept[max(0, len(kept) - newest) :]
        return Held(
            total=total,
            dropped=total - len(kept),
            newest=tuple((at, reason) for at, reason, _ in newer),
        )


def _is_told(release: Release | None) -> bool:
    return release is None or release.handling is Handling.AUTOMATIC


def _fitting(kept: Sequence[tuple[datetime, str, bytes]]) -> list[tuple[datetime, str, bytes]]:
    """The newest keeps its body, others theirs as long as all newer ones fit with it."""
    fitting: list[tuple[datetime, str, bytes]] = []
    size = 0
    for at, reason, raw in reversed(kept):
        size += len(raw)
        fits = size <= MOST_HELD_BYTES or not fitting
        fitting.append((at, reason, raw if fits else b""))
    return fitting[::-1]


def _first_alert(issue: Issue) -> Alert:
    revision = issue.revision
    return Alert(
        id=revision.alert_id,
        origin=issue.origin,
        latest=revision,
        first_issued=revision.issued,
        longest_valid_until=revision.valid_until,
    )


def _next_alert(alert: Alert, revision: Revision) -> Alert:
    """An ending does not count towards the longest validity: it is measured from it."""
    longest = alert.longest_valid_until
    if revision.phase is Phase.LIVE:
        longest = max(longest, revision.valid_until)
    return msgspec.structs.replace(alert, latest=revision, longest_valid_until=longest)
