"""Who wrote something and is let in no more: told to whoever decides on it."""

from collections.abc import Iterable

import msgspec

from service.desk.acting import DeskRefused
from service.desk.ports import MACHINE, Sought
from service.desk_page.scene import Scene
from service.web.desk.asking import read_json
from service.wiring import Service


class Asking(msgspec.Struct, frozen=True):
    """`knows`: whoever asks has ticked that they read whose account was closed."""

    knows: bool = False


def closed_accounts(scene: Scene, service: Service, writers: Iterable[int]) -> tuple[str, ...]:
    """A sentence for each of them whose account is closed: by whom, and since when."""
    return tuple(
        _said(scene, service, number)
        for number in sorted(writers)
        if (one := service.staff.person(number)) is not None and not one.active
    )


def refuse_unread(body: bytes, closed: tuple[str, ...]) -> None:
    """Raises DeskRefused unless it was ticked. There is nothing to tick where nobody is gone."""
    if closed and not (body and read_json(body, Asking).knows):
        raise DeskRefused(
            "an account of those who wrote this was closed since; ask why, tick that you approve "
            "it all the same, then press again"
        )


def _said(scene: Scene, service: Service, number: int) -> str:
    sought = Sought(act="staff.disable", subject=f"staff:{number}")
    name = scene.named(number)
    for row in service.audit.latest(sought, 1):
        by = scene.say("closed.machine") if row.actor == MACHINE else scene.named(row.actor)
        return scene.say("closed.by", name=name, by=by, when=scene.clock(row.at))
    return scene.say("closed", name=name)
