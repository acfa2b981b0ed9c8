"""All sender processes: started, told, listened to, and replaced when they die or hang."""

import contextlib
import logging
import os
import selectors
from collections.abc import Callable

from alerts.dispatch import Alarm
from service.sending.child import Child, Gone, Spawn
from service.sending.frames import Answers, AtOnce, Batch, Drop

_DEATHS_THAT_ALARM = 3
_log = logging.getLogger(__name__)


class Crew:
    """Used by the conductor's thread alone, but for `ring_bell`.

    `on_answers` may raise Gone. `on_lost` hears of a process that is no more, with its flights.
    """

    def __init__(
        self,
        spawn: Spawn,
        count: int,
        silence_s: float,
        on_answers: Callable[[Child, Answers], None],
        on_lost: Callable[[Child], None],
        ring: Callable[[Alarm], None],
    ) -> None:
        self.children = [Child(number, spawn) for number in range(count)]
        self._silence_s = silence_s
        self._on_answers = on_answers
        self._on_lost = on_lost
        self._ring = ring
        self._selector = selectors.DefaultSelector()
        self._bell = os.eventfd(0, os.EFD_NONBLOCK)
        self._selector.register(self._bell, selectors.EVENT_READ)

    def ring_bell(self) -> None:
        """Ends a `listen` that waits. Any thread."""
        with contextlib.suppress(OSError):  # closed meanwhile
            os.eventfd_write(self._bell, 1)

    def freest(self, spread: int) -> Child | None:
        """The one with most room among the first `spread` of them, else among all that are up."""
        up = [child for child in self.children if child.is_up]
        near = [child for child in up if child.number < spread]
        return max(near or up, key=Child.room, default=None)

    def waits(self, clock: float) -> list[float]:
        """Seconds until those that died are to be started anew."""
        times = [child.start_at for child in self.children]
        return [max(0.0, at - clock) for at in times if at is not None]

    def start_due(self, clock: float) -> None:
        for child in self.children:
            if child.start_at is None or child.start_at > clock:
                continue
            try:
                child.start()
            except OSError as error:
                self._alarm(f"No sender process can be started: {error}.")
            else:
                self._selector.register(child, selectors.EVENT_READ)

    def tell(self, child: Child, order: Batch | Drop | AtOnce) -> None:
        """Nothing happens if it is down: what it had has come back already."""
        if not child.is_up:
            return
        try:
            child.send(order)
            self._watch(child)
        except Gone as gone:
            self._bury(child, gone)

    def listen(self, wait_s: float) -> None:
        """Waits for the bell or for what any of them says."""
        for key, events in self._selector.select(wait_s):
            if isinstance(key.fileobj, Child):
                self._hear(key.fileobj, events)
            else:
                os.eventfd_read(self._bell)

    def look_around(self, clock: float) -> None:
        """Whoever hangs is ended."""
        for child in self.children:
            if child.is_up and child.silent_for(clock) > self._silence_s:
                self._bury(child, Gone("it hangs"))

    def close(self) -> None:
        for child in self.children:
            if child.is_up:
                self._selector.unregister(child)
                child.close()
        self._selector.close()
        os.close(self._bell)

    def _hear(self, child: Child, events: int) -> None:
        if not child.is_up:
            return
        try:
            if events & selectors.EVENT_WRITE:
                child.write()
                self._watch(child)
            if events & selectors.EVENT_READ:
                for answers in child.read():
                    if answers.batch not in child.flights:
                        raise Gone("it answers to what it was not given")
                    self._on_answers(child, answers)
        except Gone as gone:
            self._bury(child, gone)

    def _watch(self, child: Child) -> None:
        writing = selectors.EVENT_WRITE if child.wants_to_write else 0
        self._selector.modify(child, selectors.EVENT_READ | writing)

    def _bury(self, child: Child, gone: Gone) -> None:
        _log.warning("sender process %d: %s; what it had is sent by another", child.number, gone)
        self._selector.unregister(child)
        child.bury()
        self._on_lost(child)
        if child.deaths >= _DEATHS_THAT_ALARM:
            self._alarm(f"A sender process keeps dying: {gone}.")

    def _alarm(self, what: str) -> None:
        text = f"{what} Look at this machine's memory and its log; the others go on."
        self._ring(Alarm(topic="sender", service="", text=text))
