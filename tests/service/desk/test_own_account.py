"""What a person does about their own account needs a session that a passkey began."""

from base64 import b32decode
from datetime import timedelta

import msgspec
import pyotp
import pytest

from service.desk.acting import DeskRefused
from service.desk.own_account import OwnAccount
from service.desk.passkeys import PasskeyRefused
from service.desk.ports import Spent
from tests.authenticator import Authenticator
from tests.service.desk.people import NETWORK, NOW, ORIGIN, People

ANN = 1


@pytest.fixture
def people() -> People:
    made = People()
    made.found_all()
    return made


@pytest.fixture
def own(people: People) -> OwnAccount:
    return OwnAccount(people.store, "Hansho")


def test_a_one_time_password_counts_once_the_app_shows_a_right_code(
    people: People, own: OwnAccount
):
    ann = people.present(ANN)
    offered = own.offer_totp(ann, NOW)
    with pytest.raises(Spent, match="does not fit"):
        own.take_totp(ann, offered.secret, "000000", NOW)
    before = people.store.totp(ANN)

    shown = pyotp.TOTP(offered.secret).at(NOW)
    own.take_totp(ann, offered.secret, shown, NOW)

    assert (before, people.store.totp(ANN)) == (None, b32decode(offered.secret))
    with pytest.raises(Spent):
        people.entrance.login_with_code("Ann", shown, NETWORK, "", NOW)
    own.drop_totp(ann, NOW)
    assert people.store.totp(ANN) is None


@pytest.mark.parametrize("secret", ["", "AAAA", "not base32"])
def test_a_secret_that_was_not_offered_is_refused(people: People, own: OwnAccount, secret: str):
    with pytest.raises(Spent):
        own.take_totp(people.present(ANN), secret, "000000", NOW)


def test_new_recovery_codes_take_the_place_of_the_old(people: People, own: OwnAccount):
    codes = own.new_codes(people.present(ANN), NOW)

    assert (len(set(codes)), people.store.recovery_left(ANN)) == (10, 10)
    key = Authenticator(ORIGIN)
    answer = key.create(people.entrance.recovery("Ann", NOW))
    with pytest.raises(Spent):
        people.entrance.recover("Ann", people.codes[ANN][0], answer, "x", NETWORK, NOW)


def test_one_of_several_passkeys_may_be_removed_but_never_the_last(people: People, own: OwnAccount):
    ann, second = people.present(ANN), Authenticator(ORIGIN)
    people.entrance.add(ann, second.create(people.entrance.another(ann, NOW)), "key", NOW)

    own.remove(ann, people.keys[ANN].credential_id, NOW)

    assert [one.label for one in people.store.passkeys(ANN)] == ["key"]
    with pytest.raises(DeskRefused, match="only passkey"):
        own.remove(ann, second.credential_id, NOW)


def test_nobody_removes_the_passkey_of_somebody_else(people: People, own: OwnAccount):
    with pytest.raises(DeskRefused, match="no such passkey"):
        own.remove(people.present(ANN), people.keys[2].credential_id, NOW)


@pytest.mark.parametrize(
    "change",
    [{"strength": "totp"}, {"begun": NOW - timedelta(minutes=10)}],
    ids=["one-time password", "an old login"],
)
def test_nothing_of_this_is_done_without_a_fresh_login_by_passkey(
    people: People, own: OwnAccount, change: dict[str, object]
):
    ann = people.present(ANN)
    weak = msgspec.structs.replace(ann, session=msgspec.structs.replace(ann.session, **change))

    for act in (
        lambda: own.offer_totp(weak, NOW),
        lambda: own.take_totp(weak, "", "", NOW),
        lambda: own.drop_totp(weak, NOW),
        lambda: own.new_codes(weak, NOW),
        lambda: own.remove(weak, people.keys[ANN].credential_id, NOW),
        lambda: people.entrance.another(weak, NOW),
        lambda: people.entrance.add(weak, "", "", NOW),
    ):
        with pytest.raises(PasskeyRefused, match="log in with a passkey"):
            act()
