"""/desk/audit: what it says of acts, what it finds, and what every page says when it is not sound."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.desk.audit_heads import HEADS_FILE
from service.desk.ports import Entry, Grant, Role
from tests.service.web.desk_world import Person, World, desk_world

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MANY = 120


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with desk_world(tmp_path) as made:
        yield made


@pytest.fixture
def approver(world: World) -> Person:
    return world.person("Eve", (Grant(role=Role.APPROVER, begins=LONG_AGO),))


def read(world: World, who: Person, path: str, language: str = "en") -> str:
    headers = {"Accept": "text/html", "Accept-Language": language, **who.cookie}
    return str(world.client.get(path, headers=headers).text)


def look(world: World, who: Person) -> None:
    answer = world.ask("POST", "/desk/audit/look", who, {})
    assert answer.status_code == 303


def numbers(page: str) -> list[int]:
    """Of the entries, as they stand on the page."""
    return [int(one) for one in re.findall(r'class="note">Entry (\d+) ·', page)]


def note(world: World, act: str, subject: str = "", **body: str) -> int:
    return world.service.audit.append(
        Entry(at=datetime.now(UTC), actor=1, act=act, subject=subject, body=body)
    ).n


def test_entries_stand_newest_first_and_earlier_ones_a_page_further(
    world: World, approver: Person
) -> None:
    last = [note(world, "staff.login", "staff:1", strength="passkey") for _ in range(MANY)][-1]

    first = read(world, approver, "/desk/audit?act=staff.login")
    (following,) = re.findall(r'href="(/desk/audit\?[^"]*before=\d+)"', first)
    second = read(world, approver, following.replace("&amp;", "&"))

    assert numbers(first) == list(range(last, last - 50, -1))
    assert numbers(second) == list(range(last - 50, last - 100, -1))


def test_entries_are_found_by_who_what_and_about(world: World, approver: Person) -> None:
    own = note(world, "staff.codes", "staff:1")
    note(world, "staff.codes", "staff:2")

    page = read(world, approver, "/desk/audit?actor=1&act=staff.codes&subject=staff:1")

    assert numbers(page) == [own]
    assert "Author made new recovery codes." in page


def test_an_act_is_said_in_the_page_s_language_and_an_unknown_one_by_its_bare_name(
    world: World, approver: Person
) -> None:
    note(world, "staff.passkey_add", "staff:1", passkey="<phone>")
    note(world, "weather.change", "sky:1")

    english = read(world, approver, "/desk/audit")
    japanese = read(world, approver, "/desk/audit", "ja")

    assert "Author added a passkey: &lt;phone&gt;." in english
    assert "Authorがパスキーを加えました：&lt;phone&gt;。" in japanese
    assert "Author: weather.change sky:1" in english


@pytest.mark.parametrize("query", ["before=x", "actor=-1", "before=" + "9" * 40, "actor=²"])
def test_a_number_that_is_none_is_refused_with_what_to_do(
    world: World, approver: Person, query: str
) -> None:
    assert "open the log again" in read(world, approver, f"/desk/audit?{query}")


def test_a_log_that_was_looked_through_says_up_to_where(world: World, approver: Person) -> None:
    length = world.log_length()
    look(world, approver)
    seen = world.service.audit_watch.state.entries
    note(world, "staff.codes", "staff:1")

    page = read(world, approver, "/desk/audit")

    assert seen >= length
    assert f"Yes: entries 1 to {seen} were looked through at" in page
    assert f"Entries {seen + 1} to " in page


def test_a_changed_entry_is_told_on_every_page_and_in_readyz(
    world: World, approver: Person
) -> None:
    with closing(sqlite3.connect(world.service.settings.store_path)) as connection, connection:
        connection.execute("DROP TRIGGER audit_entries_stay")
        connection.execute("UPDATE audit_entries SET actor = 99 WHERE n = 2")

    look(world, approver)

    page = read(world, approver, "/desk/audit")
    assert "Entry 2 is not what was written: it was changed." in page
    assert "log is not as it was written (1 places)" in read(world, approver, "/desk")
    assert world.client.get("/readyz").json()["audit_chain"] == "faulty"


def test_a_head_that_cannot_leave_is_told_on_every_page_until_it_can(
    world: World, approver: Person
) -> None:
    heads = world.service.settings.audit_folder / HEADS_FILE
    exporter, now = world.service.exporter, datetime.now(UTC)
    world.service.exporter.close()
    heads.unlink()
    heads.mkdir()
    note(world, "staff.codes", "staff:1")
    exporter._attempt(now)

    failing = read(world, approver, "/desk")
    state = world.client.get("/readyz").json()["audit_head"]
    heads.rmdir()
    exporter._attempt(now)

    assert "head has not left this machine since" in failing
    assert state == "failing"
    assert "has not left this machine" not in read(world, approver, "/desk")
    assert world.client.get("/readyz").json()["audit_head"] == "stays_here"
