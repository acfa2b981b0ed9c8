"""`hansho staff` and `hansho audit` against a service that runs, and its log against tampering."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from alerts.release import DEFAULT
from service.cli import main
from service.desk.audit import chained
from service.desk.audit_heads import HEADS_FILE
from service.desk.policies import Stage
from service.desk.ports import Entry
from service.policy_file import read_policy
from service.settings import Settings, load_settings
from service.store.sqlite.audit_reading import audit_rows
from service.wiring import Service


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Settings whose heads go to another folder."""
    made = tmp_path / "settings.toml"
    made.write_text(
        f'data_dir = "{tmp_path / "var"}"\naudit_export = "{tmp_path / "elsewhere"}"\n'
        'base_url = "http://localhost:8080"\n'
    )
    return made


@pytest.fixture
def settings(file: Path) -> Settings:
    return load_settings(file)


@pytest.fixture
def running(settings: Settings) -> Iterator[Service]:
    with Service(settings) as service:
        yield service


class Told:
    """What commands print: `json` of one line, `code` and `err` of the last one."""

    def __init__(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._file = file
        self._capsys = capsys

    def __call__(self, *words: str) -> "Told":
        self.code = main([*words, "--settings", str(self._file)])
        captured = self._capsys.readouterr()
        self.out, self.err = captured.out, captured.err
        return self

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def hansho(file: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(file, capsys)


def found_desk(hansho: Told) -> None:
    for name, role in (("Ann", "admin"), ("Ben", "admin"), ("Eve", "approver")):
        hansho("staff", "invite", name, "--role", role)


def test_the_first_of_the_staff_get_their_links_at_once(running: Service, hansho: Told):
    told = hansho("staff", "invite", "Ann", "--role", "admin").json

    assert told["staff"]["name"] == "Ann"
    assert told["link"].startswith("http://localhost:8080/desk/enrol#")


def test_whoever_comes_after_them_waits_for_admins(running: Service, hansho: Told, tmp_path: Path):
    found_desk(hansho)
    area = tmp_path / "area.geojson"
    ring = [[139.0, 35.0], [139.1, 35.0], [139.1, 35.1], [139.0, 35.0]]
    area.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    limits = ("--area", str(area), "--kind", "flood", "--until", "2027-04-01")

    told = hansho("staff", "invite", "Gil", "--role", "composer", "--role", "approver", *limits)

    waiting = told.json["proposal"]
    assert (waiting["roles"], waiting["endorsed"], waiting["needed"]) == (
        ["composer", "approver"],
        0,
        2,
    )
    assert "link" not in told.json
    (proposal,) = running.staff.proposals()
    assert {(one.kinds, one.ends is None, one.area is None) for one in proposal.grants} == {
        (frozenset({"flood"}), False, False)
    }


def test_the_list_shows_everybody_and_what_waits(running: Service, hansho: Told):
    found_desk(hansho)
    hansho("staff", "change", "3", "--role", "viewer")
    hansho("staff", "disable", "1")

    told = hansho("staff", "list").json

    assert [(one["number"], one["name"], one["active"]) for one in told["staff"]] == [
        (1, "Ann", False),
        (2, "Ben", True),
        (3, "Eve", True),
    ]
    assert [(one["name"], one["needed"]) for one in told["waiting"]] == [("Eve", 2)]
    hansho("staff", "drop", told["waiting"][0]["id"])
    assert hansho("staff", "list").json["waiting"] == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("disable", "9"), "nobody of the staff has the number 9"),
        (("drop", "x"), "no proposal x waits"),
        (("invite", "Gil", "--role", "viewer"), "two admins first"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(
    running: Service, hansho: Told, words: tuple[str, ...], reason: str
):
    told = hansho("staff", *words)

    assert (told.code, reason in told.err) == (2, True)


def test_the_log_tells_every_act_of_the_staff(running: Service, hansho: Told):
    found_desk(hansho)
    hansho("staff", "renew", "3")

    lines = [json.loads(line) for line in hansho("audit", "show").out.splitlines()]

    assert [(line["n"], line["actor"], line["act"], line["subject"]) for line in lines] == [
        (1, 0, "staff.found", "staff:1"),
        (2, 0, "staff.found", "staff:2"),
        (3, 0, "staff.found", "staff:3"),
        (4, 0, "staff.renew", "staff:3"),
    ]
    only = hansho("audit", "show", "--after", "3", "--subject", "staff:3").out
    assert [json.loads(line)["n"] for line in only.splitlines()] == [4]
    assert "#" not in hansho("audit", "show").out  # no link in the log


def test_a_lost_device_is_ended_by_a_command_and_the_account_stays(running: Service, hansho: Told):
    found_desk(hansho)

    told = hansho("staff", "lost", "3").json

    assert (told["staff"]["name"], told["staff"]["active"]) == ("Eve", True)
    (latest,) = running.audit.rows(after=3)
    assert (latest.actor, latest.act, latest.subject) == (0, "staff.lost", "staff:3")


def test_no_secret_lies_in_the_store(running: Service, hansho: Told, settings: Settings):
    link = hansho("staff", "invite", "Ann", "--role", "admin").json["link"]
    token = link.partition("#")[2].encode()

    stored = b"".join(
        one.read_bytes() for one in settings.data_dir.glob("hansho.sqlite*") if one.is_file()
    )

    assert b"staff.found" in stored
    assert token not in stored


@pytest.fixture
def stopped(settings: Settings, hansho: Told) -> Path:
    """The store of a desk with three entries and their heads, no longer served."""
    with Service(settings):
        found_desk(hansho)
    return settings.store_path


def tamper(store: Path, *statements: str) -> None:
    """As somebody with the file and an editor for it: the triggers go first."""
    with closing(sqlite3.connect(store)) as connection, connection:
        for name in ("follow", "stay", "remain"):
            connection.execute(f"DROP TRIGGER audit_entries_{name}")
        for statement in statements:
            connection.execute(statement)


def test_a_log_that_nobody_touched_is_without_fault(stopped: Path, hansho: Told):
    told = hansho("audit", "verify")

    assert (told.code, told.out.startswith("no fault: 3 entries")) == (0, True)


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE audit_entries SET body = x'7b7d' WHERE n = 2", "entry 2: its content"),
        ("DELETE FROM audit_entries WHERE n = 2", "entry 3: entry 2 should stand here"),
        ("DELETE FROM audit_entries WHERE n = 3", "entry 3: a head was exported"),
        ("DELETE FROM audit_entries", "entry 3: a head was exported"),
        (
            "INSERT INTO audit_entries SELECT 4, at, actor, act, subject, body, previous, hash "
            "FROM audit_entries WHERE n = 2",
            "entry 4: it does not follow",
        ),
        (
            "UPDATE audit_entries SET subject = CASE n WHEN 1 THEN 'staff:2' ELSE 'staff:1' END",
            "entry 1: its content",
        ),
    ],
    ids=["changed", "dropped", "cut off", "emptied", "slipped in", "exchanged"],
)
def test_whatever_was_done_to_the_file_is_found(
    stopped: Path, hansho: Told, statement: str, entry: str
):
    tamper(stopped, statement)

    told = hansho("audit", "verify")

    assert told.code == 1
    assert entry in told.out


