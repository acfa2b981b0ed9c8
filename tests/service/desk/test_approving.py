"""An approval is one person's signature over exactly one content, once, for ten minutes."""

import hashlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.desk.approval_challenge import approval_challenge, signed_bytes
from service.desk.approving import Approving
from service.desk.passkeys import PasskeyRefused, asserted, site_of
from service.desk.ports import Spent
from tests.authenticator import unb64
from tests.service.desk.people import NOW, SITE, People

EVE, FAY = 3, 4
CONTENT, OTHER = b"c" * 32, b"d" * 32
HASHES = st.binary(min_size=32, max_size=32)


@pytest.fixture
def people() -> People:
    made = People()
    made.found_all()
    return made


def test_the_signed_bytes_are_those_that_are_written_down():
    challenge = approval_challenge(CONTENT, 7, b"n" * 32, NOW + timedelta(microseconds=5))

    expiry = int(NOW.timestamp()) + 600
    told = CONTENT + (7).to_bytes(8, "big") + b"n" * 32 + expiry.to_bytes(8, "big")
    assert signed_bytes(challenge) == hashlib.sha256(told).digest()
    assert challenge.expires == NOW + timedelta(minutes=10)


@given(HASHES, HASHES, st.integers(1, 2**63 - 1), st.integers(1, 2**63 - 1), HASHES, HASHES)
def test_another_content_approver_or_nonce_gives_other_bytes(a, b, one, two, nonce, next_nonce):
    signed = {
        (content, approver, number): signed_bytes(
            approval_challenge(content, approver, number, NOW)
        )
        for content in (a, b)
        for approver in (one, two)
        for number in (nonce, next_nonce)
    }

    assert len(set(signed.values())) == len(signed)


@pytest.mark.parametrize(
    ("content", "approver", "nonce"),
    [(b"c", 7, b"n" * 32), (CONTENT, 7, b"n"), (CONTENT, 0, b"n" * 32)],
)
def test_what_is_too_short_or_nobody_is_refused(content: bytes, approver: int, nonce: bytes):
    with pytest.raises(ValueError, match="32-byte"):
        approval_challenge(content, approver, nonce, NOW)


def test_a_signature_by_the_approver_is_proof_that_anybody_can_verify(people: People):
    asked = people.approving.ask(CONTENT, EVE, NOW)
    answer = people.keys[EVE].get(asked.options)

    proof = people.approving.verify(asked.nonce, CONTENT, EVE, answer, NOW)

    challenge = people.store.consume(asked.nonce, EVE, CONTENT, NOW)
    assert unb64(asked.options["challenge"]) == signed_bytes(challenge)
    assert (proof["content"], proof["nonce"]) == (CONTENT.hex(), asked.nonce.hex())
    assert proof["expires"] == int(challenge.expires.timestamp())
    passkey = people.store.passkey(people.keys[EVE].credential_id)
    assert passkey is not None
    assert proof["public_key"] == passkey.public_key.hex()
    assert set(proof["assertion"]) == {"id", "clientDataJSON", "authenticatorData", "signature"}


def test_verifying_uses_nothing_up_and_consuming_does(people: People):
    asked = people.approving.ask(CONTENT, EVE, NOW)
    answer = people.keys[EVE].get(asked.options)
    people.approving.verify(asked.nonce, CONTENT, EVE, answer, NOW)

    people.store.consume(asked.nonce, EVE, CONTENT, NOW)

    with pytest.raises(Spent):
        people.store.consume(asked.nonce, EVE, CONTENT, NOW)
    with pytest.raises(Spent):
        people.approving.verify(asked.nonce, CONTENT, EVE, answer, NOW)


def test_content_that_was_changed_after_the_question_is_refused(people: People):
    asked = people.approving.ask(CONTENT, EVE, NOW)
    answer = people.keys[EVE].get(asked.options)

    with pytest.raises(Spent, match="something else"):
        people.approving.verify(asked.nonce, OTHER, EVE, answer, NOW)


def test_a_signature_over_another_content_is_refused(people: People):
    asked, other = (people.approving.ask(content, EVE, NOW) for content in (CONTENT, OTHER))
    answer = people.keys[EVE].get(other.options)

    with pytest.raises(PasskeyRefused, match="challenge"):
        people.approving.verify(asked.nonce, CONTENT, EVE, answer, NOW)


def test_nobody_signs_for_somebody_else(people: People):
    asked = people.approving.ask(CONTENT, EVE, NOW)
    answer = people.keys[FAY].get(asked.options)

    with pytest.raises(Spent, match="not yours"):
        people.approving.verify(asked.nonce, CONTENT, EVE, answer, NOW)
    with pytest.raises(Spent, match="something else"):
        people.approving.verify(asked.nonce, CONTENT, FAY, answer, NOW)


def test_a_login_is_no_approval_and_an_approval_no_login(people: People):
    asked = people.approving.ask(CONTENT, EVE, NOW)
    login = people.keys[EVE].get(people.entrance.login_options(NOW))

    with pytest.raises(PasskeyRefused):
        people.approving.verify(asked.nonce, CONTENT, EVE, login, NOW)
    with pytest.raises(Spent):
        people.entrance.login(people.keys[EVE].get(asked.options), "", NOW)


def test_an_approval_after_ten_minutes_is_too_late(people: People):
    asked = people.approving.ask(CONTENT, EVE, NOW)
    answer = people.keys[EVE].get(asked.options)

    with pytest.raises(Spent):
        people.approving.verify(asked.nonce, CONTENT, EVE, answer, NOW + timedelta(minutes=10))


def test_only_the_approvers_own_passkeys_are_asked_for(people: People):
    asked = people.approving.ask(CONTENT, EVE, NOW)

    allowed = [unb64(one["id"]) for one in asked.options["allowCredentials"]]
    assert allowed == [people.keys[EVE].credential_id]
    assert asked.options["userVerification"] == "required"


def test_passkeys_are_bound_to_the_host_of_the_base_url():
    site = site_of("https://hansho.town.example:8443/", "Hansho")

    assert (site.rp_id, site.origin) == ("hansho.town.example", "https://hansho.town.example:8443")


def test_two_desks_side_by_side_do_not_take_each_others_signatures(people: People):
    elsewhere = Approving(people.store, site_of("https://drill.town.example", "Drill"))
    asked = elsewhere.ask(CONTENT, EVE, NOW)
    answer = people.keys[EVE].get(asked.options)
    passkey = people.store.passkey(people.keys[EVE].credential_id)
    assert passkey is not None

    with pytest.raises(PasskeyRefused):
        asserted(SITE, passkey, answer, unb64(asked.options["challenge"]))
