"""The service with one live alert, to be looked at and to be stopped."""

import json
import urllib.request
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from alerts.revising import DRILL_PARAMETER, WALK
from geo.places import write_gazetteer
from service.demo import drill
from service.demo.city import build_city
from service.demo.official_areas import official_areas
from service.demo.scene import scene_of
from service.demo.server import Server, operate, prepare
from service.demo.settings_file import free_port, write_settings

_PATIENCE_S = 120.0
_WALK = f"<parameter><valueName>{DRILL_PARAMETER}</valueName><value>{WALK}</value></parameter>"


class BenchTown:
    """`hansho serve` over the demo's town, in an empty folder; an exercise, on the loopback.

    `streets`: a folder that `hansho city build` wrote; with it the exercise is one to walk.
    A context manager; raises `DemoFailed`.
    """

    def __init__(self, folder: Path, streets: Path | None = None) -> None:
        city = build_city()
        gazetteer = folder / "areas.msgpack"
        write_gazetteer(gazetteer, official_areas(city))
        self._area = scene_of(city.street_nodes, city.flood_zone, [gazetteer]).ordered
        self._walks = streets is not None
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._folder = folder
        self._settings = write_settings(folder, port, [], [gazetteer], city=streets)
        self._stack = ExitStack()
        self.alert_id = ""

    def __enter__(self) -> Self:
        prepare(["keys", "init"], self._settings, _PATIENCE_S)
        self._start()
        now = datetime.now(UTC).replace(microsecond=0)
        file = self._folder / "order.xml"
        order = drill.to_xml(drill.order(now, self._area))
        at = order.index(b"<area>") if self._walks else 0
        file.write_bytes(order[:at] + (_WALK.encode() if at else b"") + order[at:])
        self.alert_id = operate(["issue", str(file)], self._settings, _PATIENCE_S).alert_id
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def stop(self) -> None:
        """For good: for a phone the network is gone."""
        self._stack.close()

    def page(self, language: str, path: str = "") -> str:
        return f"{self.url}/{language}/{path}"

    def alert_page(self, language: str, alert_id: str | None = None) -> str:
        return self.page(language, f"alerts/{alert_id or self.alert_id}")

    def payload(self, language: str) -> dict[str, Any]:
        """The live alert as it is pushed."""
        read = self.get(f"/api/v1/alerts/{self.alert_id}?language={language}", packed=False)
        payload: dict[str, Any] = json.loads(read)
        return payload

    def get(self, path: str, *, packed: bool = True) -> bytes:
        """The body as it comes over the line; Brotli if `packed`."""
        headers = {"Accept-Encoding": "br" if packed else "identity"}
        request = urllib.request.Request(self.url + path, headers=headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=_PATIENCE_S) as answer:  # noqa: S310
            return bytes(answer.read())

    def _start(self) -> None:
        server = Server(self._settings, self.url, self._folder / "server.log")
        self._stack.enter_context(server)
        server.wait_ready(_PATIENCE_S)
