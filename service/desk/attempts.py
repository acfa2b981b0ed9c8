"""How often a code may be guessed, so that guessing fails and nobody is shut out by it.

Only codes are counted: one-time passwords and recovery codes. A passkey cannot be guessed, and
asking for its challenge stores nothing; so passkeys are never limited here, and whoever fails on
every account keeps nobody with a passkey out. Networks from which an account came in within a day
keep a *reserve* of their own, which strangers cannot use up.
"""

import secrets
import threading
from collections.abc import Hashable
from datetime import datetime, timedelta

from service.errors import TooMany
from service.network_prefix import salted_prefix

WINDOW = timedelta(minutes=15)
KNOWN_FOR = timedelta(days=1)
PER_ACCOUNT = 5
PER_NETWORK = 20
_SALT_BYTES = 32


class Attempts:
    """Counts failures in memory, by account and by network prefix under a salt.

    `account`: whatever stands for one, also for a name that nobody has: were those counted
    together, a name would be known by when it is closed.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._salt = secrets.token_bytes(_SALT_BYTES)
        self._failures: dict[Hashable, list[datetime]] = {}
        self._known: dict[tuple[Hashable, bytes], datetime] = {}

    def begin(self, account: Hashable, address: str, now: datetime) -> None:
        """Before a code is looked at: it counts as wrong until `succeeded` says otherwise, so that
        many that are tried at once are no more than many in a row. Raises TooMany."""
        with self._lock:
            self._forget(now)
            self._check(account, address)
            for bucket in self._buckets(account, address):
                self._failures.setdefault(bucket, []).append(now)

    def check(self, account: Hashable, address: str, now: datetime) -> None:
        """Whether one more may be tried; counts nothing. Raises TooMany, saying what works."""
        with self._lock:
            self._forget(now)
            self._check(account, address)

    def succeeded(self, account: Hashable, address: str, now: datetime) -> None:
        """The one that `begin` counted at `now` was right. From now on for a day this network has
        the account's reserve. Strangers' failures go on counting: else each login of the person
        would give them as many guesses again."""
        with self._lock:
            for bucket in self._buckets(account, address):
                if now in self._failures.get(bucket, ()):
                    self._failures[bucket].remove(now)
            self._known[account, salted_prefix(address, self._salt)] = now

    def _check(self, account: Hashable, address: str) -> None:
        for bucket, most in self._buckets(account, address).items():
            if len(self._failures.get(bucket, ())) >= most:
                raise TooMany("too many wrong codes; log in with a passkey, or wait 15 minutes")

    def _buckets(self, account: Hashable, address: str) -> dict[Hashable, int]:
        """Where a failure counts, and how many are too many there."""
        prefix = salted_prefix(address, self._salt)
        if (account, prefix) in self._known:
            return {("known", account, prefix): PER_ACCOUNT}
        return {("account", account): PER_ACCOUNT, ("network", prefix): PER_NETWORK}

    def _forget(self, now: datetime) -> None:
        self._failures = {
            bucket: kept
            for bucket, times in self._failures.items()
            if (kept := [one for one in times if now - one < WINDOW])
        }
        self._known = {key: at for key, at in self._known.items() if now - at < KNOWN_FOR}
