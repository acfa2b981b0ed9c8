"""The desk's pages of streets and sites: chosen, looked at, confirmed; given back by two."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from geo.closing import named, segments
from geo.sites import SiteState
from service.desk.city_changes import Closing, Saying
from service.desk.ports import Grant, Role
from service.desk.reopening import Stage
from tests.service.web.desk_world import HERE, Person, World, desk_world

WEST, SOUTH = 139.0, 35.0
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """North Street is closed, and waits to be opened again."""
    with desk_world(tmp_path_factory.mktemp("city")) as made:
        yield made


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[World]:
    with desk_world(tmp_path) as made:
        yield made


def someone(world: World, role: Role, name: str = "") -> Person:
    grant = Grant(role=role, begins=datetime(2020, 1, 1, tzinfo=UTC))
    return world.person(name or f"{role} {world.log_length()}", (grant,))


def get(world: World, path: str, person: Person, language: str = "en", **query: Any) -> str:
    headers = {"Accept": "text/html", "Accept-Language": language, **person.cookie}
    answer = world.client.get(path, params=query, headers=headers, follow_redirects=False)
    return str(answer.text)


def send(world: World, path: str, person: Person, **fields: Any) -> httpx.Response:
    headers = {
        "Accept": "text/html",
        "Accept-Language": "en",
        "Origin": HERE,
        **person.cookie,
    }
    data = {"csrf": person.csrf, **fields}
    answer: httpx.Response = world.client.post(
        path, data=data, headers=headers, follow_redirects=False
    )
    return answer


def hidden(page: str) -> dict[str, Any]:
    """What the page's form would send of itself."""
    found: dict[str, Any] = {}
    for name, value in HIDDEN.findall(page):
        found.setdefault(name, []).append(value)
    found.pop("csrf", None)
    return {name: sorted(set(values)) for name, values in found.items()}


def ticks(page: str) -> list[str]:
    """Every stretch in the list: its number."""
    return re.findall(r'name="s" value="(\d+)"', page)


def looked(world: World, person: Person, name: str, **more: Any) -> str:
    """The page that says what closing this street would do."""
    found = get(world, "/desk/city/streets", person, q=name)
    query = {"s": ticks(found), "bundle": world.room.city.hash, **more}
    return get(world, "/desk/city/closing", person, **query)


def closed(world: World) -> list[int]:
    told = world.client.get("/api/v1/city").json()["changes"]["closed"]
    return [int(one) for one in told]


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


def test_a_zone_of_no_hazard_is_refused_with_a_sentence(world: World) -> None:
    page = looked(world, world.author, "南通り", effect="zone")

    assert "a zone is the zone of one hazard: name it" in page


def test_sites_are_listed_by_hazard_name_and_state(world: World) -> None:
    all_of_them = get(world, "/desk/city/sites", world.author)
    of_fire = get(world, "/desk/city/sites", world.author, hazard="fire")
    unknown = get(world, "/desk/city/sites", world.author, hazard="x")
    by_name = get(world, "/desk/city/sites", world.author, q="第8", now="unknown")
    ticked = get(world, "/desk/city/sites", world.author, all="1")

    counts = [page.count('name="site"') for page in (all_of_them, of_fire, unknown, by_name)]
    assert counts == [3, 0, 0, 1]
    assert ticked.count(" checked>") == 3
    assert "Nobody has said anything of it" in all_of_them


def test_a_full_site_holds_at_once_and_opening_all_waits_as_one(fresh: World) -> None:
    wanted = {"site": ["S0"], "state": "full"}
    page = get(fresh, "/desk/city/saying", fresh.author, **wanted)
    full = send(
        fresh, "/desk/city/sayings", fresh.author, **hidden(page), reason="no room", stranded="y"
    )
    opening = {"site": ["S0", "S2", "S8"], "state": "open"}
    asked = get(fresh, "/desk/city/saying", fresh.author, **opening)
    waits = send(fresh, "/desk/city/sayings", fresh.author, **hidden(asked), reason="beds came")

    states = fresh.client.get("/api/v1/city").json()["changes"]["sites"]
    decided = get(fresh, waits.headers["location"], someone(fresh, Role.APPROVER))
    assert full.headers["location"] == "/desk/city?done=said"
    assert states == {"S0": "full"}
    assert "Waits for a second person" in asked
    assert [f"第{one}: " in decided for one in (0, 2, 8)] == [True] * 3
    assert "full → open" in decided
    assert 'data-act="sign"' in decided


def test_a_state_that_was_not_looked_at_is_shown_and_not_said(fresh: World) -> None:
    fields = {"site": "S0", "state": "closed", "reason": "x", "seen": "nothing"}

    answer = send(fresh, "/desk/city/sayings", fresh.author, **fields)

    assert (answer.status_code, fresh.room.city.changes.sites) == (409, {})
    assert "Look at what it does now" in answer.text


@pytest.mark.parametrize(
    "query", [{"site": "S0"}, {"site": "S0", "state": "x"}, {"state": "full"}, {"site": "nowhere"}]
)
def test_a_state_of_nothing_or_nothing_of_a_site_is_refused(
    world: World, query: dict[str, str]
) -> None:
    page = get(world, "/desk/city/saying", world.author, **query)

    assert 'role="alert"' in page


