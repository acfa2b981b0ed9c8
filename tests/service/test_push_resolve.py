"""Stand-ins for push services: in training, on this machine, and nowhere else."""

from pathlib import Path

import pytest

from alerts.push.endpoints import push_service_of
from alerts.push.refusal import Refusal
from service.keys import KeysRefused, check_reach, create_key, load_keys
from service.policy import services_of
from service.settings import Settings, SettingsRefused, checked

CHROMIUM = "https://jmt17.google.com"
STAND_IN = "http://127.0.0.1:9000"


def test_training_may_name_a_stand_in_on_this_machine() -> None:
    settings = Settings(push_services=(CHROMIUM,), push_resolve={CHROMIUM: STAND_IN})

    assert checked(settings) == settings


@pytest.mark.parametrize(
    ("mode", "services", "resolve"),
    [
        ("real", (CHROMIUM,), {CHROMIUM: STAND_IN}),
        ("training", (CHROMIUM,), {CHROMIUM: "http://192.0.2.1:9000"}),
        ("training", (CHROMIUM,), {CHROMIUM: "https://push.example"}),
        ("training", (CHROMIUM,), {CHROMIUM: f"{STAND_IN}/path"}),
        ("training", (CHROMIUM,), {CHROMIUM: "http://127.0.0.1@push.example"}),
        ("training", (), {CHROMIUM: STAND_IN}),
    ],
)
def test_anything_else_is_refused_by_name(
    mode: str, services: tuple[str, ...], resolve: dict[str, str]
) -> None:
    settings = Settings(mode=mode, push_services=services, push_resolve=resolve)

    with pytest.raises(SettingsRefused, match="push_resolve"):
        checked(settings)


def test_names_under_a_service_with_a_stand_in_are_not_taken() -> None:
    settings = Settings(push_services=(CHROMIUM,), push_resolve={CHROMIUM: STAND_IN})

    services = services_of(settings)

    assert push_service_of(f"{CHROMIUM}/fcm/send/x", services) == CHROMIUM
    assert isinstance(push_service_of("https://a.jmt17.google.com/x", services), Refusal)


def test_a_training_key_reaches_a_service_only_through_its_stand_in(tmp_path: Path) -> None:
    create_key(tmp_path, "training")
    ring = load_keys(tmp_path, "training")
    services = services_of(Settings(push_services=(CHROMIUM,)))

    check_reach(ring, services, {CHROMIUM: STAND_IN})

    with pytest.raises(KeysRefused, match="not https://jmt17"):
        check_reach(ring, services)
