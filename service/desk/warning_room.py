"""WarningRoom: an agency's warning that waits for one approver, or is not pushed.

The agency wrote it, so the one who approves is the second person. Nobody changes a word of it: what
is signed is the hash of exactly what phones would get.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from alerts.model import Alert
from alerts.pipeline import issue_of
from alerts.ports import Issue, RevisionOutOfOrder
from alerts.release import Release
from service.desk.acting import Changed, DeskRefused, Who, allow
from service.desk.approving import Asked
from service.desk.means import DeskMeans
from service.desk.policy_store import Declining, PolicyStore, Pushing
from service.desk.ports import Entry
from service.desk.roles import Act
from service.errors import NotFound

_MARK = b"hansho-warning-1\n"


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """What waits, as it would be pushed. `hash`: over every payload and the ground."""

    alert: Alert
    release: Release
    issue: Issue

    @property
    def hash(self) -> bytes:
        revision = self.issue.revision
        parts = [
            revision.alert_id.encode(),
            str(revision.number).encode(),
            revision.mode.value.encode(),
            revision.area.to_wkb(),
            *(one.payload for one in self.issue.editions),
        ]
        sized = b"".join(len(one).to_bytes(8, "big") + one for one in parts)
        return hashlib.sha256(_MARK + sized).digest()


class WarningRoom:
    """Raises NotAllowed, NotFound, DeskRefused, DeskChanged, Changed, Spent, PasskeyRefused."""

    def __init__(self, means: DeskMeans, store: PolicyStore) -> None:
        self._means = means
        self._store = store

    def waiting(self, now: datetime) -> tuple[Alert, ...]:
        return self._means.core.alerts.waiting(now)

    def release(self, alert: Alert) -> Release | None:
        return self._means.core.alerts.release(alert.id)

    def one(self, alert_id: str, now: datetime) -> Waiting:
        """Raises NotFound for what waits no more."""
        found = next((one for one in self.waiting(now) if one.id == alert_id), None)
        release = None if found is None else self.release(found)
        if found is None or release is None:
            raise NotFound("this warning waits no more; the list shows those that do")
        return Waiting(alert=found, release=release, issue=self._next(found, now))

    def ask(self, who: Who, alert_id: str, now: datetime) -> Asked:
        """What this approver's passkey signs."""
        found = self._decidable(who, alert_id, now)
        return self._means.signing.ask(found.hash, who.number, now)

    def push(self, who: Who, alert_id: str, nonce: bytes, answer: str, now: datetime) -> Alert:
        """Pushes exactly what was signed, as the alert's next revision, or nothing."""
        found = self._decidable(who, alert_id, now)
        proof = self._means.signing.verify(nonce, found.hash, who.number, answer, now)
        pushing = Pushing(
            approver=who.number, nonce=nonce, content=found.hash, at=now, issue=found.issue
        )
        try:
            self._store.push(pushing, _entry("warning.push", found, who, now, proof=proof))
        except RevisionOutOfOrder as error:
            raise Changed((f"The alert has changed at this moment: {error}",)) from error
        self._means.wake()
        return found.alert

    def decline(self, who: Who, alert_id: str, number: int, why: str, now: datetime) -> None:
        """It stays on the page, and phones are told nothing. `number`: the revision that was read.

        If it says more some day, it is asked about anew.
        """
        found = self._decidable(who, alert_id, now)
        if number != found.alert.latest.number:
            raise Changed(("A newer revision of this alert came meanwhile. Read the alert.",))
        if not why.strip():
            raise DeskRefused("write why it is not pushed, for whoever reads the log later")
        declining = Declining(
            alert_id=alert_id, number=number, by=who.number, at=now, why=why.strip()
        )
        self._store.decline(declining, _entry("warning.decline", found, who, now, why=why.strip()))

    def hindrance(self, who: Who, alert: Alert, now: datetime) -> str:
        """Why this person cannot decide it, in a sentence; "" if they can."""
        try:
            self._allow(who, alert, now)
        except DeskRefused as error:
            return str(error)
        return ""

    def _decidable(self, who: Who, alert_id: str, now: datetime) -> Waiting:
        known = self._means.core.alerts.alert(alert_id)
        if known is not None:
            self._allow(who, known, now)
        return self.one(alert_id, now)

    def _allow(self, who: Who, alert: Alert, now: datetime) -> None:
        allow(who, Act.APPROVE, alert.latest.kind, alert.latest.area, now)

    def _next(self, alert: Alert, now: datetime) -> Issue:
        """The same once more. To whoever was told nothing yet it is new."""
        core, latest = self._means.core, alert.latest
        revision = msgspec.structs.replace(latest, number=latest.number + 1, issued=now)
        return issue_of(alert.origin, revision, core, core.alerts.past(alert.id).told)


def _entry(
    act: str,
    found: Waiting,
    who: Who,
    now: datetime,
    why: str = "",
    proof: Mapping[str, Any] | None = None,
) -> Entry:
    latest, release = found.alert.latest, found.release
    body: dict[str, Any] = {
        "alert": latest.alert_id,
        "revision": latest.number,
        "mode": latest.mode.value,
        "feed": release.feed,
        "reasons": list(release.reasons),
        "hash": found.hash.hex(),
    }
    if proof is not None:
        body["proof"] = proof
    if why:
        body["reason"] = why
    return Entry(at=now, actor=who.number, act=act, subject=f"alert:{latest.alert_id}", body=body)
