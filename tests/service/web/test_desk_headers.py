"""Every address of the desk, as the application has them: kept nowhere, framed nowhere, ours alone."""

from collections.abc import Iterator

import httpx
import pytest

from tests.service.web.desk_doors import DOORS
from tests.service.web.desk_world import World, desk_world

PUBLIC = ("/desk/files/", "/desk/ring-worker.js", "/desk/ground/districts", "/desk/ground/streets")
"""Files and the town's map: they say nothing of anybody, and may be kept."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with desk_world(tmp_path_factory.mktemp("headers")) as made:
        yield made


def answers(world: World) -> dict[str, httpx.Response]:
    """To whoever is in and may do all, and to whoever is not in; refusals are answers, too."""
    found = {}
    for name, door in DOORS.items():
        if door.ends:
            continue
        method, path = name.split(" ")
        path = path.format(**world.names)
        for who in (world.author, None):
            found[f"{name} {'in' if who else 'out'}"] = world.ask(method, path, who, door.body)
    return found


def policy(answer: httpx.Response) -> dict[str, str]:
    """Directive -> value."""
    parts = answer.headers.get("content-security-policy", "").split(";")
    return {one.split()[0]: " ".join(one.split()[1:]) for one in parts if one.strip()}


def test_every_answer_of_the_desk_carries_its_headers(world: World) -> None:
    lacking: dict[str, list[str]] = {}

    for name, answer in answers(world).items():
        may_be_kept = any(path in name for path in PUBLIC)
        stored = answer.headers.get("cache-control") != "no-store"
        rules = policy(answer)
        held = {
            "no-store": may_be_kept or not stored,
            "default-src": rules.get("default-src") == "'none'",
            "frame-ancestors": rules.get("frame-ancestors") == "'none'",
            "base-uri": rules.get("base-uri") == "'none'",
            "form-action": rules.get("form-action") in ("'self'", "'none'"),
            "no inline script": "unsafe" not in rules.get("script-src", ""),
            "referrer": answer.headers.get("referrer-policy") in ("same-origin", "no-referrer"),
            "nosniff": answer.headers.get("x-content-type-options") == "nosniff",
        }
        if not all(held.values()):
            lacking[name] = [one for one, is_held in held.items() if not is_held]

    assert lacking == {}


def test_pages_alone_may_be_asked_for_and_changes_are_posted(world: World) -> None:
    """A link or an image elsewhere can only read: no address takes both at will."""
    methods = {
        method
        for route in world.app.routes
        for method in getattr(route, "methods", ())
        if route.path.startswith("/desk")
    }

    assert methods <= {"GET", "HEAD", "POST", "OPTIONS"}
