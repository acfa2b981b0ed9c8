"""A desk with what waits for it: an agency's warning, and the policy; over either store."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec

from alerts.model import Kind, Origin, Revision, Strength
from alerts.pipeline import issue_of
from alerts.release import Handling, Release
from alerts.testing import MemoryAlertStore, MemoryStore, MemorySubscriptionStore
from alerts.testing_examples import warning
from service.desk.policy_room import PolicyRoom
from service.desk.policy_store import PolicyStore
from service.desk.testing import MemoryAuditLog, MemoryStaffStore
from service.desk.testing_desk_store import MemoryDeskStore
from service.desk.testing_policy_store import MemoryPolicyStore
from service.desk.warning_room import WarningRoom
from service.store.sqlite.store import open_store
from tests.factories import NOW
from tests.service.desk.rig import RIVERSIDE, Rig, rig_over

ALERT_ID = "bellbellbellbell"
FLOOD = (Kind.FLOOD, Strength.READY, "")


class Town(msgspec.Struct, kw_only=True):
    rig: Rig
    store: PolicyStore
    policy: PolicyRoom
    warnings: WarningRoom
    woken: list[bool]

    def issue(
        self, number: int = 1, handling: Handling = Handling.APPROVAL, **changes: object
    ) -> Revision:
        """A flood warning for the riverside, handled so."""
        given = {
            "area": RIVERSIDE.area,
            "strength": Strength.LEAVE,
            "sent": NOW - timedelta(minutes=1),
            "issued": NOW,
            "expires": NOW + timedelta(hours=3),
            **changes,
        }
        revision = warning(ALERT_ID, number, **given)
        core = self.rig.desk.means.core
        known = self.rig.alerts.alert(ALERT_ID)
        origin = known.origin if known else _ORIGIN
        release = Release(feed="agency", handling=handling, at=NOW, reasons=("because",))
        made = issue_of(origin, revision, core, None)
        untold = handling is not Handling.AUTOMATIC
        self.rig.alerts.issue(
            [msgspec.structs.replace(made, release=release, untold=untold)], None, []
        )
        return revision


_ORIGIN = Origin(sender="agency", source="", part="氾濫")


@contextmanager
def town_over(kind: str, folder: Path) -> Iterator[Town]:
    """`kind`: memory or sqlite."""
    woken: list[bool] = []

    def wake() -> None:
        woken.append(True)

    if kind == "memory":
        memory, log = MemoryStore(), MemoryAuditLog()
        staff, alerts = MemoryStaffStore(log), MemoryAlertStore(memory)
        desk = MemoryDeskStore(alerts, staff, log)
        made = rig_over(alerts, MemorySubscriptionStore(memory), desk, staff, log, wake)
        yield _town(made, MemoryPolicyStore(memory, staff, log), woken)
        return
    file = open_store(folder / "hansho.db")
    made = rig_over(file.alerts, file.subscriptions, file.desk, file.staff, file.audit, wake)
    yield _town(made, file.policies, woken)
    file.close()


def _town(rig: Rig, store: PolicyStore, woken: list[bool]) -> Town:
    means = rig.desk.means
    return Town(
        rig=rig,
        store=store,
        policy=PolicyRoom(means, store),
        warnings=WarningRoom(means, store),
        woken=woken,
    )
