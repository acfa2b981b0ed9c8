"""PublicState: a number that is another after every commit which changes what anybody may read.

Pages that were made of an older number are not served any more. The number is raised by triggers on
the tables themselves, so that no way of writing them, today's or a later one, can forget to.
"""

import sqlite3

# What pages, feeds and lists are made of. Who was told of an alert, and how the sending goes on, is
# none of it: that changes many times a second while an alert goes out.
_WATCHED = (
    "INSERT ON alerts",
    "DELETE ON alerts",
    "UPDATE OF alert_id, sender, source, part, first_issued, longest_valid_until, latest, live, "
    "strength, valid_until ON alerts",
    "INSERT ON revisions",
    "DELETE ON revisions",
    "UPDATE OF alert, number, runs, body ON revisions",
    "INSERT ON editions",
    "UPDATE ON editions",
    "DELETE ON editions",
    "INSERT ON city_changes",
    "UPDATE ON city_changes",
    "DELETE ON city_changes",
)


class PublicState:
    """Any thread may read `number`; only the writing thread raises it."""

    def __init__(self) -> None:
        self.number = 0
        self._touched = False

    def watch(self, connection: sqlite3.Connection) -> None:
        """Lays the triggers for this connection alone: nothing of them is in the file."""
        connection.create_function("public_state_changes", 0, self._touch)
        for at, what in enumerate(_WATCHED):
            verb, _, table = what.rpartition(" ON ")
            connection.execute(
                f"CREATE TEMP TRIGGER public_state_{at} AFTER {verb} ON main.{table} "
                "BEGIN SELECT public_state_changes(); END"
            )

    def settled(self) -> None:
        """After every attempt to commit, and before anybody hears of it.

        Also after one that failed: what a failing disk took may be there all the same.
        """
        if self._touched:
            self._touched = False
            self.number += 1

    def _touch(self) -> int:
        self._touched = True
        return 0
