"""A restored backup under the whole service: nothing is recorded or sent before a person says so."""

from pathlib import Path

from service.bench.crash.judging import judge
from service.bench.crash.running import Scene
from service.bench.crash.town import Town, order
from service.holding import COPY, OLDER


def put_back(town: Town, copy: Path) -> None:
    town.serving.end()
    for old in town.data.glob("hansho.sqlite*"):
        old.unlink()
    copy.rename(town.data / "hansho.sqlite")


def test_a_restored_backup_sends_nothing_until_it_is_released_and_nothing_twice(
    scene: Scene, tmp_path: Path
) -> None:
    town, copy = scene.town("restored"), tmp_path / "copy.sqlite"
    before = town.issue(order("before-the-backup"))
    town.settle(before)
    town.ask({"command": "backup", "file": str(copy)})
    put_back(town, copy)
    scene.sink.came()

    held = town.start(releases=False)
    during = town.issue(order("while-on-hold"))
    progress = town.ask({"command": "progress", "alert": during})
    sent = scene.sink.came()
    released = town.ask({"command": "release"})
    town.settle(during)

    recorded = sum(progress["counts"].values())
    assert (held["dispatch"], progress["done"], recorded, sent) == ("on_hold", False, 0, ())
    assert released["was"] == COPY
    came = scene.sink.came()
    finding = judge(came, during, scene.seeded.inside.tolist(), 1, scene.page)
    assert (finding.lost, finding.unwanted, finding.repeats) == (0, 0, 0)
    assert {push.alert_id for push in came} == {during}


def test_a_plain_copy_of_an_earlier_run_is_known_as_one(scene: Scene, tmp_path: Path) -> None:
    town = scene.town("older")
    town.serving.end()
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes((town.data / "hansho.sqlite").read_bytes())
    town.start()
    assert town.held == []
    put_back(town, copy)

    town.start()

    assert town.held == [OLDER]
