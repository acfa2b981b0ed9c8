"""The demo from its first phone to its verdict: the file to read first.

Opens push services, starts the service, registers phones, replays the drill step by step, and lets
the judge speak. Whatever is opened or started here is closed and ended here.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from service.demo import drill
from service.demo.browsers.guest import Guest
from service.demo.cap_area import cap_area
from service.demo.city import ALL
from service.demo.drill import Bulletin
from service.demo.http_server import HttpServers
from service.demo.judge import Finding, Step, judge
from service.demo.phones import Phone, make_phones
from service.demo.push_service import PushServices
from service.demo.reading import why_unreadable
from service.demo.registration import Registrar
from service.demo.sabotage import Sabotage, copying, telling
from service.demo.scene import Scene
from service.demo.server import DemoFailed, Server, operate, prepare
from service.demo.settings_file import free_port, write_settings
from service.demo.stage import Stage
from service.demo.tally import tally

_PUSH_SERVICES = 2
_READY_S = 60.0
_COMMAND_S = 60.0
_POLL_S = 0.05
STEPS = ("order", "update", "all_clear")

Progress = Callable[[Path, str], Mapping[str, Any]]
"""Asks the service behind a control socket how far the newest revision of an alert is."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to run. `patience_s` bounds registering, and each step of the drill."""

    phones: int
    seed: int
    sabotage: Sabotage | None
    patience_s: float


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Findings for order, update and all-clear; defects that the push services saw, counted."""

    findings: tuple[Finding, ...]
    defects: dict[str, int]

    @property
    def is_good(self) -> bool:
        clean = all(finding.is_clean for finding in self.findings)
        return clean and not self.defects and bool(self.findings[0].inside)

    def line(self) -> dict[str, Any]:
        """The JSON object of `--once`: the order's figures, then the two later steps."""
        order, *later = (finding.counts() for finding in self.findings)
        return {
            "exercise": True,
            **order,
            **dict(zip(STEPS[1:], later, strict=True)),
            "defects": self.defects,
        }


class Exercise:
    """One running service with its phones. Made by `opened`."""

    def __init__(
        self,
        scene: Scene,
        phones: Sequence[Phone],
        services: PushServices,
        server: Server,
        settings: Path,
        progress: Progress,
        stage: Stage,
        patience_s: float,
    ) -> None:
        self.server = server
        self._scene = scene
        self._phones = phones
        self._services = services
        self._settings = settings
        self._progress = progress
        self._stage = stage
        self._patience_s = patience_s
        self._steps: list[Step] = []
        self._sent: list[Bulletin] = []

    def carry_out(self) -> Verdict:
        """The whole drill, as an alert of its own each time. Raises `DemoFailed` if a step cannot
        be carried out.
        """
        scene = self._scene
        self._steps, self._sent = [], []
        self._step("flood order", drill.order(self._moment(), scene.ordered))
        self._step("update", drill.update(self._moment(), scene.widened, self._sent))
        self._step("all-clear", drill.all_clear(self._moment(), scene.widened, self._sent))
        verdict = Verdict(findings=self._judged(), defects=dict(self._services.defects))
        self._stage.show_end(verdict.findings, verdict.defects)
        return verdict

    @property
    def settings(self) -> Path:
        return self._settings

    def follow(self, alert_id: str, committed: float) -> Finding:
        """Judges what people sent from the desk: first revision, over the area of its public CAP.

        Raises `DemoFailed` if it is not delivered in time.
        """
        area = cap_area(f"{self.server.base_url}/feeds/cap/{alert_id}.xml")
        self._steps = [Step(alert_id=alert_id, revision=1, committed=committed, area=area)]
        self._await_delivery("from the desk", self._steps[0])
        (finding,) = self._judged()
        counts = tally(self._phones, finding, area, committed)
        self._stage.show_step("from the desk", counts, finding)
        return finding

    def told(self) -> dict[str, int]:
        """How many messages of each alert phones have decrypted so far."""
        return dict(Counter(one.alert_id for one in tuple(self._services.received)))

    def _step(self, title: str, bulletin: Bulletin) -> None:
        step = self._issue(bulletin)
        self._steps.append(step)
        self._sent.append(bulletin)
        self._await_delivery(title, step)
        finding = self._judged()[-1]
        counts = tally(self._phones, finding, bulletin.area, step.committed)
        self._stage.show_step(title, counts, finding)

    def _issue(self, bulletin: Bulletin) -> Step:
        file = self._settings.parent / f"{bulletin.identifier}.xml"
        file.write_bytes(drill.to_xml(bulletin))
        ending = ["--all-clear", self._steps[0].alert_id] if bulletin.is_over else []
        issued = operate(["issue", *ending, str(file)], self._settings, _COMMAND_S)
        return Step(
            alert_id=issued.alert_id,
            revision=issued.revision,
            committed=issued.committed,
            area=None if bulletin.is_over else bulletin.area,
        )

    def _await_delivery(self, title: str, step: Step) -> None:
        """Until the service owes nobody anything more. Raises `DemoFailed`."""
        deadline = time.monotonic() + self._patience_s
        wanted = len(self._judged()[-1].inside)
        with self._stage.bar(title, wanted) as show:
            while not self._is_delivered(step):
                self.server.check_alive()
                show(min(self._count(step), wanted))
                if time.monotonic() > deadline:
                    waited = f"{title}: not delivered after {self._patience_s:.0f} s"
                    raise DemoFailed(f"{waited}\n{self.server.tail()}")
                time.sleep(_POLL_S)
            show(min(self._count(step), wanted))

    def _is_delivered(self, step: Step) -> bool:
        told = self._progress(self._settings.parent / "hansho.sock", step.alert_id)
        is_newest = told["number"] == step.revision
        return bool(is_newest and told["all_recorded"] and not told["counts"].get("owed", 0))

    def _count(self, step: Step) -> int:
        """Messages of this step that phones have decrypted so far."""
        received = tuple(self._services.received)
        return sum(
            (one.alert_id, one.revision) == (step.alert_id, step.revision) for one in received
        )

    def _judged(self) -> tuple[Finding, ...]:
        received = tuple(self._services.received)
        return judge(self._steps, self._phones, received, why_unreadable)

    def _moment(self) -> datetime:
        """Now, in a later second than the bulletin before: CAP times have whole seconds."""
        last = self._sent[-1].sent.timestamp() if self._sent else 0.0
        while (now := time.time()) < last + 1:
            time.sleep(_POLL_S)
        return datetime.fromtimestamp(int(now), UTC)


