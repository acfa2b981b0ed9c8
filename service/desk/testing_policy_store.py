"""MemoryPolicyStore: the in-memory twin of `PolicyStore`, with the tables' rules."""

from datetime import datetime

import msgspec

from alerts.testing_alerts import MemoryAlertStore
from alerts.testing_store import Issued, MemoryStore
from service.desk.desk_store import RuleBroken
from service.desk.policies import Policy, Stage
from service.desk.policy_store import Declining, PolicyApproval, Pushing
from service.desk.ports import DeskChanged, Entry, StaffStore
from service.desk.testing import MemoryAuditLog

replace = msgspec.structs.replace
_DECIDED = "somebody else has decided on this already; read what became of it"


class MemoryPolicyStore:
    """Issues into `stores`, uses up challenges of `staff`, writes entries into `log`."""

    def __init__(self, stores: MemoryStore, staff: StaffStore, log: MemoryAuditLog) -> None:
        self._stores = stores
        self._alerts = MemoryAlertStore(stores)
        self._staff = staff
        self._log = log
        self._lock = log.lock
        self._all: list[Policy] = []
        self._holds: Policy | None = None

    def propose(self, policy: Policy, entry: Entry) -> Policy:
        with self._lock:
            if policy.stage not in (Stage.DRAFT, Stage.WAITING):
                raise RuleBroken("a policy waits for a second person")
            if policy.stage is Stage.WAITING and policy.proposed_by < 1:
                raise RuleBroken("a person proposes it")
            stored = replace(policy, id=len(self._all) + 1)
            self._all.append(stored)
            self._log.append(entry)
            return stored

    def policy(self, id: int) -> Policy | None:
        return self._all[id - 1] if 1 <= id <= len(self._all) else None

    def policies(self, most: int = 100) -> tuple[Policy, ...]:
        return tuple(self._all[::-1][:most])

    def holds(self) -> Policy | None:
        return self._holds

    def decide(self, id: int, stage: Stage, by: int, at: datetime, why: str, entry: Entry) -> None:
        with self._lock:
            found = self._open(id)
            if stage not in (Stage.REJECTED, Stage.DROPPED):
                raise RuleBroken("another person with a passkey approves it")
            self._put(replace(found, stage=stage, decided_by=by, decided_at=at, why=why), entry)

    def approve(self, approval: PolicyApproval, entry: Entry) -> None:
        with self._lock:
            found = self._open(approval.id)
            if found.stage is not Stage.WAITING:
                raise DeskChanged(_DECIDED)
            if approval.approver in (0, found.proposed_by):
                raise RuleBroken("another person than its proposer approves it")
            if found.replaces != (b"" if self._holds is None else self._holds.hash):
                raise DeskChanged(_DECIDED)
            self._staff.consume(approval.nonce, approval.approver, found.hash, approval.at)
            self._holds = replace(
                found,
                stage=Stage.APPROVED,
                decided_by=approval.approver,
                decided_at=approval.at,
            )
            self._put(self._holds, entry)

    def push(self, pushing: Pushing, entry: Entry) -> None:
        with self._lock, self._stores.lock:
            revision = pushing.issue.revision
            waiting = self._waiting(revision.alert_id, revision.number - 1)
            self._staff.consume(pushing.nonce, pushing.approver, pushing.content, pushing.at)
            waiting.pushed = True
            self._alerts.issue([pushing.issue], None, [])
            self._log.append(entry)

    def decline(self, declining: Declining, entry: Entry) -> None:
        with self._lock, self._stores.lock:
            self._waiting(declining.alert_id, declining.number).pushed = False
            self._log.append(entry)

    def _waiting(self, alert_id: str, number: int) -> Issued:
        history = self._stores.histories.get(alert_id)
        if history is None or len(history.revisions) != number or not history.revisions[-1].waits:
            raise DeskChanged(_DECIDED)
        return history.revisions[-1]

    def _open(self, id: int) -> Policy:
        found = self.policy(id)
        if found is None or found.stage not in (Stage.DRAFT, Stage.WAITING):
            raise DeskChanged(_DECIDED)
        return found

    def _put(self, policy: Policy, entry: Entry) -> None:
        self._all[policy.id - 1] = policy
        self._log.append(entry)
