"""A number in an address that no store can hold names nothing, at every door."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar.routes import HTTPRoute

from tests.service.web.desk_world import World, desk_world

TOO_LARGE = 2**63
BODIES: dict[str, Any] = {
    "confirmation": {"nonce": "a"},
    "places": {"places": []},
    "language": {"language": "en"},
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with desk_world(tmp_path_factory.mktemp("numbers")) as made:
        yield made


def numbered(world: World) -> list[tuple[str, str]]:
    """Every method and path with a number in it."""
    return [
        (method, route.path.replace("{number:int}", str(TOO_LARGE)))
        for route in world.client.app.routes
        if isinstance(route, HTTPRoute) and "{number:int}" in route.path
        for method in sorted(route.methods - {"OPTIONS"})
    ]


def test_a_number_that_no_store_can_hold_is_refused_and_nothing_fails(world: World) -> None:
    author = world.author
    statuses = {
        (method, path): world.client.request(
            method,
            path,
            headers={
                **author.cookie,
                "X-Desk-CSRF": author.csrf,
                "Authorization": "Bearer YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE",
                "Accept": "application/json",
            },
            json=BODIES.get(path.rsplit("/", 1)[-1], {}),
        ).status_code
        for method, path in numbered(world)
    }

    assert len(statuses) > 15
    assert {one: status for one, status in statuses.items() if not 400 <= status < 500} == {}


def test_a_lost_passkey_of_nobody_in_particular_is_asked_for_by_name(world: World) -> None:
    answer = world.client.post(
        "/desk/recover/options",
        json={"name": " \n "},
        headers={"Accept": "application/json", "Origin": world.service.settings.base_url},
    )

    assert answer.status_code == 403
    assert "type your name at the desk" in answer.json()["detail"]
