"""Links, recovery codes and one-time passwords: what is typed, what is kept, how often guessed."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from service.desk.attempts import PER_ACCOUNT, PER_NETWORK, Attempts
from service.desk.ceremonies import Ceremonies
from service.desk.invitations import code_hash, code_of, invitation_for, token_hash, token_of
from service.desk.ports import Spent
from service.desk.totp import address, step_of
from service.errors import TooMany

NOW = datetime(2026, 11, 22, 18, 2, 5, tzinfo=UTC)
HOME, STRANGER = "192.0.2.7", "198.51.100.9"
SECRET = b"twenty bytes of salt"
ANN, BEN = 1, 2


def is_blocked(attempts: Attempts, staff: int, network: str, now: datetime = NOW) -> bool:
    try:
        attempts.check(staff, network, now)
    except TooMany:
        return True
    return False


def fail(attempts: Attempts, staff: int, network: str, times: int = PER_ACCOUNT) -> None:
    for _ in range(times):
        attempts.begin(staff, network, NOW)


def test_a_token_and_a_code_are_kept_as_hashes_of_their_own():
    token, code = token_of(bytes(32)), code_of(bytes(10))

    assert (len(token), code) == (43, "AAAA-AAAA-AAAA-AAAA")
    assert token_hash("x") != code_hash("x")
    assert invitation_for(1, token, NOW).expires == NOW + timedelta(hours=72)
    assert token.encode() not in invitation_for(1, token, NOW).token_hash


@pytest.mark.parametrize("typed", ["o2ib-5678", "O2IB5678", " 02 18 - 5678 ", "O2IB–5678"])
def test_a_recovery_code_may_be_written_as_people_write(typed: str):
    assert code_hash(typed) == code_hash("O2IB-567B")


def test_short_randomness_is_refused():
    with pytest.raises(ValueError, match="32 random bytes"):
        token_of(b"short")
    with pytest.raises(ValueError, match="10 random bytes"):
        code_of(b"short")


@pytest.mark.parametrize(
    ("seconds", "fits"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)]
)
def test_a_one_time_password_fits_its_half_minute_and_the_ones_beside_it(seconds: int, fits: bool):
    code = pyotp.TOTP(b32encode(SECRET).decode()).at(NOW + timedelta(seconds=seconds))

    step = step_of(SECRET, f"{code[:3]} {code[3:]}", NOW)

    assert step == (int(NOW.timestamp() + seconds) // 30 if fits else None)


@pytest.mark.parametrize("code", ["", "000000", "abc", "１２３４５６"])
def test_a_wrong_one_time_password_belongs_to_no_step(code: str):
    assert step_of(SECRET, code, NOW) is None


def test_the_address_for_an_authenticator_app_names_person_and_town():
    assert address(SECRET, "Ann", "Hansho").startswith("otpauth://totp/Hansho:Ann?secret=")


def test_guessing_one_account_ends_after_five_failures_for_a_quarter_of_an_hour():
    attempts = Attempts()
    fail(attempts, ANN, STRANGER)

    assert is_blocked(attempts, ANN, "203.0.113.1")
    assert not is_blocked(attempts, BEN, "203.0.113.1")
    assert not is_blocked(attempts, ANN, STRANGER, NOW + timedelta(minutes=15))


def test_guessing_many_accounts_from_one_network_ends_too():
    attempts = Attempts()
    for staff in range(100, 100 + PER_NETWORK):
        fail(attempts, staff, STRANGER, 1)

    assert is_blocked(attempts, ANN, "198.51.100.200")
    assert not is_blocked(attempts, ANN, HOME)


def test_strangers_do_not_use_up_what_is_kept_for_a_known_network():
    attempts = Attempts()
    attempts.succeeded(ANN, HOME, NOW)
    fail(attempts, ANN, STRANGER)

    assert not is_blocked(attempts, ANN, "192.0.2.200")
    assert is_blocked(attempts, ANN, STRANGER)


def test_a_known_network_is_known_for_that_account_alone_and_guesses_no_more_often():
    attempts = Attempts()
    attempts.succeeded(ANN, HOME, NOW)
    fail(attempts, ANN, HOME, PER_ACCOUNT - 1)
    before = is_blocked(attempts, ANN, HOME)
    fail(attempts, ANN, HOME, 1)
    fail(attempts, BEN, STRANGER)

    assert (before, is_blocked(attempts, ANN, HOME)) == (False, True)
    assert is_blocked(attempts, BEN, HOME)


def test_a_success_of_the_person_gives_a_stranger_no_further_guesses():
    attempts = Attempts()
    attempts.begin(ANN, HOME, NOW)
    attempts.succeeded(ANN, HOME, NOW)
    fail(attempts, ANN, STRANGER)

    attempts.begin(ANN, HOME, NOW)
    attempts.succeeded(ANN, HOME, NOW)

    assert is_blocked(attempts, ANN, STRANGER)


def test_many_codes_tried_at_once_are_no_more_than_many_in_a_row():
    attempts = Attempts()

    begun = 0
    for _ in range(PER_ACCOUNT + 3):  # of none of them anybody knows yet whether it is right
        try:
            attempts.begin(ANN, STRANGER, NOW)
        except TooMany:
            continue
        begun += 1

    assert begun == PER_ACCOUNT


def test_a_right_code_is_not_counted_as_a_wrong_one():
    attempts = Attempts()
    attempts.begin(BEN, STRANGER, NOW)
    for _ in range(PER_NETWORK):
        attempts.begin(ANN, HOME, NOW)
        attempts.succeeded(ANN, HOME, NOW)

    assert not is_blocked(attempts, BEN, HOME)
    assert not is_blocked(attempts, ANN, HOME)


def test_a_network_is_forgotten_after_a_day():
    attempts = Attempts()
    attempts.succeeded(ANN, HOME, NOW - timedelta(days=1))
    fail(attempts, ANN, STRANGER)

    assert is_blocked(attempts, ANN, HOME)


def test_a_ceremony_is_for_one_purpose_one_person_one_time_and_five_minutes():
    ceremonies = Ceremonies()
    begun = ceremonies.begin("enrol", ANN, NOW)

    ceremonies.check(begun, "enrol", ANN, NOW)
    for purpose, staff, now in (
        ("login", ANN, NOW),
        ("enrol", BEN, NOW),
        ("enrol", ANN, NOW + timedelta(minutes=5)),
    ):
        with pytest.raises(Spent):
            ceremonies.check(begun, purpose, staff, now)
    ceremonies.use(begun, NOW)
    with pytest.raises(Spent):
        ceremonies.check(begun, "enrol", ANN, NOW)
    with pytest.raises(Spent):
        ceremonies.use(begun, NOW)


@pytest.mark.parametrize("forged", [b"", bytes(24), bytes(56)])
def test_a_challenge_that_we_did_not_make_is_no_ceremony(forged: bytes):
    with pytest.raises(Spent):
        Ceremonies().check(forged, "login", 0, NOW)


def test_a_challenge_whose_life_was_prolonged_is_no_ceremony():
    ceremonies = Ceremonies()
    begun = ceremonies.begin("login", 0, NOW)
    longer = begun[:16] + (2**40).to_bytes(8, "big") + begun[24:]

    with pytest.raises(Spent):
        ceremonies.check(longer, "login", 0, NOW)


def test_asking_for_ceremonies_keeps_nothing():
    ceremonies = Ceremonies()
    first = ceremonies.begin("login", 0, NOW)

    for _ in range(10_000):
        ceremonies.begin("login", 0, NOW)

    assert ceremonies._used == {}
    ceremonies.check(first, "login", 0, NOW)
