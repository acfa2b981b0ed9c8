"""One turn of ours: `hansho serve` over a seeded store, an alert for everybody, its withdrawal.

Black box: the service is a child with a settings file, told what to do through its own socket. It
is not looked into but by /proc, and afterwards by its store. What was sent is what the sink says.
"""

import json
import shutil
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from shapely.geometry import Polygon

from alerts.model import Relation
from alerts.ports import SubscriptionStore
from service.bench.dispatch.judging import repeats
from service.bench.measuring import BenchFailed, PeakMemory, cpu_s, wait_for
from service.bench.seeding import Seeded, ring
from service.bench.sink import Sink, Taken
from service.control import ask
from service.demo import drill
from service.demo.server import Server
from service.demo.settings_file import free_port
from service.wiring import store_at

_READY_S, _STALL_S, _SETTLED_S, _LEDGER_S = 120.0, 60.0, 120.0, 600.0
_LOOK_EVERY_S = 0.05
_MOST_KEYED = 0.01
_QUIET_S, _QUIET_WITHIN_S, _QUIET_SHARE = 0.4, 4.0, 0.1


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """One revision from issue to last accepted.

    cpu_s: processor seconds of all our processes until the ledger had all results; sink_cpu_s: of
    nginx meanwhile. first_s, last_s: by the sink's log, since the operator's command was sent;
    settled_s: until the ledger had it. peak_mib: sum of PSS. request_bytes: median, headers as
    compressed and body.
    """

    items: int
    cpu_s: float
    sink_cpu_s: float
    first_s: float
    last_s: float
    settled_s: float
    peak_mib: float
    request_bytes: int
    repeats: int


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """`payloads`: language -> the plaintext that was sent, for the peers to send as well."""

    issued: Sent
    withdrawn: Sent
    alert_id: str
    payloads: dict[str, bytes]


class LedgerCost(msgspec.Struct, frozen=True, kw_only=True):
    """Processor seconds that the ledger alone takes for one revision; see `ledger_child`."""

    people: int
    record_cpu_s: float
    settle_cpu_s: float


def take_turn(folder: Path, town: Path, sink: Sink, seeded: Seeded) -> Turn:
    """Runs in `folder`, which must not exist yet, on a copy of the data folder `town`.

    Raises BenchFailed, DemoFailed.
    """
    settings, url = prepare(folder, town, sink)
    socket = folder / "data" / "hansho.sock"
    with Server(settings, url, folder / "server.log") as server:
        # Not `/readyz`, which counts all phones: with a million of them that is work of seconds.
        server.wait_ready(_READY_S, "/healthz")
        wait_until_quiet(server.pid)
        order = b64encode((folder / "order.xml").read_bytes()).decode()
        run = _Run(server, sink, socket, len(seeded.inside))
        alert_id, issued = run.send({"command": "issue", "report": order})
        _, withdrawn = run.send({"command": "cancel", "alert": alert_id})
    return _judged(folder, alert_id, seeded, (issued, withdrawn))


def ledger_cost(folder: Path, town: Path, sink: Sink) -> LedgerCost:
    """What the ledger takes for the same alert and the same people if nothing is sent."""
    settings, _ = prepare(folder, town, sink)
    module = "service.bench.dispatch.ledger_child"
    command = [sys.executable, "-P", "-m", module, str(settings), str(folder / "order.xml")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LEDGER_S)  # noqa: S603
    if done.returncode != 0:
        raise BenchFailed(f"the ledger alone failed:\n{done.stderr}")
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=LedgerCost)


def prepare(folder: Path, town: Path, sink: Sink) -> tuple[Path, str]:
    """Copies the town, writes the order and the settings; returns their file and the address."""
    folder.mkdir(parents=True)
    shutil.copytree(town, folder / "data")
    order = drill.order(datetime.now(UTC).replace(microsecond=0), Polygon(ring()))
    (folder / "order.xml").write_bytes(drill.to_xml(order))
    port = free_port()
    values = {
        "mode": "training",
        "data_dir": str(folder / "data"),
        "port": port,
        "base_url": f"http://127.0.0.1:{port}",
        "drill_desks": [drill.DESK],
        "push_services": [sink.origin],
        "push_ca_file": str(sink.ca_file),
    }
    # A TOML basic string is written like a JSON string, and so are numbers and flat lists.
    lines = [f"{name} = {json.dumps(value)}\n" for name, value in values.items()]
    settings = folder / "settings.toml"
    settings.write_text("".join(lines), "utf-8")
    return settings, f"http://127.0.0.1:{port}"


