"""What failing costs those who fail, and what it never costs the desk."""

from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from service.desk.passkeys import PasskeyRefused, cannot_bind
from service.desk.ports import Entry, Role, Spent
from service.desk.staffing import StaffRefused
from service.errors import TooMany
from service.keys import create_key
from service.settings import Settings, SettingsRefused
from service.wiring import Service
from tests.authenticator import Authenticator
from tests.service.desk.people import NETWORK, NOW, ORIGIN, People

FLOOD = 10_000
SECRET = b"twenty bytes of salt"
ADDRESS = "passkeys belong to a name, and 192.0.2.7 is an address"


def networks() -> list[str]:
    """One address in each of ten thousand prefixes, none of them the desk's own."""
    return [f"10.{n // 256}.{n % 256}.9" for n in range(FLOOD)]


@pytest.fixture
def people() -> People:
    made = People()
    made.found_all()
    for number in (1, 2, 3, 4):
        made.store.set_totp(
            number, SECRET, Entry(at=NOW, actor=number, act="staff.totp_set", subject="")
        )
    return made


def fail_with_codes(people: People) -> int:
    """Every name, from every network; how many of the attempts were still looked at."""
    looked_at = 0
    for at, network in enumerate(networks()):
        name = ("Ann", "Ben", "Eve", "Fay", "nobody")[at % 5]
        try:
            people.entrance.login_with_code(name, "000000", network, "", NOW)
        except Spent:
            looked_at += 1
        except TooMany:
            pass
    return looked_at


def test_ten_thousand_wrong_codes_from_as_many_networks_stop_no_passkey(people: People):
    looked_at = fail_with_codes(people)

    came_in = [people.login(number).session.staff for number in (1, 2, 3, 4)]

    assert came_in == [1, 2, 3, 4]
    assert looked_at == 25  # five for each account, and five for all names that nobody has


def test_ten_thousand_wrong_passkeys_stop_no_passkey(people: People):
    answer = Authenticator(ORIGIN).get(people.entrance.login_options(NOW))
    for _ in range(FLOOD):
        with pytest.raises(PasskeyRefused, match="no active account has this passkey"):
            people.entrance.login(answer, "", NOW)

    assert people.login(1).session.staff == 1


def test_a_flood_leaves_those_their_codes_who_came_in_from_their_network_today(people: People):
    app = pyotp.TOTP(pyotp.random_base32())
    people.store.set_totp(
        3, app.byte_secret(), Entry(at=NOW, actor=3, act="staff.totp_set", subject="")
    )
    people.entrance.login_with_code("Eve", app.at(NOW), NETWORK, "", NOW)
    fail_with_codes(people)
    later = NOW + timedelta(minutes=1)

    begun = people.entrance.login_with_code("Eve", app.at(later), NETWORK, "", later)

    assert (begun.session.staff, begun.session.strength) == (3, "totp")


@pytest.mark.parametrize(
    ("base_url", "refused"),
    [
        ("https://town.example", False),
        ("https://town.example:8443/", False),
        ("http://localhost:8080", False),
        ("https://192.0.2.7", True),
        ("http://127.0.0.1:8080", True),
        ("https://[2001:db8::1]:8080", True),
        ("http://town.example", True),
    ],
)
def test_passkeys_need_a_name_and_https(base_url: str, refused: bool):
    assert (cannot_bind(base_url) is not None) is refused


def test_a_real_service_at_an_address_does_not_start_and_says_what_to_set(tmp_path: Path):
    create_key(tmp_path / "keys", "real")
    settings = Settings(mode="real", data_dir=tmp_path, base_url="https://192.0.2.7")

    with pytest.raises(SettingsRefused, match=ADDRESS):
        Service(settings)


def test_a_training_space_at_an_address_starts_and_gives_out_no_link(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    settings = Settings(data_dir=tmp_path, base_url="http://192.0.2.7:8080")

    with Service(settings) as town, pytest.raises(StaffRefused, match=ADDRESS):
        town.staffing.found("Ann", Role.ADMIN, NOW)

    assert ADDRESS in caplog.text
