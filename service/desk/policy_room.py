"""PolicyRoom: what may go by itself. One person proposes; another one's passkey makes it hold.

Also switching something off needs two: a town that is not told of a tsunami drowns as quietly as
one that is told too often stops reading.
"""

from datetime import datetime

from alerts.model import Kind, Strength
from alerts.release import DEFAULT, Handling, ReleasePolicy
from service.desk.acting import Changed, DeskRefused, NotAllowed, Who, allow
from service.desk.approving import Asked
from service.desk.means import DeskMeans, Ring
from service.desk.policies import Policy, Stage, changed, differences, refuse_faulty
from service.desk.policy_store import PolicyApproval, PolicyStore
from service.desk.ports import MACHINE, Entry
from service.desk.rings import Why
from service.desk.roles import Act
from service.errors import NotFound

BY_COMMAND = "hansho staff policy import"


class PolicyRoom:
    """Raises NotAllowed, NotFound, DeskRefused, DeskChanged, Changed, Spent, PasskeyRefused."""

    def __init__(self, means: DeskMeans, store: PolicyStore) -> None:
        self._means = means
        self._store = store

    def holds(self) -> ReleasePolicy:
        """What holds now; the built-in one until a town has decided."""
        found = self._store.holds()
        return DEFAULT if found is None else found.policy

    def approved(self) -> Policy | None:
        return self._store.holds()

    def policy(self, id: int) -> Policy:
        found = self._store.policy(id)
        if found is None:
            raise NotFound("there is no such proposal; the list shows those that there are")
        return found

    def history(self) -> tuple[Policy, ...]:
        """Newest first."""
        return self._store.policies()

    def change(
        self,
        who: Who,
        line: tuple[Kind, Strength, str],
        handling: Handling,
        reason: str,
        now: datetime,
    ) -> Policy:
        """Proposes what holds with one line changed. `line`: kind, strength, part."""
        return self.propose(who, changed(self.holds(), *line, handling), reason, now)

    def propose(self, who: Who, policy: ReleasePolicy, reason: str, now: datetime) -> Policy:
        """What waits already and says the same is found again."""
        kinds = self._kinds(policy)
        for kind in (None, *kinds):
            allow(who, Act.PROPOSE_POLICY, kind, None, now)
        refuse_faulty(policy)
        if not reason.strip():
            raise DeskRefused("write the reason, so that others can judge whether it still holds")
        if not kinds:
            raise DeskRefused("this holds already; change at least one line")
        made = self._made(policy, reason, who.number, now, Stage.WAITING)
        for one in self.history():
            is_theirs = one.stage is Stage.WAITING and one.proposed_by == who.number
            if is_theirs and one.hash == made.hash:
                return one
        return self._put(made, "policy.propose")

    def bring(self, policy: ReleasePolicy, now: datetime) -> Policy:
        """From a file, by a command: a draft that a person at the desk has still to propose."""
        refuse_faulty(policy)
        if not differences(self.holds(), policy):
            raise DeskRefused("this holds already; change at least one line")
        return self._put(self._made(policy, BY_COMMAND, MACHINE, now, Stage.DRAFT), "policy.import")

    def take_up(self, who: Who, id: int, reason: str, now: datetime) -> Policy:
        """A person makes a draft their own proposal."""
        allow(who, Act.PROPOSE_POLICY, None, None, now)
        found = self.policy(id)
        if found.stage is not Stage.DRAFT:
            raise DeskRefused(f"this was decided already: {found.stage.value}")
        return self.propose(who, found.policy, reason, now)

    def ask(self, who: Who, id: int, now: datetime) -> Asked:
        found = self._decidable(who, id, now)
        return self._means.signing.ask(found.hash, who.number, now)

    def approve(self, who: Who, id: int, nonce: bytes, answer: str, now: datetime) -> Policy:
        """Holds from this moment on."""
        found = self._decidable(who, id, now)
        proof = self._means.signing.verify(nonce, found.hash, who.number, answer, now)
        approval = PolicyApproval(id=id, approver=who.number, nonce=nonce, at=now)
        entry = _entry("policy.approve", found, who.number, now, proof=proof)
        self._store.approve(approval, entry)
        return self.policy(id)

    def reject(self, who: Who, id: int, why: str, now: datetime) -> None:
        found = self._open(id)
        self._allow(who, found, now)
        if not why.strip():
            raise DeskRefused("write the reason, so that the author can mend it")
        entry = _entry("policy.reject", found, who.number, now, reason=why.strip())
        self._store.decide(id, Stage.REJECTED, who.number, now, why.strip(), entry)
        if found.proposed_by != MACHINE:
            self._ring(Why.REJECTED, found, found.proposed_by, why.strip())

    def drop(self, who: Who, id: int, now: datetime) -> None:
        """Taken back by who proposed it."""
        allow(who, Act.PROPOSE_POLICY, None, None, now)
        found = self._open(id)
        if who.number != found.proposed_by:
            raise DeskRefused("only who proposed it can take it back; an approver rejects it")
        entry = _entry("policy.drop", found, who.number, now)
        self._store.decide(id, Stage.DROPPED, who.number, now, "", entry)

    def hindrance(self, who: Who, found: Policy, now: datetime) -> str:
        """Why this person cannot approve it, in a sentence; "" if they can."""
        try:
            self._check(who, found, now)
        except DeskRefused as error:
            return str(error)
        return ""

    def may(self, who: Who, act: Act, now: datetime) -> bool:
        """Whether a form for it is of any use to this person."""
        try:
            allow(who, act, None, None, now)
        except NotAllowed:
            return False
        return True

    def _decidable(self, who: Who, id: int, now: datetime) -> Policy:
        found = self._open(id)
        self._check(who, found, now)
        return found

    def _check(self, who: Who, found: Policy, now: datetime) -> None:
        self._allow(who, found, now)
        if found.stage is not Stage.WAITING:
            raise DeskRefused("somebody has to propose this first; read it, then propose it")
        if who.number == found.proposed_by:
            raise DeskRefused("you proposed this; another person has to approve it")
        held = self._store.holds()
        if found.replaces != (b"" if held is None else held.hash):
            raise Changed(("Another policy holds meanwhile. Propose it anew.",))

    def _allow(self, who: Who, found: Policy, now: datetime) -> None:
        for kind in (None, *self._kinds(found.policy)):
            allow(who, Act.POLICY, kind, None, now)

    def _kinds(self, policy: ReleasePolicy) -> tuple[Kind, ...]:
        """The hazards of which it would say something else."""
        return tuple(dict.fromkeys(one.kind for one in differences(self.holds(), policy)))

    def _open(self, id: int) -> Policy:
        found = self.policy(id)
        if found.stage not in (Stage.DRAFT, Stage.WAITING):
            raise DeskRefused(f"this was decided already: {found.stage.value}")
        return found

    def _made(
        self, policy: ReleasePolicy, reason: str, by: int, now: datetime, stage: Stage
    ) -> Policy:
        held = self._store.holds()
        return Policy(
            policy=policy,
            reason=reason.strip(),
            proposed_by=by,
            proposed_at=now,
            replaces=b"" if held is None else held.hash,
            stage=stage,
        )

    def _put(self, made: Policy, act: str) -> Policy:
        entry = _entry(act, made, made.proposed_by, made.proposed_at, reason=made.reason)
        stored = self._store.propose(made, entry)
        self._ring(Why.POLICY, stored)
        return stored

    def _ring(self, why: Why, found: Policy, staff: int | None = None, said: str = "") -> None:
        self._means.ring(Ring(why=why, subject=f"policy:{found.id}", staff=staff, said=said))


def _entry(act: str, found: Policy, by: int, now: datetime, **more: object) -> Entry:
    subject = f"policy:{found.id}" if found.id else f"policy:{found.hash.hex()[:8]}"
    return Entry(
        at=now, actor=by, act=act, subject=subject, body={"hash": found.hash.hex(), **more}
    )
