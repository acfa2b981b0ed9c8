"""The desk's pages on which a street is chosen, looked at and closed."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo.closing import named, segments
from service.desk.city_changes import Closing
from tests.service.web.city_pages import closed, get, hidden, looked, send, ticks
from tests.service.web.desk_world import World, desk_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """North Street is closed, and waits to be opened again."""
    with desk_world(tmp_path_factory.mktemp("city")) as made:
        yield made


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[World]:
    with desk_world(tmp_path) as made:
        yield made


@pytest.mark.parametrize("name", ["南通り", "minami", "みなみ"])
def test_a_street_is_found_by_part_of_its_name_and_told_by_its_crossings(
    world: World, name: str
) -> None:
    page = get(world, "/desk/city/streets", world.author, q=name)

    assert len(ticks(page)) == 2
    assert "Minami-dōri (南通り) · from Bridge Road (はし道) · 111 m" in page
    assert page.count('class="found"') == 2


@pytest.mark.parametrize("at", ["35.00050, 139.00122", "139.00122, 35.00050", "35.0005、139.00122"])
def test_a_point_finds_the_street_beside_it_whichever_number_comes_first(
    world: World, at: str
) -> None:
    page = get(world, "/desk/city/streets", world.author, at=at)

    assert len(ticks(page)) == 1
    assert "Bridge Road (はし道)" in page
    assert "bridge</span>" in page


@pytest.mark.parametrize("at", ["here", "1,2,3", "nan, 5", "91, 181", "35.0005"])
def test_what_is_no_point_is_said(world: World, at: str) -> None:
    page = get(world, "/desk/city/streets", world.author, at=at)

    assert "the point cannot be read" in page


def test_what_was_ticked_stays_while_one_searches_on(world: World) -> None:
    first = get(world, "/desk/city/streets", world.author, q="南通り")
    query = {"s": ticks(first)[:1], "bundle": world.room.city.hash, "q": "中通り"}

    page = get(world, "/desk/city/streets", world.author, **query)

    assert ticks(page)[0] == ticks(first)[0]
    assert len(ticks(page)) == 3
    assert page.count(" checked>") == 1


@pytest.mark.parametrize(
    ("go", "sign"), [("n", (0, 1)), ("s", (0, -1)), ("e", (1, 0)), ("w", (-1, 0))]
)
def test_the_map_is_moved_by_buttons(world: World, go: str, sign: tuple[int, int]) -> None:
    page = get(world, "/desk/city/streets", world.author, go=go, middle="35.0,139.0,300")

    lon, lat = (float(re.findall(f'data-{one}="([^"]+)"', page)[0]) for one in ("lon", "lat"))
    assert ((lon > 139) - (lon < 139), (lat > 35) - (lat < 35)) == sign


def test_the_map_is_drawn_closer_and_wider_within_bounds(world: World) -> None:
    query = [("in", 150), ("in", 300), ("out", 300), ("out", 1200)]
    pages = [
        get(world, "/desk/city/streets", world.author, go=go, middle=f"35.0,139.0,{half}")
        for go, half in query
    ]

    boxes = [re.findall(r'viewBox="-(\d+) ', page)[0] for page in pages]
    assert boxes == ["150", "150", "600", "1200"]


def test_looking_says_what_it_does_and_closes_nothing(world: World) -> None:
    before = closed(world)

    page = looked(world, world.author, "南通り")

    assert "Lose their way" in page
    assert "on the closed street itself" in page
    assert "第0 (Earthquake)" in page
    assert "Close now, for everybody" in page
    assert "within a minute" in page
    assert f"/desk/alerts/{world.alert_id}" in page
    assert closed(world) == before


def test_a_street_is_closed_for_phones_once_it_was_looked_at_and_confirmed(fresh: World) -> None:
    before = closed(fresh)
    page = looked(fresh, fresh.author, "南通り")
    fields = {**hidden(page), "reason": "under water", "review": "2099-11-23T06:30"}

    answer = send(fresh, "/desk/city/closings", fresh.author, **fields, stranded="yes")

    listed = get(fresh, "/desk/city", fresh.author)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/city?done=closed")
    assert len(closed(fresh)) == len(before) + 4
    assert "Reason: under water" in listed
    assert "To be looked at again" in listed
    assert "By Author" in listed


def test_what_was_not_looked_at_is_shown_and_not_done(fresh: World) -> None:
    page = looked(fresh, fresh.author, "南通り")
    before = closed(fresh)
    other = {**hidden(page), "reason": "x", "hazard": "flood"}
    graph = fresh.room.city.bundle.graph
    street = tuple(segments(graph, named(graph, "中通り")))

    of_another_hazard = send(fresh, "/desk/city/closings", fresh.author, **other)
    fresh.room.changing.close_here(Closing(segments=street, reason=""), datetime.now(UTC))
    too_late = send(fresh, "/desk/city/closings", fresh.author, **hidden(page), reason="x")

    assert (of_another_hazard.status_code, too_late.status_code) == (409, 409)
    assert "Look at what it does now" in of_another_hazard.text
    assert len(closed(fresh)) == len(before) + 4


def test_where_ways_are_lost_it_has_to_be_ticked_that_this_was_read(fresh: World) -> None:
    points = ("35.0005, 139.0", "35.001, 139.0006")
    found = [get(fresh, "/desk/city/streets", fresh.author, at=one) for one in points]
    numbers = [number for page in found for number in ticks(page)]
    query = {"s": numbers, "bundle": fresh.room.city.hash}
    page = get(fresh, "/desk/city/closing", fresh.author, **query)
    before = closed(fresh)

    unread = send(fresh, "/desk/city/closings", fresh.author, **hidden(page), reason="x")
    read = send(
        fresh, "/desk/city/closings", fresh.author, **hidden(page), reason="x", stranded="yes"
    )

    assert "lose every way to a site" in page
    assert (unread.status_code, read.status_code) == (409, 303)
    assert "Tick that you have read it" in unread.text
    assert len(closed(fresh)) > len(before)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"s": "0", "bundle": "another"},
        {"s": "9999"},
        {"s": "x"},
        {"s": "-1"},
        {"s": "٣"},
        {"s": "9" * 5_000},
    ],
)
def test_streets_of_another_city_are_chosen_anew(world: World, query: dict[str, str]) -> None:
    page = get(
        world, "/desk/city/closing", world.author, **{"bundle": world.room.city.hash, **query}
    )

    assert 'role="alert"' in page
    assert "Close now" not in page


def test_another_hazard_is_worked_out_anew_and_nothing_is_closed(world: World) -> None:
    before, page = closed(world), looked(world, world.author, "南通り")
    fields = {**hidden(page), "hazard": "flood", "reason": "kept"}

    again = send(world, "/desk/city/closings", world.author, **fields, look="yes")

    assert again.status_code == 200
    assert ("Flood</th>" in again.text, "Earthquake</th>" in again.text) == (True, False)
    assert "kept</textarea>" in again.text
    assert "closing?" not in str(again.url)
    assert closed(world) == before


def test_a_zone_of_no_hazard_is_refused_with_a_sentence(world: World) -> None:
    page = looked(world, world.author, "南通り", effect="zone")

    assert "a zone is the zone of one hazard: name it" in page