def test_entries_that_changed_places_are_found(stopped: Path, hansho: Told):
    tamper(
        stopped,
        "UPDATE audit_entries SET n = 9 WHERE n = 2",
        "UPDATE audit_entries SET n = 2 WHERE n = 3",
        "UPDATE audit_entries SET n = 3 WHERE n = 9",
    )

    told = hansho("audit", "verify")

    assert told.code == 1
    assert "entry 2: it does not follow the entry before it" in told.out
    assert "entry 3: its head names another content" in told.out


def test_an_end_that_was_cut_off_and_written_on_is_found(
    stopped: Path, hansho: Told, settings: Settings
):
    tamper(stopped, "DELETE FROM audit_entries WHERE n > 1")
    with Service(settings):
        hansho("staff", "invite", "Mal", "--role", "admin")
        hansho("staff", "invite", "Mel", "--role", "approver")

    told = hansho("audit", "verify")

    assert told.code == 1
    assert "entry 3: its head names another content" in told.out


def test_a_log_that_was_written_anew_without_a_fault_of_its_own_is_found(
    stopped: Path, hansho: Told
):
    rows = list(audit_rows(stopped))
    forged = rows[:1]
    for row in rows[1:]:
        body = msgspec.json.decode(row.body) | {"name": "Mallory"}
        told = Entry(at=row.at, actor=row.actor, act=row.act, subject=row.subject, body=body)
        forged.append(chained(forged[-1], told))
    with closing(sqlite3.connect(stopped)) as connection, connection:
        connection.execute("DROP TRIGGER audit_entries_stay")
        for row in forged:
            connection.execute(
                "UPDATE audit_entries SET body = ?, previous = ?, hash = ? WHERE n = ?",
                (row.body, row.previous, row.hash, row.n),
            )

    told_now = hansho("audit", "verify")

    assert told_now.code == 1
    assert "its content" not in told_now.out  # the chain by itself is whole
    assert "entry 3: its head names another content" in told_now.out


