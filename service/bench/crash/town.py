"""A seeded town, its service, and what an operator does while it dies and is started again."""

import json
import shutil
import threading
import urllib.request
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from shapely.geometry import Polygon

from geo.errors import HanshoError
from service.bench.crash.serving import HANSHO, Serving
from service.bench.crash.shim import Shim
from service.bench.crash.sink import PhoneKeys, Sink
from service.bench.measuring import BenchFailed, wait_for
from service.bench.seeding import Seeded, ring, seed
from service.control import ServerUnreachable, ask
from service.demo import drill
from service.demo.settings_file import free_port

_SETTLED_S, _ANSWER_S = 120.0, 60.0


def seeded_town(folder: Path, sink: Sink, keys: PhoneKeys, people: int) -> Seeded:
    """Makes the data folder `folder`: `people` phones inside the area, two thousand outside."""
    now = datetime.now(UTC)
    return seed(folder, sink.origin, sink.endpoint, people, pairs=keys.pairs(), now=now)


class Asked:
    """One command of the operator, under way. `answer` stays None if the service died over it."""

    def __init__(self, socket: Path, command: dict[str, Any]) -> None:
        self.answer: dict[str, Any] | None = None
        self.refusal = ""
        self._socket, self._command = socket, command
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        return not self._thread.is_alive()

    def wait(self) -> "Asked":
        self._thread.join(_ANSWER_S)
        return self

    def _run(self) -> None:
        try:
            self.answer = ask(self._socket, self._command, _ANSWER_S)
        except ServerUnreachable:
            pass
        except HanshoError as error:
            self.refusal = str(error)


class Town:
    """`data`: a data folder with phones, which is used up. Close it."""

    def __init__(
        self,
        folder: Path,
        data: Path,
        sink: Sink,
        shim: Shim,
        module: Sequence[str] = HANSHO,
        **settings: Any,
    ) -> None:
        """`module`: see `Serving`. `settings`: those that differ from a training space's."""
        self.data = data.resolve()
        self.shim = shim
        self._folder = folder
        self._module = module
        self._settings, self._url = _write_settings(folder, self.data, sink.origin, settings)
        self._serving: Serving | None = None
        self.held: list[str] = []

    @property
    def url(self) -> str:
        return self._url

    @property
    def serving(self) -> Serving:
        assert self._serving is not None
        return self._serving

    def start(self, record: Path | None = None, *, releases: bool = True) -> dict[str, Any]:
        """What `/readyz` says. A store on hold is released, and `held` says so.

        Raises BenchFailed.
        """
        environment = self.shim.environment(record, None if record is None else self.data)
        log = self._folder / "server.log"
        self._serving = Serving(self._settings, self._url, log, environment, self._module)
        ready = self._serving.wait_ready()
        if releases and ready["dispatch"] == "on_hold":
            self.held.append(str(self.ask({"command": "release"})["was"]))
        return ready

    def close(self) -> None:
        self.shim.disarm()
        if self._serving is not None:
            self._serving.end()

    def ask(self, command: dict[str, Any]) -> dict[str, Any]:
        """Raises ServerUnreachable, HanshoError."""
        return ask(self.data / "hansho.sock", command, _ANSWER_S)

    def begin(self, command: dict[str, Any]) -> Asked:
        return Asked(self.data / "hansho.sock", command)

    def issue(self, order: dict[str, Any]) -> str:
        """The new alert's id."""
        alert_id = alert_of(self.ask(order))
        assert alert_id is not None
        return alert_id

    def alerts(self) -> frozenset[str]:
        """Ids of the live ones."""
        with urllib.request.urlopen(f"{self._url}/api/v1/alerts", timeout=20) as answer:  # noqa: S310
            told = msgspec.json.decode(answer.read())
        return frozenset(one["notification"]["data"]["id"] for one in told["alerts"])

    def is_settled(self, alert_id: str) -> bool:
        try:
            return bool(self.ask({"command": "progress", "alert": alert_id})["done"])
        except ServerUnreachable:
            return False

    def settle(self, alert_id: str) -> None:
        """Returns once nothing of it is owed. Raises BenchFailed, HanshoError."""
        wait_for("the results", lambda: self.is_settled(alert_id), _SETTLED_S, 0.05)


def order(name: str) -> dict[str, Any]:
    """The command that issues a flood order of its own for the seeded area."""
    bulletin = drill.order(datetime.now(UTC).replace(microsecond=0), Polygon(ring()))
    xml = drill.to_xml(bulletin).replace(bulletin.identifier.encode(), f"drill-{name}".encode())
    return {"command": "issue", "report": b64encode(xml).decode()}


def alert_of(answer: dict[str, Any]) -> str | None:
    """None if it was issued before this answer, by the same order: then the list of alerts has it.

    Raises BenchFailed if nothing came of the order.
    """
    one: dict[str, Any] = answer["alerts"][0] if answer["alerts"] else {}
    if "id" in one:
        return str(one["id"])
    if one.get("outcome") == "duplicate":
        return None
    raise BenchFailed(f"the order was not issued: {answer}")


def copied(data: Path, to: Path) -> Path:
    """A data folder of its own for one run that spoils it."""
    shutil.copytree(data, to)
    return to


def _write_settings(
    folder: Path, data: Path, origin: str, other: dict[str, Any]
) -> tuple[Path, str]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    values: dict[str, Any] = {
        "mode": "training",
        "data_dir": str(data),
        "port": port,
        "base_url": url,
        "drill_desks": [drill.DESK],
        "push_services": [origin],
        "registrations_per_hour": 1_000_000,
        "ballast_mb": 1,
        **other,
    }
    # A TOML basic string is written like a JSON string, and so are numbers and flat lists.
    lines = [f"{name} = {json.dumps(value)}\n" for name, value in values.items()]
    settings = folder / "settings.toml"
    settings.write_text("".join(lines), "utf-8")
    return settings, url
