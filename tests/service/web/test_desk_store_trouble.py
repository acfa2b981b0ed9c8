"""What is wrong with the store stands on every page of the desk, in its reader's language."""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from service.ballast import FULL
from service.desk.ports import Grant, Role
from service.desk_page.words.store_trouble import STORE_TROUBLE
from tests.service.web.desk_world import Person, World, desk_world

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with desk_world(tmp_path) as made:
        yield made


@pytest.fixture
def viewer(world: World) -> Person:
    return world.person("Eve", (Grant(role=Role.VIEWER, begins=LONG_AGO),))


def page(world: World, who: Person, language: str) -> str:
    headers = {"Accept": "text/html", "Accept-Language": language, **who.cookie}
    return unescape(str(world.client.get("/desk", headers=headers).text))


def test_a_full_disk_stands_on_every_page_until_there_is_room(world: World, viewer: Person) -> None:
    assert FULL not in page(world, viewer, "en")

    world.service.ballast.give_up()

    assert FULL in page(world, viewer, "en")
    assert STORE_TROUBLE[FULL] in page(world, viewer, "ja")
    world.service.ballast.look(datetime.now(UTC))
    assert FULL not in page(world, viewer, "en")
