"""open_store: the three ports over one SQLite file."""

from pathlib import Path

from service.store.sqlite.alert_store import SqliteAlertStore
from service.store.sqlite.database import Database
from service.store.sqlite.ledger import SqliteLedger
from service.store.sqlite.subscription_store import SqliteSubscriptionStore


class SqliteStore:
    """`alerts`, `subscriptions` and `ledger`; any thread may use them, one process at a time."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.alerts = SqliteAlertStore(self.database)
        self.subscriptions = SqliteSubscriptionStore(self.database)
        self.ledger = SqliteLedger(self.database)

    def close(self) -> None:
        """Commits what waits and gives the lock back."""
        self.database.close()


def open_store(path: Path) -> SqliteStore:
    """Opens or creates the file. Raises StoreUnavailable: in use, not ours, too new, no disk."""
    return SqliteStore(path)
