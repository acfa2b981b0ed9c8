"""Runs in an environment of its own that has pyvalhalla: `python valhalla_child.py DIR`.

DIR holds `streets.osm.pbf` and `asked.json` {"exclude": ring of [lon, lat], "ways": [[[lon, lat],
[lon, lat]], …]}. Makes tiles, asks for every way on foot, one after the other, and writes one JSON
line {"cpu_s", "routed", "refused", "version"} to standard output. Imports nothing of Hansho.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import valhalla
from valhalla.config import get_config


def main(folder: Path) -> None:
    asked = json.loads((folder / "asked.json").read_text("utf-8"))
    (folder / "tiles").mkdir()
    config = get_config(tile_extract="", tile_dir=folder / "tiles")
    config["service_limits"]["max_exclude_polygons_length"] = 10_000_000
    (folder / "valhalla.json").write_text(json.dumps(config), "utf-8")
    maker = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
    command = [str(maker), "-c", str(folder / "valhalla.json"), str(folder / "streets.osm.pbf")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    actor = valhalla.Actor(config)
    routed = 0
    start = time.process_time()
    for ends in asked["ways"]:
        routed += _is_routed(actor, ends, asked["exclude"])
    cpu_s = time.process_time() - start
    told = {"cpu_s": cpu_s, "routed": routed, "refused": len(asked["ways"]) - routed}
    sys.stdout.write(json.dumps(told | {"version": valhalla.__version__}) + "\n")


def _is_routed(actor: "valhalla.Actor", ends: list[list[float]], exclude: list[float]) -> bool:
    request = {
        "locations": [{"lon": lon, "lat": lat} for lon, lat in ends],
        "costing": "pedestrian",
        "exclude_polygons": [exclude],
        "directions_type": "none",
    }
    try:
        actor.route(json.dumps(request))
    except RuntimeError:  # "No path could be found for input"
        return False
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]))
