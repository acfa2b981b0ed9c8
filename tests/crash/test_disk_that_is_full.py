"""A real disk without room: warnings go out, new phones are turned away, and come in again later."""

import subprocess
import urllib.error
import urllib.request
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.push.envelope import public_bytes
from service.bench.crash.judging import judge
from service.bench.crash.running import Scene
from service.bench.crash.town import Town, copied, order
from service.bench.measuring import wait_for

SIZE_MIB, BALLAST_MIB = 24, 4


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of a few megabytes. Skipped where nothing may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MIB}m", "tmpfs", str(place)]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError as error:
        pytest.skip(f"no disk of its own for this test: {error}")
    if done.returncode != 0:
        pytest.skip(f"no disk of its own for this test: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def scene(tmp_path: Path, require_program: Callable[[str], Path]) -> Iterator[Scene]:
    require_program("gcc")
    require_program("node")
    with Scene(tmp_path, 400) as made:
        yield made


@pytest.fixture
def town(scene: Scene, disk: Path) -> Iterator[Town]:
    own = scene.own_folder("full")
    data = copied(scene.fresh, disk / "data")
    made = Town(own, data, scene.sink, scene.shim(own), ballast_mb=BALLAST_MIB)
    made.start()
    wait_for("the ballast", (data / "ballast").exists, 60.0, 0.1)
    yield made
    made.close()


def test_a_full_disk_stops_no_warning_and_keeps_new_phones_out_until_there_is_room(
    scene: Scene, town: Town, disk: Path
) -> None:
    filler = disk / "filler"
    fill(filler)

    alert_id = town.issue(order("on-a-full-disk"))
    town.settle(alert_id)

    finding = judge(scene.sink.came(), alert_id, scene.seeded.inside.tolist(), 1, scene.page)
    assert (finding.lost, finding.unwanted, finding.repeats) == (0, 0, 0)
    status, headers, problem = register(scene, town)
    assert (status, headers["retry-after"], problem["status"]) == (503, "30", 503)
    assert ready(town)["disk"] == "full"

    filler.unlink()
    wait_for("room", lambda: ready(town)["disk"] == "enough", 60.0, 0.1)

    assert register(scene, town)[0] == 201
    assert (town.data / "ballast").stat().st_size == BALLAST_MIB * 1024 * 1024


def fill(file: Path) -> None:
    with file.open("wb", buffering=0) as out:
        for size in (1 << 16, 1 << 10, 1):
            try:
                while out.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


def ready(town: Town) -> dict[str, Any]:
    with urllib.request.urlopen(f"{town.url}/readyz", timeout=20) as answer:
        return dict(msgspec.json.decode(answer.read()))


def register(scene: Scene, town: Town) -> tuple[int, dict[str, str], dict[str, Any]]:
    with urllib.request.urlopen(f"{town.url}/api/v1/push-key", timeout=20) as answer:
        key_id = msgspec.json.decode(answer.read())["key_id"]
    point = public_bytes(ec.generate_private_key(ec.SECP256R1()).public_key())
    body = {
        "endpoint": scene.sink.endpoint(999_999),
        "keys": {"p256dh": base64url(point), "auth": base64url(b"a" * 16)},
        "key_id": key_id,
        "language": "ja",
        "places": [],
    }
    request = urllib.request.Request(
        f"{town.url}/api/v1/subscriptions",
        data=msgspec.json.encode(body),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), msgspec.json.decode(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), msgspec.json.decode(error.read())


def base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
