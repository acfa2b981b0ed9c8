"""The city as phones and operators meet it: its bundle, and what changes in its streets."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient

from geo.bundle import Bundle, Head, read_bundle, write_bundle
from geo.ground import bare_ground
from geo.sites import Places, Site, mask_of
from geo.street_building import build_graph
from service.asgi import application
from service.city import PART_BYTES, built_city
from service.cli import main
from service.desk.ports import MACHINE
from service.settings import Settings, SettingsRefused
from service.wiring import Service

LON, LAT = 13_999_000, 3_450_000
# One street of two pieces east, 98 m; a lane north from its middle.
GRAPH = build_graph(
    [LON, LON + 53, LON + 107, LON + 53],
    [LAT, LAT, LAT, LAT + 45],
    [(0, 1), (1, 2), (1, 3)],
    [3, 3, 4],
    [0, 0, 0],
    [1, 1, 2],
    [{}, {"ja": "本町通り", "en": "Honmachi Street"}, {"ja": "寺の小路"}],
).graph
SITES = tuple(
    Site(
        id=name,
        name={"ja": said},
        at=(LON, LAT),
        node=0,
        hazards=mask_of("flood"),
    )
    for name, said in (("E1", "本町小学校"), ("E2", "第一公園"), ("E3", "第一公園"))
)
BUNDLE = write_bundle(
    Bundle(
        head=Head(
            id="test",
            name={"ja": "訓練市", "en": "Drill City"},
            made=1_795_000_000,
            bbox5=(LON, LAT, LON + 107, LAT + 45),
            kx=GRAPH.kx,
            fictional=True,
        ),
        graph=GRAPH,
        ground=bare_ground(len(GRAPH.edges)),
        places=Places(SITES),
    )
)
HASH = hashlib.sha256(BUNDLE).hexdigest()[:16]


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """A file of settings that names a city."""
    (tmp_path / "city").mkdir()
    (tmp_path / "city" / "city.bundle").write_bytes(BUNDLE)
    file = tmp_path / "town.toml"
    file.write_text(f'data_dir = "{tmp_path / "data"}"\ncity = "{tmp_path / "city"}"\n')
    return file


@pytest.fixture
def town(settings: Path, tmp_path: Path) -> Iterator[Service]:
    with Service(Settings(data_dir=tmp_path / "data", city=tmp_path / "city")) as running:
        yield running


@pytest.fixture
def phone(town: Service) -> Iterator[TestClient[Any]]:
    with TestClient(application(town), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def city(
    settings: Path, town: Service, capsys: pytest.CaptureFixture[str]
) -> Callable[..., dict[str, Any]]:
    """`hansho city …`; its answer, or {"refused": …}."""

    def run(*arguments: str) -> dict[str, Any]:
        code = main(["city", *arguments, "--settings", str(settings)])
        out, err = capsys.readouterr()
        told: dict[str, Any] = json.loads(out) if code == 0 else {"refused": err}
        return told

    return run


def changes(phone: TestClient[Any]) -> dict[str, Any]:
    told: dict[str, Any] = phone.get("/api/v1/city").json()["changes"]
    return told


def test_the_parts_of_a_bundle_are_the_bundle_and_nothing_else_is_served(
    phone: TestClient[Any],
) -> None:
    listed = phone.get("/api/v1/city").json()

    answers = [phone.get(f"/city/{one}.part") for one in listed["parts"]]

    assert b"".join(answer.content for answer in answers) == BUNDLE
    assert {answer.headers["cache-control"] for answer in answers} == {
        "public, max-age=31536000, immutable"
    }
    assert phone.get(f"/city/{'0' * 16}.part").status_code == 404


def test_a_bundle_larger_than_a_part_is_cut_into_as_many_as_it_needs() -> None:
    name = "".join(chr(0x4E00 + (7 * one) % 20_000) for one in range(60_000))
    city = read_bundle(BUNDLE)
    graph = msgspec.structs.replace(city.graph, names=({}, {"ja": name}, {"ja": "寺の小路"}))
    raw = write_bundle(msgspec.structs.replace(city, graph=graph))

    built = built_city(raw)

    assert [len(part.plain) for part in built.parts[:-1]] == [PART_BYTES] * (len(raw) // PART_BYTES)
    assert len(built.parts) > 2
    assert b"".join(part.plain for part in built.parts) == raw


def test_a_phone_learns_which_bundle_there_is_and_fetches_it_once(phone: TestClient[Any]) -> None:
    told = phone.get("/api/v1/city").json()
    loaded = phone.get(told["url"])

    assert {key: told[key] for key in ("hash", "url", "bytes", "made", "fictional")} == {
        "hash": HASH,
        "url": f"/city/{HASH}.bundle",
        "bytes": len(BUNDLE),
        "made": 1_795_000_000,
        "fictional": True,
    }
    assert loaded.content == BUNDLE
    assert loaded.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_bundle_that_is_not_kept_says_where_the_newest_is(phone: TestClient[Any]) -> None:
    gone = phone.get("/city/0000000000000000.bundle")

    assert gone.status_code == 404
    assert "/api/v1/city" in gone.json()["detail"]


def test_a_service_without_city_says_so_and_starts(tmp_path: Path) -> None:
    with (
        Service(Settings(data_dir=tmp_path)) as bare,
        TestClient(application(bare)) as phone,
    ):
        assert phone.get("/api/v1/city").json() is None


@pytest.mark.parametrize("content", [None, b"", BUNDLE[:-1], BUNDLE.replace(b"GRPH", b"GRPX")])
def test_a_city_that_cannot_be_read_stops_the_start_and_says_what_to_do(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "city.bundle").write_bytes(content)

    with pytest.raises(SettingsRefused, match="city: "):
        Service(Settings(data_dir=tmp_path / "data", city=tmp_path))


def test_nothing_has_changed_at_first(phone: TestClient[Any]) -> None:
    told = changes(phone)

    assert (told["n"], told["closed"], told["sites"], told["bundle"]) == (0, [], {}, HASH)


def test_a_closed_street_reaches_phones_with_their_next_question(
    city: Callable[..., dict[str, Any]], phone: TestClient[Any]
) -> None:
    before = phone.get("/api/v1/city").headers["etag"]

    told = city("close", "--street", "Honmachi Street", "--hazard", "flood", "--label", "water")

    assert told == {"number": 1, "streets": ["本町通り"], "pieces": 2, "metres": 98, "n": 1}
    assert len(changes(phone)["closed_for"]["flood"]) == 2
    assert phone.get("/api/v1/city").headers["etag"] != before


def test_a_point_and_a_name_together_mean_what_fits_both(
    city: Callable[..., dict[str, Any]],
) -> None:
    middle = f"{(LON + 53) * 1e-5:.5f},{LAT * 1e-5:.5f}"

    told = city("close", "--at", middle, "--within", "5", "--street", "寺の小路")

    assert (told["streets"], told["pieces"]) == (["寺の小路"], 1)


def test_a_drawn_area_can_be_a_new_zone_of_a_hazard(
    city: Callable[..., dict[str, Any]], phone: TestClient[Any], tmp_path: Path
) -> None:
    west, east = (LON + 90) * 1e-5, (LON + 120) * 1e-5
    south, north = (LAT - 9) * 1e-5, (LAT + 9) * 1e-5
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    drawn = tmp_path / "zone.geojson"
    drawn.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))

    told = city("close", "--area", str(drawn), "--hazard", "tsunami", "--zone")

    assert told["pieces"] == 1
    assert len(changes(phone)["zone_for"]["tsunami"]) == 1


def test_a_street_is_open_again(
    city: Callable[..., dict[str, Any]], phone: TestClient[Any]
) -> None:
    city("close", "--street", "本町通り")

    told = city("reopen", "1")

    assert told == {"reopened": 1, "n": 2}
    assert changes(phone)["closed"] == []


def test_a_site_is_named_by_its_id_or_by_a_name_that_only_it_has(
    city: Callable[..., dict[str, Any]], phone: TestClient[Any]
) -> None:
    city("site", "本町小学校", "open")
    city("site", "E3", "full")
    doubtful = city("site", "第一公園", "closed")

    assert changes(phone)["sites"] == {"E1": "open", "E3": "full"}
    assert "name one of E2, E3" in doubtful["refused"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("close",), "say which street"),
        (("close", "--street", "No Such Street"), "no street lies there"),
        (("close", "--at", "139.99,34.5", "--within", "9999"), "at most 500 metres"),
        (("close", "--street", "本町通り", "--zone"), "name it"),
        (("reopen", "4"), "there are: none"),
        (("site", "E9", "open"), "no site has the id"),
    ],
)
def test_what_cannot_be_done_says_what_to_do_instead(
    city: Callable[..., dict[str, Any]], arguments: tuple[str, ...], reason: str
) -> None:
    assert reason in city(*arguments)["refused"]


def test_the_list_says_what_is_closed_and_why(city: Callable[..., dict[str, Any]]) -> None:
    city("close", "--street", "本町通り", "--label", "landslip")

    told = city("changes")

    (closure,) = told["closures"]
    assert (closure["number"], closure["label"], closure["pieces"]) == (1, "landslip", 2)
    assert (closure["by"], closure["review"]) == (MACHINE, None)


def test_every_command_is_in_the_log_with_its_change(
    city: Callable[..., dict[str, Any]], town: Service
) -> None:
    city("close", "--street", "本町通り", "--label", "landslip")
    city("site", "E1", "full")
    city("reopen", "1")
    refused = city("reopen", "1")

    rows = [row for row in town.audit.rows() if row.act.startswith("city.")]
    assert "there are: none" in refused["refused"]
    assert [(row.act, row.subject, row.actor) for row in rows] == [
        ("city.close", "closure:1", MACHINE),
        ("city.site", "city", MACHINE),
        ("city.reopen", "closure:1", MACHINE),
    ]


def test_changes_outlive_a_restart(settings: Path, tmp_path: Path) -> None:
    place = Settings(data_dir=tmp_path / "data", city=tmp_path / "city")
    with Service(place):
        main(["city", "site", "E1", "full", "--settings", str(settings)])

    with Service(place) as again, TestClient(application(again)) as phone:
        assert changes(phone)["sites"] == {"E1": "full"}


def test_a_closure_whose_street_a_new_city_does_not_have_is_told_of(
    settings: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = Settings(data_dir=tmp_path / "data", city=tmp_path / "city")
    with Service(place):
        main(["city", "close", "--street", "寺の小路", "--settings", str(settings)])
    moved = build_graph([LON, LON + 50], [LAT, LAT], [(0, 1)], [3], [0], [0], [{}]).graph
    head = Head(id="new", name={"ja": "訓練市"}, made=0, bbox5=(0, 0, 1, 1), kx=moved.kx)
    other = Bundle(head=head, graph=moved, ground=bare_ground(1), places=Places(()))
    (tmp_path / "city" / "city.bundle").write_bytes(write_bundle(other))

    with Service(place):
        pass

    assert "closure 1: 1 pieces" in caplog.text
