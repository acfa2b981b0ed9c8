"""`hansho watch`: feeds without a web server, and recorded warnings played in a training space."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from service.cli import main
from service.settings import load_settings
from service.wiring import Service
from tests.service.watch.publisher import Publisher, cap, publishing

THEN = datetime(2020, 7, 4, 3, 0, tzinfo=UTC)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as made:
        yield made


def settings_in(folder: Path, *lines: str) -> Path:
    file = folder / "town.toml"
    file.write_text("\n".join([f'data_dir = "{folder / "var"}"', *lines]), "utf-8")
    return file


def feed_of(publisher: Publisher) -> str:
    return f'[[feeds]]\nname = "agency"\naddress = "{publisher.address}"'


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Two warnings, the later one in the first file."""
    folder = tmp_path / "records"
    folder.mkdir()
    later = THEN + timedelta(minutes=1)
    (folder / "a.xml").write_bytes(cap("second", later, "Storm warning"))
    (folder / "b.xml").write_bytes(cap("first", THEN))
    (folder / "notes.txt").write_text("nothing")
    return folder


def test_what_a_feed_brings_is_told_in_lines_until_it_is_stopped(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.publish("flood", at=datetime.now(UTC))
    settings = settings_in(tmp_path, feed_of(publisher))
    command = [sys.executable, "-m", "service.cli", "watch", "--settings", str(settings)]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        assert running.stdout is not None
        line = json.loads(running.stdout.readline())
        running.terminate()
        code = running.wait(60)

    assert (line["source"], line["outcome"], line["mode"]) == ("agency", "new", "training")
    assert (line["identifier"], line["number"], code) == ("flood", 1, 0)
    assert (line["handling"], line["because"]) == ("show", [])


def test_what_is_served_is_watched_already(
    publisher: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path, feed_of(publisher))

    with Service(load_settings(settings)):
        code = main(["watch", "--settings", str(settings)])

    assert code == 2
    assert "`hansho serve` watches these feeds already" in capsys.readouterr().err


def test_without_a_feed_there_is_nothing_to_watch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["watch", "--settings", str(settings_in(tmp_path))])

    assert code == 2
    assert "the settings name no feed" in capsys.readouterr().err


def test_recorded_warnings_are_played_in_their_order_and_as_an_exercise(
    tmp_path: Path, records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)

    code = main(["watch", "--settings", str(settings), "--replay", str(records), "--speed", "1000"])

    told = lines_of(capsys)
    assert code == 0
    assert [(one["source"], one["identifier"]) for one in told] == [
        ("b.xml", "first"),
        ("a.xml", "second"),
    ]
    assert {(one["outcome"], one["mode"]) for one in told} == {("new", "training")}
    assert all(one["sent"] > "2026" for one in told)


def test_what_is_served_gets_the_recorded_warnings(
    tmp_path: Path, records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    command = ["watch", "--settings", str(settings), "--replay", str(records), "--speed", "1000"]

    with Service(load_settings(settings)) as service:
        code = main(command)
        alerts = service.alerts.recent(10)

    assert (code, len(alerts)) == (0, 2)
    assert {one["id"] for one in lines_of(capsys)} == {one.id for one in alerts}


@pytest.mark.parametrize(
    ("options", "lines", "said"),
    [
        (["--replay", "."], ['mode = "real"'], "--replay is for a training space"),
        (["--replay", "nowhere"], [], "no warning is in there"),
    ],
    ids=["real mode", "no folder"],
)
def test_what_cannot_be_played_is_refused(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    lines: list[str],
    said: str,
) -> None:
    settings = settings_in(tmp_path, *lines)

    code = main(["watch", "--settings", str(settings), *options])

    assert code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("speed", ["0", "-1", "nan", "fast", "1e9"])
def test_a_speed_that_is_none_is_refused(speed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["watch", "--replay", ".", f"--speed={speed}"])

    assert "write a number from 0.01 to 10000" in capsys.readouterr().err