@contextmanager
def opened(
    options: Options,
    scene: Scene,
    folder: Path,
    progress: Progress,
    stage: Stage,
    guest: Guest | None = None,
    host: str = "127.0.0.1",
) -> Iterator[Exercise]:
    """Everything up and all phones confirmed; closed again on leaving. Raises `DemoFailed`.

    `guest` is a real browser that may register beside the simulated phones. `host`: what addresses
    call this machine; a desk with passkeys needs `localhost`.
    """
    with ExitStack() as stack:
        port = free_port()
        base_url = f"http://{host}:{port}"
        registrar = stack.enter_context(Registrar(base_url, telling(options.sabotage)))
        services = PushServices(registrar.take_nonce, copying(options.sabotage))
        http = stack.enter_context(HttpServers(_PUSH_SERVICES, services.answer))
        origins, stand_ins = http.origins, {}
        if guest is not None:
            origins, stand_ins = (*origins, *guest.push_origins), dict(guest.stand_ins)
        settings = write_settings(
            folder,
            port,
            origins,
            scene.gazetteer,
            stand_ins,
            scene.city,
            name=host,
            town_areas=[ALL] if scene.gazetteer else [],
        )
        prepare(["keys", "init"], settings, _COMMAND_S)
        server = stack.enter_context(Server(settings, base_url, folder / "server.log"))
        server.wait_ready(_READY_S)
        now = time.time()
        phones = make_phones(scene.nodes, http.origins, options.phones, options.seed, now)
        _register(phones, registrar, services, server, stage, options.patience_s)
        yield Exercise(
            scene, phones, services, server, settings, progress, stage, options.patience_s
        )


def _register(
    phones: Sequence[Phone],
    registrar: Registrar,
    services: PushServices,
    server: Server,
    stage: Stage,
    patience_s: float,
) -> None:
    key = registrar.push_key()
    services.subscribe(phones, key.public_key)
    try:
        with stage.bar("phones registered and confirmed", len(phones)) as show:
            registrar.register(phones, key.key_id, patience_s, show)
    except DemoFailed as error:
        raise DemoFailed(f"{error}\n{server.tail()}") from error
