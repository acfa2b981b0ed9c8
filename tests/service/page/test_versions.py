"""Versions: whole, three kept, never mixed, and none replaced while people are led out of danger."""

import shutil
from pathlib import Path

import pytest

from pwa.serving import hash_of, version_of
from service.page.versions import MOST_KEPT, Versions


def files(name: str) -> dict[str, bytes]:
    return {"app/main.js": f"// {name}\n".encode() * 50, "css/base.css": b"p{}"}


def start(folder: Path, name: str, *, held: bool = False) -> Versions:
    return Versions(folder, files(name), held=held)


def kept(versions: Versions, *names: str) -> list[bool]:
    return [versions.find(hash_of(files(name))) is not None for name in names]


def test_a_first_start_serves_its_own_files_even_while_an_alert_is_live(tmp_path: Path):
    versions = start(tmp_path / "pages", "one", held=True)

    assert versions.served.hash == hash_of(files("one"))
    assert not versions.is_waiting


def test_the_last_three_versions_can_be_asked_for_and_no_more(tmp_path: Path):
    for name in ("one", "two", "three", "four"):
        versions = start(tmp_path, name)

    assert MOST_KEPT == 3
    assert kept(versions, "one", "two", "three", "four") == [False, True, True, True]
    assert versions.served.hash == hash_of(files("four"))
    folders = {one.name for one in tmp_path.iterdir() if one.is_dir()}
    assert folders == {hash_of(files(name)) for name in ("two", "three", "four")}


def test_a_kept_version_has_the_same_bytes_as_when_it_was_new(tmp_path: Path):
    start(tmp_path, "one")

    versions = start(tmp_path, "two")

    assert versions.find(hash_of(files("one"))) == version_of(files("one"))


def test_a_restart_with_the_same_files_changes_nothing(tmp_path: Path):
    start(tmp_path, "one")
    start(tmp_path, "two")

    versions = start(tmp_path, "two")

    assert kept(versions, "one", "two") == [True, True]
    assert versions.served.hash == hash_of(files("two"))


def test_while_a_grave_alert_is_live_a_new_version_waits(tmp_path: Path):
    start(tmp_path, "one")

    versions = start(tmp_path, "two", held=True)

    assert versions.is_waiting
    assert versions.served.hash == hash_of(files("one"))
    assert kept(versions, "two") == [False]


def test_a_version_that_waited_is_served_once_it_is_released(tmp_path: Path):
    start(tmp_path, "one")
    versions = start(tmp_path, "two", held=True)

    versions.release()

    assert not versions.is_waiting
    assert versions.served.hash == hash_of(files("two"))
    assert kept(versions, "one", "two") == [True, True]


def test_a_second_restart_during_the_alert_still_serves_what_people_have(tmp_path: Path):
    start(tmp_path, "one")
    start(tmp_path, "two", held=True)

    versions = start(tmp_path, "three", held=True)

    assert versions.served.hash == hash_of(files("one"))


def test_going_back_to_an_older_version_serves_it(tmp_path: Path):
    for name in ("one", "two", "one"):
        versions = start(tmp_path, name)

    assert versions.served.hash == hash_of(files("one"))
    assert kept(versions, "one", "two") == [True, True]


@pytest.mark.parametrize("damage", ["changed", "missing", "extra", "order"])
def test_a_damaged_version_is_dropped_and_never_served_in_part(tmp_path: Path, damage: str):
    start(tmp_path, "one")
    old = tmp_path / hash_of(files("one"))
    if damage == "changed":
        (old / "app/main.js").write_bytes(b"")
    elif damage == "missing":
        shutil.rmtree(old)
    elif damage == "extra":
        (old / "app/more.js").write_bytes(b"1;")
    else:
        (tmp_path / "order.json").write_text("[", "utf-8")

    versions = start(tmp_path, "two", held=True)

    assert versions.served.hash == hash_of(files("two"))
    assert kept(versions, "one") == [False]


def test_a_full_or_forbidden_disk_does_not_keep_the_page_from_people(tmp_path: Path):
    (tmp_path / "pages").write_text("a file where a folder should be", "utf-8")

    versions = start(tmp_path / "pages", "one")

    assert versions.served.hash == hash_of(files("one"))
