"""An address below /desk that is no route: the desk's own answer, and none for whoever is not in."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.service.web.desk_world import World, desk_world

PAGE = {"Accept": "text/html", "Accept-Language": "en"}
NOWHERE = ("/desk/nowhere", "/desk/drafts/1/else", "/desk/login/else", "/desk/submissions/x")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with desk_world(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.mark.parametrize("path", NOWHERE)
def test_whoever_is_in_reads_the_desk_s_own_page(world: World, path: str) -> None:
    answer = world.client.get(path, headers={**PAGE, **world.author.cookie})

    assert answer.status_code == 404
    assert "<h1>Not at the desk</h1>" in answer.text
    assert '<a href="/desk" class="button">Back to the list</a>' in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", NOWHERE)
def test_whoever_is_not_in_is_sent_to_log_in_as_at_every_door(world: World, path: str) -> None:
    answer = world.client.get(path, headers=PAGE, follow_redirects=False)

    location = answer.headers["location"]
    assert answer.status_code == 303
    # Back to where they wanted to go; not to a page for those who are not in.
    ways_in = path.startswith("/desk/login")
    assert location == ("/desk/login" if ways_in else f"/desk/login?{urlencode({'next': path})}")


def test_a_program_is_told_in_problem_details(world: World) -> None:
    json = {"Accept": "application/json"}

    within = world.client.get("/desk/nowhere", headers={**json, **world.author.cookie})
    outside = world.client.get("/desk/nowhere", headers=json)

    assert within.headers["content-type"] == "application/problem+json"
    assert (within.status_code, outside.status_code) == (404, 401)


def test_an_address_for_forms_alone_says_so_and_what_it_takes(world: World) -> None:
    answer = world.client.get("/desk/drafts", headers={**PAGE, **world.author.cookie})

    assert (answer.status_code, "<h1>Not done</h1>" in answer.text) == (405, True)
    assert "POST" in answer.headers["allow"]


def test_the_residents_pages_answer_as_before(world: World) -> None:
    answer = world.client.get("/desktop", headers=PAGE)

    assert (answer.status_code, "Not at the desk" in answer.text) == (404, False)
