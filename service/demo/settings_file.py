"""The settings with which the demo runs the service: one town, loopback only, training mode."""

import errno
import json
import random
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from service.demo.city import NAMES
from service.demo.drill import DESK

# Registered for nothing that a machine of ours runs; Linux connects out from 32768 on (ip(7)).
_PORTS = range(20_000, 32_768)
_TRIES = 20


def free_port() -> int:
    """A TCP port of the loopback that nobody uses at this moment.

    Below those that the system gives to outgoing connections: one of these could take it before
    the server does. Raises OSError where all that were tried are taken.
    """
    for port in random.SystemRandom().sample(_PORTS, _TRIES):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise OSError(errno.EADDRINUSE, f"{_TRIES} ports of the loopback are taken")


def write_settings(
    folder: Path,
    port: int,
    push_origins: Sequence[str],
    gazetteer: Sequence[Path],
    stand_ins: Mapping[str, str] | None = None,
    city: Path | None = None,
    name: str = "127.0.0.1",
    town_areas: Sequence[str] = (),
) -> Path:
    """Writes `settings.toml` into the folder, which becomes the service's data folder.

    `stand_ins`: push origins that phones name -> loopback origins where they are found. `city`:
    what `hansho city build` wrote; without it the service has no streets. `name`: this machine's in
    addresses; passkeys want `localhost`. `town_areas`: keys of the gazetteer that are the town.
    """
    values: dict[str, object] = {
        "mode": "training",
        "data_dir": str(folder),
        "host": "127.0.0.1",
        "port": port,
        "base_url": f"http://{name}:{port}",
        "time_zone": "Asia/Tokyo",
        "contact": f"mailto:{DESK}",
        "drill_desks": [DESK],
        "push_services": [*push_origins, *(stand_ins or {})],
        "gazetteer": [str(file) for file in gazetteer],
        # All phones of the demo come from one network; a real town's do not.
        "registrations_per_hour": 1_000_000,
    }
    if town_areas:
        values["town_areas"] = list(town_areas)
    if city is not None:
        values["city"] = str(city)
    # A TOML basic string is written like a JSON string, and so are numbers and flat lists.
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    lines += _table("town", NAMES) + _table("push_resolve", stand_ins or {})
    file = folder / "settings.toml"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def _table(name: str, rows: Mapping[str, str]) -> list[str]:
    return [f"[{name}]", *(f"{json.dumps(key)} = {json.dumps(row)}" for key, row in rows.items())]
