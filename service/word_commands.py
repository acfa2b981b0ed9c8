"""`words` over the control socket: corrections from files, in a person's name."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from service.commands import CommandRefused
from service.desk.accounts import name_key
from service.desk.ports import Role, Staff, StaffStore
from service.desk.roles import has_role
from service.desk.word_room import WordRoom


class WordCommands:
    """One command in, one JSON object out. Raises CommandRefused."""

    def __init__(self, room: WordRoom, staff: StaffStore) -> None:
        self._room = room
        self._staff = staff

    def handle(self, command: Mapping[str, Any]) -> dict[str, Any]:
        given = msgspec.convert(command["words"], type=dict[str, dict[str, str]])
        now = datetime.now(UTC)
        person = self._person(str(command["by"]), now)
        wishes = {
            (language, id): words for language, said in given.items() for id, words in said.items()
        }
        brought = self._room.bring(person, wishes, now)
        return {"waiting": brought.count, "refused": list(brought.refused), "next": "/desk/words"}

    def _person(self, name: str, now: datetime) -> Staff:
        for one in self._staff.everyone():
            if name_key(one.name) == name_key(name) and has_role(one, Role.TRANSLATOR, now):
                return one
        raise CommandRefused(f"no translator here is called {name}; see `hansho staff list`")
