"""What a training desk sends stays on this machine, under a key of its own.

A real key lies beside it, phones of elsewhere stand in its store, and two people approve an order
over all of them: with their passkeys, over HTTP.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.ports import Result
from alerts.push.endpoints import push_service
from alerts.push.envelope import public_bytes
from alerts.testing_examples import home, registration
from geo.cells import runs_of
from service.demo.http_server import HttpServers, Request, Response
from service.desk.ports import Role
from service.keys import KeyRing, KeysRefused, check_keys, check_reach, create_key, load_keys
from service.settings import Settings, SettingsRefused, checked
from tests.authenticator import b64
from tests.service.web.desk_world import RIVERSIDE, World, desk_world
from tests.service.web.keyed import keyed

FAR = "https://fcm.googleapis.com"
PATIENCE_S = 30.0
PHONE = ec.derive_private_key(7, ec.SECP256R1())


class Space(msgspec.Struct, frozen=True):
    """A training desk; `heard`: (origin, request) of every push that left it. `listed` is its push
    service; at `unlisted` another program of this machine listens, which is none of its."""

    world: World
    listed: str
    unlisted: str
    heard: list[tuple[str, Request]]
    real: KeyRing

    def phone(self, origin: str, name: str) -> int:
        """Put straight into the store, past the registration that would refuse it."""
        service = self.world.service
        made = registration(
            name,
            endpoint=f"{origin}/push/{name}",
            service=origin,
            public_key=public_bytes(PHONE.public_key()),
            key_id=service.key.key_id,
        )
        now = datetime.now(UTC)
        number = service.subscriptions.register(made, b"s" * 32, b"n" * 32, now)
        service.subscriptions.set_places(number, [home(int(runs_of(RIVERSIDE.area)[0, 0]))])
        service.subscriptions.confirm(number, b"n" * 32)
        return number

    def counts(self, alert_id: str, phones: int) -> dict[Result, int]:
        """Of the first revision, once so many were recorded and nothing is owed any more."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            counts = dict(self.world.service.ledger.counts(alert_id, 1))
            if sum(counts.values()) == phones and not counts.get(Result.OWED):
                return {result: count for result, count in counts.items() if count}
            assert time.monotonic() < deadline, counts
            time.sleep(0.02)


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Space]:
    heard: list[tuple[str, Request]] = []

    def answer(origin: str, request: Request) -> Response:
        heard.append((origin, request))
        return Response(status=201)

    folder = Settings(data_dir=tmp_path).keys_dir
    create_key(folder, "real")
    with HttpServers(2, answer) as servers:
        listed, unlisted = servers.origins
        with desk_world(tmp_path, push_services=(listed,)) as world:
            yield Space(world, listed, unlisted, heard, load_keys(folder, "real"))


def test_an_order_that_two_people_approved_reaches_this_machine_alone_with_its_own_key(
    space: Space,
) -> None:
    for origin, name in ((space.listed, "here"), (space.unlisted, "beside"), (FAR, "far")):
        space.phone(origin, name)
    eve = keyed(space.world, "Eve", Role.APPROVER)

    sent = eve.approve(space.world, f"/desk/submissions/{space.world.waiting.id}")

    assert sent.status_code == 200, sent.text
    alert_id = sent.json()["next"].rpartition("/")[2]
    assert space.counts(alert_id, 3) == {Result.ACCEPTED: 1, Result.REFUSED: 2}
    pushed = [(origin, one.path) for origin, one in space.heard if one.path.startswith("/push/")]
    assert set(pushed) == {(space.listed, "/push/here")}
    signed_with = {one.headers["authorization"].rpartition("k=")[2] for _, one in space.heard}
    own = space.world.service.keys
    assert signed_with == {b64(own.current.public)}
    assert own.purpose == "training"
    assert own.ids.isdisjoint(space.real.ids)


def test_a_training_desk_rings_nobody_s_device_elsewhere(space: Space) -> None:
    keys = {"p256dh": b64(public_bytes(PHONE.public_key())), "auth": b64(b"a" * 16)}

    answers = [
        space.world.ask(
            "POST",
            "/desk/rings/devices",
            space.world.author,
            msgspec.json.encode(
                {"endpoint": f"{origin}/eve", "keys": keys, "label": "x", "language": "en"}
            ),
        )
        for origin in (FAR, space.unlisted)
    ]

    assert [one.status_code for one in answers] == [409, 409]
    assert [one.json()["detail"] for one in answers] == [
        "its push service is not one of ours; try another browser"
    ] * 2
    assert space.world.service.rings.ringing.store.devices() == ()


@pytest.mark.parametrize(
    "settings",
    [
        Settings(push_services=(FAR,)),
        Settings(push_services=("http://127.0.0.1:9", FAR)),
        Settings(push_services=("http://127.0.0.1.elsewhere.example",)),
        Settings(push_services=("http://192.0.2.1:9",)),
        Settings(push_services=(FAR,), push_resolve={FAR: "http://127.elsewhere.example"}),
        Settings(push_services=(FAR,), push_resolve={FAR: "https://elsewhere.example"}),
    ],
)
def test_no_setting_lets_a_training_space_reach_further(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(SettingsRefused):
        checked(msgspec.structs.replace(settings, data_dir=tmp_path))


def test_a_key_of_training_is_used_for_no_service_that_is_elsewhere(space: Space) -> None:
    services = (*space.world.service.services, push_service(FAR))

    with pytest.raises(KeysRefused, match="loopback"):
        check_reach(space.world.service.keys, services)


def test_a_training_space_does_not_start_over_the_phones_of_a_real_one(space: Space) -> None:
    service = space.world.service
    made = registration("real", key_id=space.real.current.key_id)
    service.subscriptions.register(made, b"s" * 32, b"n" * 32, datetime.now(UTC))

    with pytest.raises(KeysRefused, match="phones are registered"):
        check_keys(service.keys, service.subscriptions.key_ids())
