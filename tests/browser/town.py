"""The real service over the fictional city: issue to it, cut it off, ask it what it said."""

import json
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from geo.places import write_gazetteer
from service.control import ask
from service.demo import drill
from service.demo.city import build_city
from service.demo.drill import Bulletin
from service.demo.official_areas import official_areas
from service.demo.scene import scene_of
from service.demo.server import Server, operate, prepare
from service.demo.settings_file import free_port, write_settings

PATIENCE_S = 60.0


class Drill:
    """One alert of the drill desk's, and what it has said of it so far."""

    def __init__(self, alert_id: str, bulletins: tuple[Bulletin, ...]) -> None:
        self.id = alert_id
        self.bulletins = bulletins


class Town:
    """`hansho serve` in a folder of its own. A context manager."""

    def __init__(
        self, folder: Path, push_origins: Sequence[str], stand_ins: Mapping[str, str]
    ) -> None:
        city = build_city()
        gazetteer = folder / "areas.msgpack"
        write_gazetteer(gazetteer, official_areas(city))
        self.scene = scene_of(city.street_nodes, city.flood_zone, [gazetteer])
        inside = self.scene.ordered.representative_point()
        self.point = (inside.x, inside.y)
        """Lon, lat of a place that the drill's order is for."""
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._folder = folder
        self._settings = write_settings(folder, port, push_origins, [gazetteer], stand_ins)
        self._running = ExitStack()
        self._last = 0
        self._opened = datetime.fromtimestamp(int(time.time()), UTC) - timedelta(hours=2)

    def __enter__(self) -> Self:
        prepare(["keys", "init"], self._settings, PATIENCE_S)
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    @contextmanager
    def cut(self) -> Iterator[None]:
        """Nothing answers at its address: for a phone the network is gone."""
        self._running.close()
        try:
            yield
        finally:
            self._start()

    def rotate_key(self) -> None:
        """A newer VAPID key, as an operator makes one; the server takes it up when it starts."""
        prepare(["keys", "rotate"], self._settings, PATIENCE_S)

    @property
    def keys(self) -> Path:
        return self._folder / "keys"

    @property
    def store(self) -> Path:
        """The service's one file (SQLite)."""
        return self._folder / "hansho.sqlite"

    def order(self, minutes_ago: int = 0) -> Drill:
        """An evacuation order around `point`."""
        sent = self.moment() - timedelta(minutes=minutes_ago)
        bulletin = drill.order(sent, self.scene.ordered)
        return Drill(self._issue(bulletin), (bulletin,))

    def update(self, known: Drill) -> None:
        """The same order over a larger area."""
        bulletin = drill.update(self.moment(), self.scene.widened, known.bulletins)
        self._issue(bulletin)
        known.bulletins = (*known.bulletins, bulletin)

    def all_clear(self, known: Drill) -> None:
        bulletin = drill.all_clear(self.moment(), self.scene.widened, known.bulletins)
        self._issue(bulletin, "--all-clear", known.id)

    def withdraw(self, known: Drill) -> None:
        operate(["cancel", known.id], self._settings, PATIENCE_S)

    def ask(self, **command: str) -> dict[str, Any]:
        """One command over the operator's socket, as `hansho issue` and `hansho cancel` ask."""
        return dict(ask(self._folder / "hansho.sock", command))

    def payload(self, alert_id: str, language: str) -> dict[str, Any]:
        """The newest revision as it is pushed to those who were not told before."""
        return dict(self.get(f"/api/v1/alerts/{alert_id}?language={language}"))

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return json.loads(answer.read())

    def wait_delivered(self, alert_id: str, seconds: float = 60.0) -> None:
        """Until the service owes nobody anything of this alert."""
        deadline = time.monotonic() + seconds
        while True:
            told = self.ask(command="progress", alert=alert_id)
            if told["all_recorded"] and not told["counts"].get("owed", 0):
                return
            assert time.monotonic() < deadline, told
            time.sleep(0.05)

    def _start(self) -> None:
        server = Server(self._settings, self.url, self._folder / "server.log")
        self._running.enter_context(server)
        server.wait_ready(PATIENCE_S)

    def _issue(self, bulletin: Bulletin, *options: str) -> str:
        file = self._folder / f"{bulletin.identifier}.xml"
        file.write_bytes(drill.to_xml(bulletin))
        return operate(["issue", *options, str(file)], self._settings, PATIENCE_S).alert_id

    def moment_of(self, number: int) -> datetime:
        """Moments in a row a minute apart, so that many can be told apart without waiting."""
        return self._opened + timedelta(minutes=number)

    def moment(self) -> datetime:
        """Now, in a later second than before: CAP times have whole seconds, identifiers too."""
        while int(time.time()) <= self._last:
            time.sleep(0.05)
        self._last = int(time.time())
        return datetime.fromtimestamp(self._last, UTC)
