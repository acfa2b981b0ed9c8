"""The reserve on the disk: real blocks, given up once, made again when there is room."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.ports import StoreUnavailable
from service.ballast import FULL, LOW, Ballast

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SIZE = 1024 * 1024


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ballast"


def said(ballast: Ballast) -> list[str]:
    return [one.said for one in ballast.troubles]


def test_the_first_look_makes_it_of_real_blocks(file: Path) -> None:
    ballast = Ballast(file, SIZE)

    ballast.look(NOON)

    assert (file.stat().st_size, file.stat().st_mode & 0o077) == (SIZE, 0)
    assert file.stat().st_blocks * 512 >= SIZE
    assert ballast.troubles == ()


def test_while_the_disk_is_full_no_phone_is_let_in(file: Path) -> None:
    ballast = Ballast(file, SIZE)
    ballast.look(NOON)
    ballast.admit()

    assert ballast.give_up()

    assert not file.exists()
    assert (ballast.is_full, said(ballast)) == (True, [FULL])
    with pytest.raises(StoreUnavailable):
        ballast.admit()


def test_it_makes_room_only_once(file: Path) -> None:
    ballast = Ballast(file, SIZE)
    ballast.look(NOON)

    assert [ballast.give_up(), ballast.give_up()] == [True, False]


def test_it_is_made_again_and_phones_are_let_in_when_there_is_room(file: Path) -> None:
    ballast = Ballast(file, SIZE)
    ballast.look(NOON)
    ballast.give_up()

    ballast.look(NOON)

    ballast.admit()
    assert (file.stat().st_size, ballast.troubles) == (SIZE, ())


@pytest.mark.parametrize("size", [SIZE, 0])
def test_a_disk_without_room_stays_full(
    file: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballast = Ballast(file, size)
    ballast.give_up()
    _no_room(monkeypatch)

    ballast.look(NOON)

    assert (ballast.is_full, said(ballast), file.exists()) == (True, [FULL], False)


def test_a_disk_that_has_no_room_for_it_at_the_start_is_low_but_lets_phones_in(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballast = Ballast(file, SIZE)
    _no_room(monkeypatch)

    ballast.look(NOON)

    ballast.admit()
    assert (ballast.is_full, said(ballast)) == (False, [LOW])


def test_without_a_size_there_is_none(file: Path) -> None:
    ballast = Ballast(file, 0)

    ballast.look(NOON)

    assert (file.exists(), ballast.troubles) == (False, ())


def _no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    values = list(os.statvfs("/"))
    values[4] = 0  # f_bavail
    monkeypatch.setattr(os, "statvfs", lambda _path: os.statvfs_result(values))
