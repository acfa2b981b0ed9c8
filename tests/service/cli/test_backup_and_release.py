"""`hansho backup`, a restored store on hold, and `hansho release`."""

import json
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from service.asgi import application
from service.cli import main
from service.holding import COPY
from service.settings import Settings, load_settings
from service.wiring import Service


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "settings.toml"
    made.write_text(f'data_dir = "{tmp_path / "var"}"\n')
    return made


@pytest.fixture
def settings(file: Path) -> Settings:
    return load_settings(file)


@contextmanager
def asking(service: Service) -> Any:
    with TestClient(application(service)) as client:
        yield lambda path: client.get(path)


def restore(settings: Settings, copy: Path) -> None:
    for old in settings.data_dir.glob("hansho.sqlite*"):
        old.unlink()
    copy.rename(settings.store_path)


def test_a_service_that_runs_is_copied_and_the_copy_starts_on_hold_until_released(
    file: Path, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.sqlite"
    with Service(settings):
        assert main(["backup", str(copy), "--settings", str(file)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == str(copy)
    assert told["bytes"] == copy.stat().st_size
    restore(settings, copy)

    with Service(settings) as service, asking(service) as get:
        held = get("/readyz").json()["dispatch"]
        status = get("/status").text
        assert main(["release", "--settings", str(file)]) == 0
        after = get("/readyz").json()["dispatch"]
        newest = service.audit.newest()
        assert main(["release", "--settings", str(file)]) == 2

    assert (held, after) == ("on_hold", "running")
    assert COPY in status
    assert newest is not None
    assert newest.act == "store.released"
    with Service(settings) as service:
        assert service.hold.reason is None


def test_a_store_that_nobody_serves_is_copied_under_its_lock(
    file: Path, settings: Settings, tmp_path: Path
) -> None:
    with Service(settings):
        pass

    assert main(["backup", str(tmp_path / "copy.sqlite"), "--settings", str(file)]) == 0
    assert main(["backup", str(tmp_path / "copy.sqlite"), "--settings", str(file)]) == 2


def test_a_store_without_the_file_beside_the_keys_is_on_hold(settings: Settings) -> None:
    with Service(settings):
        pass
    (settings.keys_dir / "served.json").unlink()

    with Service(settings) as service:
        assert [one.subject for one in service.troubles()] == ["store:hold"]