def test_what_waits_is_read_by_its_author_and_decided_by_another(world: World) -> None:
    own = get(world, "/desk/city/reopenings/1", world.author)
    others = get(world, "/desk/city/reopenings/1", someone(world, Role.APPROVER))
    composer = get(world, "/desk/city/reopenings/1", someone(world, Role.COMPOSER))
    waiting = world.room.reopening.reopening(1)

    shown = ['data-act="sign"' in page for page in (own, others, composer)]
    assert shown == [False, True, False]
    assert "Take back what I proposed" in own
    assert f">{waiting.hash.hex()[:8]}<" in others
    assert "EXERCISE: Approve: open again, for everybody" in others
    assert "None of your roles allows this" in composer


def test_the_page_of_a_closure_asks_why_it_can_be_walked_again(fresh: World) -> None:
    page = get(fresh, "/desk/city/reopening", fresh.author, closure="1")
    wrong = get(fresh, "/desk/city/reopening", fresh.author, closure="7")
    unsaid = send(fresh, "/desk/city/reopenings", fresh.author, closure="1", reason=" ")
    said = send(fresh, "/desk/city/reopenings", fresh.author, closure="1", reason="dry")

    assert "The street stays closed until another person approves" in page
    assert "no such street is closed" in wrong
    assert unsaid.status_code == 409
    assert said.headers["location"] == "/desk/city/reopenings/1"
    assert len(closed(fresh)) > 0


def test_a_rejection_and_a_taking_back_leave_it_closed(fresh: World) -> None:
    before = closed(fresh)
    approver = someone(fresh, Role.APPROVER)
    rejected = send(fresh, "/desk/city/reopenings/1/reject", approver, reason="still <wet>")
    again = send(fresh, "/desk/city/reopenings", fresh.author, closure="1", reason="dry now")
    dropped = send(fresh, f"{again.headers['location']}/drop", fresh.author)

    shown = get(fresh, "/desk/city/reopenings/1", fresh.author)
    assert (rejected.status_code, dropped.status_code) == (303, 303)
    assert "still &lt;wet&gt;" in shown
    assert closed(fresh) == before
    assert [one.stage for one in fresh.service.city_room.reopening.waiting()] == []


def test_a_made_up_signature_gives_nothing_back(fresh: World) -> None:
    approver, before = someone(fresh, Role.APPROVER), closed(fresh)
    asked = fresh.ask("POST", "/desk/city/reopenings/1/ask", approver, b"{}")
    body = f'{{"nonce": "{asked.json()["nonce"]}", "answer": {{"id": "AAAA"}}}}'.encode()

    answer = fresh.ask("POST", "/desk/city/reopenings/1/approve", approver, body)

    assert asked.status_code == 200
    assert answer.status_code in (403, 409)
    assert closed(fresh) == before
    assert fresh.room.reopening.reopening(1).stage is Stage.WAITING


def test_what_is_due_stands_first_and_still_holds(fresh: World) -> None:
    room, now = fresh.room, datetime.now(UTC)
    graph = room.city.bundle.graph
    street = tuple(segments(graph, named(graph, "中通り")))
    room.changing.close_here(Closing(segments=street, reason="early", review=now), now)

    page = get(fresh, "/desk/city", fresh.author)

    assert "Due: somebody was to look at it again" in page
    assert page.index("early") < page.index("under water")


def test_the_pages_speak_japanese_and_refuse_in_it(world: World) -> None:
    pages = [
        get(world, path, world.author, language="ja", **query)
        for path, query in (
            ("/desk/city", {}),
            ("/desk/city/streets", {"q": "南"}),
            ("/desk/city/sites", {}),
            ("/desk/city/reopenings/1", {}),
            ("/desk/city/reopening", {"closure": "9"}),
        )
    ]

    assert ["今の道と避難場所" in pages[0], "南通り · はし道から" in pages[1]] == [True, True]
    assert ["第0: 不明" in pages[2], "あなたが提案したものです" in pages[3]] == [True, True]
    assert "その通行止めはありません" in pages[4]


def test_no_page_has_a_script_or_a_style_within_it(world: World) -> None:
    paths = ("/desk/city", "/desk/city/streets?q=通り", "/desk/city/sites")

    pages = [get(world, path, world.author) for path in paths]

    assert [(page.count("<script"), page.count("style=")) for page in pages] == [(1, 0)] * 3


def test_an_unknown_state_is_given_back_too_and_says_so(fresh: World) -> None:
    page = get(fresh, "/desk/city/saying", fresh.author, site="S0", state="closed")
    fields = {**hidden(page), "reason": "x", "stranded": "y"}
    send(fresh, "/desk/city/sayings", fresh.author, **fields)

    again = get(fresh, "/desk/city/saying", fresh.author, site="S0", state="unknown")

    assert fresh.room.city.changes.sites == {"S0": SiteState.CLOSED}
    assert "closed → unknown" in again
    assert "Waits for a second person" in again


def test_a_site_in_the_area_of_a_live_order_that_is_full_is_named_on_the_list(fresh: World) -> None:
    before = get(fresh, "/desk/city", fresh.author)
    full = Saying(states={"S0": SiteState.FULL}, reason="")
    fresh.room.changing.say_here(full, datetime.now(UTC))

    after = get(fresh, "/desk/city", fresh.author)

    said = "1 of 3 sites in the area take nobody in now."
    assert (said in before, said in after) == (False, True)