def wait_until_quiet(pid: int) -> None:
    """Starting is not sending. Where quiet work never ends, it is not waited for long."""
    until = time.monotonic() + _QUIET_WITHIN_S
    while time.monotonic() < until:
        before = cpu_s(pid)
        time.sleep(_QUIET_S)
        if cpu_s(pid) - before <= _QUIET_SHARE * _QUIET_S:
            return


class _Arrived(msgspec.Struct, frozen=True, kw_only=True):
    sent: Sent
    taken: Taken


class _Run:
    """Sends revisions one after the other and measures each."""

    def __init__(self, server: Server, sink: Sink, socket: Path, people: int) -> None:
        self._server = server
        self._sink = sink
        self._socket = socket
        self._people = people

    def send(self, command: Mapping[str, Any]) -> tuple[str, _Arrived]:
        """Gives the operator's command; once all is settled, the alert's id and what came."""
        pid, before = self._server.pid, self._sink.count()
        cpu, sink_cpu, start = cpu_s(pid), self._sink.cpu_s(), time.time()
        with PeakMemory(pid) as memory:
            alert_id = self._told(command)
            self._wait_for_pushes(before + self._people)
            self._wait_for_ledger(alert_id)
            settled, cpu = time.time(), cpu_s(pid) - cpu
        sink_cpu = self._sink.cpu_s() - sink_cpu
        taken = self._sink.taken()
        sent = Sent(
            items=self._people,
            cpu_s=cpu,
            sink_cpu_s=sink_cpu,
            first_s=float(taken.at.min()) - start,
            last_s=float(taken.at.max()) - start,
            settled_s=settled - start,
            peak_mib=memory.mib,
            request_bytes=int(np.median(taken.request_bytes)),
            repeats=0,
        )
        return alert_id, _Arrived(sent=sent, taken=taken)

    def _told(self, command: Mapping[str, Any]) -> str:
        answer = ask(self._socket, command)
        alerts = [one for one in answer["alerts"] if "id" in one]
        if len(alerts) != 1 or answer["outcome"] not in ("new", "cancel"):
            raise BenchFailed(f"the service did not send that: {answer}\n{self._server.tail()}")
        return str(alerts[0]["id"])

    def _wait_for_pushes(self, wanted: int) -> None:
        count, since = 0, time.monotonic()
        while (came := self._sink.count()) < wanted:
            self._server.check_alive()
            if came > count:
                count, since = came, time.monotonic()
            elif time.monotonic() - since > _STALL_S:
                lacking = f"{wanted - came} pushes never came"
                raise BenchFailed(f"{lacking}, and nothing else did\n{self._server.tail()}")
            time.sleep(_LOOK_EVERY_S)

    def _wait_for_ledger(self, alert_id: str) -> None:
        """Asks seldom enough that the asking is no work worth mentioning."""
        took = [0.0]

        def is_done() -> bool:
            start = time.monotonic()
            answer = ask(self._socket, {"command": "progress", "alert": alert_id})
            took[0] = time.monotonic() - start
            return bool(answer["done"])

        wait_for("the ledger", is_done, _SETTLED_S, lambda: max(_LOOK_EVERY_S, 10 * took[0]))


def _judged(
    folder: Path, alert_id: str, seeded: Seeded, arrived: tuple[_Arrived, _Arrived]
) -> Turn:
    store = store_at(folder / "data" / "hansho.sqlite")
    try:
        sent = [
            msgspec.structs.replace(
                one.sent,
                repeats=repeats(
                    one.taken.numbers, store.ledger.holders(alert_id, number), seeded.inside
                ),
            )
            for number, one in enumerate(arrived, 1)
        ]
        editions = store.alerts.editions(alert_id, 1)
        if not seeded.agreed:
            _hold_to_no_keys(store.subscriptions, seeded)
    finally:
        store.close()
    payloads = {one.language: one.payload for one in editions if one.relation is Relation.NEW}
    return Turn(issued=sent[0], withdrawn=sent[1], alert_id=alert_id, payloads=payloads)


def _hold_to_no_keys(subscriptions: SubscriptionStore, seeded: Seeded) -> None:
    """Quiet work begins with the phones outside; had it come to those inside, ours would gain."""
    keyed = sum(one.agreed is not None for one in subscriptions.addresses(seeded.inside))
    if keyed > _MOST_KEYED * len(seeded.inside):
        raise BenchFailed(
            f"with {keyed} phones a key was agreed before the alert came: this machine is too "
            "slow, or quiet work too quick, to tell what agreeing costs"
        )
