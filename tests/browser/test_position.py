""" "My position" in real browsers: a point that stays on the phone, a cell that leaves it."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from service.demo.grid import cell_of
from tests.browser.conftest import BROWSERS, Launch
from tests.browser.desktop import Desktop
from tests.browser.driven import Driven
from tests.browser.phone import CONFIRMED, LANGUAGE, READ
from tests.browser.town import Town
from tests.browser.wire import Wire

HERE = "section.beside > button.wide"
CHOSEN = "return !document.querySelector('form.steps button[type=submit]').disabled"
# Whatever a phone may tell the service of itself.
TOLD = {"endpoint", "keys", "key_id", "language", "places", "nonce"}
NUMBER = re.compile(rb"-?\d+\.\d+")


@pytest.fixture
def wire(town_server: Town) -> Iterator[Wire]:
    with Wire(town_server.url) as wire:
        yield wire


@pytest.fixture(params=BROWSERS)
def browser(
    request: pytest.FixtureRequest, tmp_path: Path, wire: Wire, launch: Launch
) -> Iterator[Driven]:
    with ExitStack() as stack:
        desktop = stack.enter_context(Desktop(tmp_path))
        driven = launch(request.param, tmp_path, desktop, wire.url)
        driven.start()
        stack.callback(driven.stop)
        yield driven


def bodies(wire: Wire) -> list[dict[str, Any]]:
    return [json.loads(request.body) for request in wire.requests if request.body]


def near(point: tuple[float, float], text: bytes) -> list[bytes]:
    """Numbers that are one of the coordinates, to within some kilometres."""
    return [
        found for found in NUMBER.findall(text) if any(abs(float(found) - c) < 0.05 for c in point)
    ]


def kept_by_the_server(town: Town) -> tuple[list[int], bytes]:
    """The cells of the phone that registered last, and every value of the whole store as text."""
    with sqlite3.connect(f"file:{town.store}?mode=ro", uri=True) as store:
        tables = [
            name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type='table'")
        ]
        last = "(SELECT max(number) FROM subscriptions)"
        cells = [row[0] for row in store.execute(f"SELECT cell FROM places WHERE number = {last}")]
        rows = [str(row) for name in tables for row in store.execute(f"SELECT * FROM {name}")]
    store.close()
    return cells, "\n".join(rows).encode()


def test_my_position_stays_on_the_phone_and_its_cell_alone_leaves_it(
    browser: Driven, town_server: Town, wire: Wire
) -> None:
    point = town_server.point
    browser.open(f"{wire.url}/{LANGUAGE}/start")
    browser.click(HERE)
    browser.wait(CHOSEN, "the position is chosen")
    browser.click("form.steps button[type=submit]")
    browser.click(".row button.primary")
    browser.wait(f"return ({CONFIRMED})()", "the nonce came back")

    [place] = browser.run(READ % ("kv", "kv", "places"))
    told = bodies(wire)
    cells, everything = kept_by_the_server(town_server)

    assert (place["lon"], place["lat"]) == pytest.approx(point, abs=1e-9)
    assert cells == [cell_of(*point)]
    [registration] = [one for one in told if "endpoint" in one]
    assert registration["places"] == [{"class": "home", "cells": cells}]
    assert set().union(*told) <= TOLD
    asked = b"\n".join(one.path.encode() + b"\n" + one.body for one in wire.requests)
    assert near(point, asked + str([one.headers for one in wire.requests]).encode()) == []
    assert near(point, everything) == []
