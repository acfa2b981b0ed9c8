"""open_store: every port over one SQLite file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from service.store.sqlite.alert_store import SqliteAlertStore
from service.store.sqlite.audit_log import SqliteAuditLog
from service.store.sqlite.city_store import SqliteCityStore
from service.store.sqlite.database import Database
from service.store.sqlite.desk_store import SqliteDeskStore
from service.store.sqlite.ledger import SqliteLedger
from service.store.sqlite.lineage import SqliteLineage
from service.store.sqlite.policy_store import SqlitePolicyStore
from service.store.sqlite.reopening_store import SqliteReopeningStore
from service.store.sqlite.ring_store import SqliteRingStore
from service.store.sqlite.seen_store import SqliteSeenStore
from service.store.sqlite.staff_store import SqliteStaffStore
from service.store.sqlite.subscription_store import SqliteSubscriptionStore
from service.store.sqlite.word_store import SqliteWordStore


class SqliteStore:
    """`alerts`, `subscriptions`, `ledger`, `city`, `staff`, `audit`, `desk`: all over one file.

    For any thread, one process at a time.
    """

    def __init__(
        self,
        path: Path,
        departing: Callable[[Sequence[int]], None] = lambda _numbers: None,
        on_full: Callable[[], bool] = lambda: False,
    ) -> None:
        """See `SqliteSubscriptionStore` and `Writer` for the two that hear of things."""
        self.database = Database(path, on_full)
        self.alerts = SqliteAlertStore(self.database)
        self.subscriptions = SqliteSubscriptionStore(self.database, departing)
        self.ledger = SqliteLedger(self.database)
        self.city = SqliteCityStore(self.database)
        self.staff = SqliteStaffStore(self.database)
        self.audit = SqliteAuditLog(self.database)
        self.desk = SqliteDeskStore(self.database)
        self.rings = SqliteRingStore(self.database)
        self.reopenings = SqliteReopeningStore(self.database)
        self.policies = SqlitePolicyStore(self.database)
        self.words = SqliteWordStore(self.database)
        self.seen = SqliteSeenStore(self.database)
        self.lineage = SqliteLineage(self.database)

    def close(self) -> None:
        """Commits what waits and gives the lock back."""
        self.database.close()


def open_store(
    path: Path,
    departing: Callable[[Sequence[int]], None] = lambda _numbers: None,
    on_full: Callable[[], bool] = lambda: False,
) -> SqliteStore:
    """Opens or creates the file. Raises StoreUnavailable: in use, not ours, too new, no disk."""
    return SqliteStore(path, departing, on_full)
