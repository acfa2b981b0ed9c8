"""What the desk works with, gathered once; and what it remembers of the alerts that it sent."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

import msgspec

from alerts.desk.compiling import Voice
from alerts.model import Mode
from alerts.pipeline import Means
from alerts.report import ReportKey
from geo.area import Area, union
from geo.sites import SiteState
from service.desk.acting import DeskRefused
from service.desk.approving import Asked
from service.desk.desk_store import DeskStore
from service.desk.ports import AuditLog
from service.desk.reach import Reaching
from service.desk.rings import Concern


class Signing(Protocol):
    """`service.desk.approving.Approving`: asks for a passkey's signature, and verifies it."""

    def ask(self, content: bytes, approver: int, now: datetime) -> Asked: ...

    def verify(
        self, nonce: bytes, content: bytes, approver: int, answer: str, now: datetime
    ) -> Mapping[str, Any]:
        """The proof, for the log. Raises Spent, PasskeyRefused; uses nothing up."""
        ...


class Ring(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at the desk must hear of this now. `staff`: whom; None: whoever may decide.

    `why`: a `service.desk.rings.Why`, or else an English sentence, which is said as it stands.
    `said`: what somebody wrote with it, such as the reason of a return. `concerns`: hazards and
    ground, where the subject alone does not say them.
    """

    why: str
    subject: str
    staff: int | None = None
    said: str = ""
    concerns: tuple[Concern, ...] = ()


class DeskMeans(msgspec.Struct, frozen=True, kw_only=True):
    """`core` are the pipeline's means. `wake` starts the dispatcher after an issue; `ring` rings
    people of the desk. `issuer`: the mayor's or town's name as it stands in texts. `town`: the
    whole town's ground, where it is known. `drafts` says which languages have machine drafts now;
    `sentence_states`: language -> phrase id -> state of that sentence. Both change as words are
    reviewed. `site_states`: what the town's map says of its sites now, by each of their names.
    """

    core: Means
    voice: Voice
    store: DeskStore
    audit: AuditLog
    reaching: Reaching
    signing: Signing
    wake: Callable[[], None]
    ring: Callable[[Ring], None] = lambda _ring: None
    issuer: str = ""
    town: Area | None = None
    drafts: Callable[[], frozenset[str]] = frozenset
    sentence_states: Callable[[], Mapping[str, Mapping[str, str]]] = dict
    site_states: Callable[[], Mapping[str, SiteState]] = dict

    @property
    def unchecked(self) -> frozenset[str]:
        return self.drafts()

    @property
    def states(self) -> Mapping[str, Mapping[str, str]]:
        return self.sentence_states()

    def mode_here(self, wanted: Mode) -> Mode:
        """In a training space everything is training; elsewhere real or drill as chosen.

        Raises DeskRefused for training outside a training space: it reaches nobody there.
        """
        if self.core.policy.mode is Mode.TRAINING:
            return Mode.TRAINING
        if wanted is Mode.TRAINING:
            raise DeskRefused("this is no training space; choose a real alert or a drill")
        return wanted

    def touched(self, alert_id: str, area: Area) -> Area:
        """`area` and the ground that the live alert has: who is left out is told of it too, so a
        change needs somebody who may decide for both."""
        known = self.core.alerts.alert(alert_id) if alert_id else None
        if known is None or known.latest.area == area:
            return area
        return union([area, known.latest.area])

    def previous_key(self, alert_id: str) -> ReportKey | None:
        """What the desk's last message about this alert is called; None if it sent none."""
        issued = self.store.issued_for(alert_id) if alert_id else ()
        if not issued:
            return None
        newest = issued[0]
        sender = self.voice.senders.get(newest.mode)
        if sender is None:
            return None
        return ReportKey(sender=sender, identifier=newest.identifier, sent=newest.sent)