def test_a_log_without_its_heads_is_not_called_sound(
    stopped: Path, hansho: Told, settings: Settings
):
    (settings.audit_folder / HEADS_FILE).unlink()

    told = hansho("audit", "verify")

    assert (told.code, "cut off" in told.err) == (2, True)


def test_heads_and_key_that_were_exchanged_together_are_found_by_the_exported_key(
    stopped: Path, hansho: Told, settings: Settings, tmp_path: Path
):
    (exported,) = settings.audit_folder.glob("audit-*.pub")
    noted = tmp_path / "noted.pub"
    noted.write_bytes(exported.read_bytes())
    for own in settings.keys_dir.glob("audit-*.pem"):
        own.unlink()
    (settings.audit_folder / HEADS_FILE).unlink()
    with Service(settings):
        pass  # a new key signs the head anew

    by_itself = hansho("audit", "verify").code
    by_the_key = hansho("audit", "verify", "--key", str(noted))

    assert (by_itself, by_the_key.code) == (0, 1)
    assert "a key that is not ours" in by_the_key.out


def test_a_log_is_verified_while_it_is_served(running: Service, hansho: Told):
    found_desk(hansho)
    running.exporter.export(datetime.now(UTC))

    assert hansho("audit", "verify").code == 0


def test_what_may_go_by_itself_is_a_file_and_a_file_is_a_draft(
    running: Service, hansho: Told, tmp_path: Path
):
    file = tmp_path / "policy.toml"

    hansho("staff", "policy", "export", str(file))
    text = file.read_text("utf-8")
    file.write_text(text.replace('"automatic"', '"show"', 1), "utf-8")
    told = hansho("staff", "policy", "import", str(file)).json

    assert read_policy(text) == DEFAULT
    assert running.policy_room.holds() == DEFAULT
    draft = running.policy_room.policy(told["proposal"])
    assert (draft.stage, draft.proposed_by, told["next"]) == (Stage.DRAFT, 0, "/desk/policy")


def test_a_file_that_is_no_policy_is_refused_with_what_to_mend(
    running: Service, hansho: Told, tmp_path: Path
):
    file = tmp_path / "policy.toml"
    file.write_text("[[rules]]\nkind = 'rain'\n", "utf-8")

    told = hansho("staff", "policy", "import", str(file))

    assert told.code != 0
    assert "mend the file" in told.err
