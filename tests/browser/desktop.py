"""A desktop's notification service on a private D-Bus, so that tests see what a person would see.

The browser hands over what it shows; a test taps it. (Desktop Notifications Specification 1.2.)
"""

import asyncio
import subprocess
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self

from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusSignature
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal

from service.demo.browsers.event_loop import EventLoop

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"

Text = Annotated[str, DBusSignature("s")]
Number = Annotated[int, DBusSignature("u")]
Signed = Annotated[int, DBusSignature("i")]
Texts = Annotated[list[str], DBusSignature("as")]
Hints = Annotated[dict[str, Any], DBusSignature("a{sv}")]
Server = Annotated[list[str], DBusSignature("ssss")]
NumberAndText = Annotated[list[Any], DBusSignature("us")]
NumberAndNumber = Annotated[list[Any], DBusSignature("uu")]


@dataclass(frozen=True)
class Shown:
    """One call of Notify. `replaces` is the number of the notice that it takes the place of."""

    number: int
    replaces: int
    title: str
    body: str
    actions: tuple[str, ...]
    hints: dict[str, Any]

    @property
    def is_silent(self) -> bool:
        return bool(self.hints.get("suppress-sound", False))


class _Notifications(ServiceInterface):
    def __init__(self) -> None:
        super().__init__(_NAME)
        self.calls: list[Shown] = []
        self.visible: dict[int, Shown] = {}
        self.changed = threading.Condition()

    @dbus_method()
    def GetCapabilities(self) -> Texts:  # noqa: N802 (the specification's names)
        return ["actions", "body", "body-markup", "persistence", "sound"]

    @dbus_method()
    def GetServerInformation(self) -> Server:  # noqa: N802
        return ["hansho-tests", "hansho", "1", "1.2"]

    @dbus_method()
    def Notify(  # noqa: N802
        self,
        _app: Text,
        replaces: Number,
        _icon: Text,
        summary: Text,
        body: Text,
        actions: Texts,
        hints: Hints,
        _expires: Signed,
    ) -> Number:
        number = replaces or len(self.calls) + 1
        plain = {name: hint.value for name, hint in hints.items()}
        shown = Shown(number, replaces, summary, body, tuple(actions), plain)
        with self.changed:
            self.calls.append(shown)
            self.visible[number] = shown
            self.changed.notify_all()
        return number

    @dbus_method()
    def CloseNotification(self, number: Number) -> None:  # noqa: N802
        with self.changed:
            self.visible.pop(number, None)
            self.changed.notify_all()
        self.NotificationClosed(number, 3)

    @dbus_signal()
    def ActionInvoked(self, number: int, action: str) -> NumberAndText:  # noqa: N802
        return [number, action]

    @dbus_signal()
    def NotificationClosed(self, number: int, reason: int) -> NumberAndNumber:  # noqa: N802
        return [number, reason]


class Desktop:
    """A context manager; give `environment` to a browser's process."""

    def __init__(self, folder: Path) -> None:
        self._config = folder / "bus.conf"
        self._loop = EventLoop("desktop")
        self._stack = ExitStack()
        self.notices = _Notifications()
        self.address = ""

    def __enter__(self) -> Self:
        self._config.write_text(_BUS_CONFIG, "utf-8")
        command = ["dbus-daemon", f"--config-file={self._config}", "--nofork", "--print-address"]
        daemon = self._stack.enter_context(
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        )
        self._stack.callback(daemon.terminate)
        assert daemon.stdout is not None
        self.address = daemon.stdout.readline().strip()
        self._stack.enter_context(self._loop)
        bus = self._loop.run(self._serve())
        self._stack.callback(lambda: self._loop.run(_disconnect(bus)))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def environment(self) -> dict[str, str]:
        return {"DBUS_SESSION_BUS_ADDRESS": self.address}

    @property
    def calls(self) -> tuple[Shown, ...]:
        return tuple(self.notices.calls)

    @property
    def visible(self) -> tuple[Shown, ...]:
        return tuple(self.notices.visible.values())

    def wait_for(
        self, wanted: Callable[[Shown], bool], *, after: int, seconds: float = 60.0
    ) -> Shown:
        """The first wanted one behind so many calls, once there is one."""
        with self.notices.changed:
            self.notices.changed.wait_for(lambda: any(map(wanted, self.calls[after:])), seconds)
        found = next(filter(wanted, self.calls[after:]), None)
        assert found is not None, f"shown so far: {[call.title for call in self.calls]}"
        return found

    def wait_visible(self, count: int, seconds: float = 60.0) -> tuple[Shown, ...]:
        """What stands on the screen, once it is so many.

        Firefox takes a notice away before it shows what replaces it, so one look may see neither.
        """
        with self.notices.changed:
            self.notices.changed.wait_for(lambda: len(self.visible) == count, seconds)
            found = self.visible
        assert len(found) == count, f"visible: {[one.title for one in found]}"
        return found

    def wait_call(self, *, after: int, seconds: float = 60.0) -> Shown:
        """The only one behind so many calls, once it came."""
        self.wait_for(lambda _: True, after=after, seconds=seconds)
        [call] = self.calls[after:]
        return call

    def tap(self, number: int, action: str = "default") -> None:
        async def tap() -> None:
            self.notices.ActionInvoked(number, action)

        self._loop.run(tap())

    async def _serve(self) -> MessageBus:
        bus = await MessageBus(bus_address=self.address).connect()
        bus.export(_PATH, self.notices)
        await bus.request_name(_NAME)
        return bus


async def _disconnect(bus: MessageBus) -> None:
    bus.disconnect()
    await asyncio.wait_for(bus.wait_for_disconnect(), 5)


_BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
