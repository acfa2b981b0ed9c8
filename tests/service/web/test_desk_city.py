"""The desk's pages of sites, of what holds, and of giving it back by two."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo.closing import named, segments
from geo.sites import SiteState
from service.desk.city_changes import Closing, Saying
from service.desk.ports import Role
from service.desk.reopening import Stage
from tests.service.web.city_pages import closed, get, hidden, send, someone
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


def test_what_waits_to_be_given_back_stands_in_the_desk_s_own_list(world: World) -> None:
    listed = get(world, "/desk", someone(world, Role.APPROVER))

    assert 'href="/desk/city/reopenings/1"' in listed
    assert "Nothing waits for approval." not in listed


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


def test_a_site_that_is_due_stands_before_the_others(fresh: World) -> None:
    changing, now = fresh.room.changing, datetime.now(UTC)
    for id, reason, review in (("S0", "first by name", None), ("S8", "to look at", now)):
        saying = Saying(states={id: SiteState.FULL}, reason=reason, review=review)
        changing.say_here(saying, now)

    page = get(fresh, "/desk/city", fresh.author)

    assert page.index("to look at") < page.index("first by name")


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


def test_a_site_in_the_area_of_a_live_order_that_is_full_is_named_on_list_and_alert(
    fresh: World,
) -> None:
    before = get(fresh, "/desk/city", fresh.author)
    full = Saying(states={"S0": SiteState.FULL}, reason="")
    fresh.room.changing.say_here(full, datetime.now(UTC))

    after = get(fresh, "/desk/city", fresh.author)

    watched = get(fresh, f"/desk/alerts/{fresh.alert_id}", fresh.author)
    said = "1 of 3 sites in the area take nobody in now."
    assert (said in before, said in after, said in watched) == (False, True, True)
