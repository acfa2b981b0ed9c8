"""People are laid on the streets that they set out from."""

from pathlib import Path

import pytest

from geo.importers.population import PopulationUnreadable, read_population
from geo.street_building import build_graph
from geo.streets import StreetGraph
from tests.geo.importers.flat_streets import place


def street() -> StreetGraph:
    at = [place(0, 0), place(50, 0)]
    lon5, lat5 = ([round(v * 1e5) for v in axis] for axis in zip(*at, strict=True))
    return build_graph(lon5, lat5, [(0, 1)], [3], [0], [0], [{}]).graph


def written(folder: Path, *rows: tuple[float, float, int]) -> Path:
    lines = [f"{place(x, y)[0]:.6f},{place(x, y)[1]:.6f},{people}" for x, y, people in rows]
    path = folder / "people.csv"
    path.write_text("\n".join(["lon,lat,people", *lines]), "utf-8-sig")
    return path


def test_people_set_out_from_the_nearest_node(tmp_path: Path) -> None:
    graph = street()

    found = read_population(
        written(tmp_path, (0, 40, 10), (20, 0, 5), (45, -300, 7), (0, 501, 9)), graph
    )

    west = int(graph.lon5.argmin())
    assert (found.at[west], found.at[1 - west], found.beyond) == (15, 7, 9)


@pytest.mark.parametrize("text", ["", "lon,lat\n1,2\n", "lon,lat,people\n1,2,many\n"])
def test_a_file_without_people_says_so(tmp_path: Path, text: str) -> None:
    (tmp_path / "people.csv").write_text(text)

    with pytest.raises(PopulationUnreadable, match=r"is no CSV with lon, lat, people"):
        read_population(tmp_path / "people.csv", street())
