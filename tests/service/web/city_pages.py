"""Reading and sending the desk's pages of streets and sites, as a browser without scripts does."""

import re
from datetime import UTC, datetime
from typing import Any

import httpx

from service.desk.ports import Grant, Role
from tests.service.web.desk_world import HERE, Person, World

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


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
