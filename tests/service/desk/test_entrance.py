"""How staff come in: by invitation once, by passkey always, by code with less."""

from base64 import b32encode
from datetime import timedelta

import msgspec
import pyotp
import pytest

from service.desk.entrance import Entrance
from service.desk.passkeys import PasskeyRefused, site_of
from service.desk.ports import MACHINE, Entry, Role, Spent, Staff, Taken
from service.errors import TooMany
from tests.authenticator import Authenticator
from tests.service.desk.people import NETWORK, NOW, ORIGIN, SITE, People

SECRET = b"twenty bytes of salt"


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def ann(people: People) -> Staff:
    return people.found_all()[0]


def give_totp(people: People, staff: int) -> pyotp.TOTP:
    entry = Entry(at=NOW, actor=staff, act="staff.totp", subject=f"staff:{staff}")
    people.store.set_totp(staff, SECRET, entry)
    return pyotp.TOTP(b32encode(SECRET).decode())


def test_a_link_lets_one_person_register_one_passkey_once(people: People, ann: Staff):
    token = people.links["Ann"].partition("#")[2]

    with pytest.raises(Spent):
        people.entrance.enrolment(token, NOW)

    assert [key.credential_id for key in people.store.passkeys(ann.number)] == [
        people.keys[ann.number].credential_id
    ]


def test_a_link_runs_out_after_three_days(people: People):
    people.found("Ann", Role.ADMIN)
    people.found("Ben", Role.ADMIN)
    token = people.links["Ann"].partition("#")[2]

    people.entrance.enrolment(token, NOW + timedelta(hours=71))
    with pytest.raises(Spent, match="has run out"):
        people.entrance.enrolment(token, NOW + timedelta(hours=72))


def test_the_token_stands_behind_the_hash_where_no_server_log_sees_it(people: People):
    people.found("Ann", Role.ADMIN)

    assert people.links["Ann"].startswith("https://hansho.town.example/desk/enrol#")


def test_no_link_is_of_use_before_there_are_two_admins(people: People):
    people.found("Ann", Role.ADMIN)
    token = people.links["Ann"].partition("#")[2]

    with pytest.raises(Spent, match="two admins"):
        people.entrance.enrolment(token, NOW)


def test_a_login_begins_a_session_of_that_person(people: People, ann: Staff):
    begun = people.login(ann.number)

    present = people.entrance.who(begun.cookie.value, NOW)

    assert present is not None
    assert (present.staff, present.session) == (ann, begun.session)
    assert people.told()[-1] == (ann.number, "staff.login", f"staff:{ann.number}")


@pytest.mark.parametrize("planted", ["00" * 32, "attacker-chosen", "f" * 64])
def test_an_id_that_somebody_planted_never_becomes_the_session(
    people: People, ann: Staff, planted: str
):
    begun = people.login(ann.number, cookie=planted)

    assert begun.cookie.value != planted
    assert people.entrance.who(planted, NOW) is None


def test_a_login_ends_the_session_that_the_browser_had(people: People, ann: Staff):
    first = people.login(ann.number)

    second = people.login(ann.number, cookie=first.cookie.value)

    assert people.entrance.who(first.cookie.value, NOW) is None
    assert people.entrance.who(second.cookie.value, NOW) is not None


def test_use_keeps_a_session_alive_until_twelve_hours_are_over(people: People, ann: Staff):
    cookie = people.login(ann.number).cookie.value
    minutes = range(0, 12 * 60 + 20, 20)

    alive = [people.entrance.who(cookie, NOW + timedelta(minutes=m)) is not None for m in minutes]

    assert alive == [m < 12 * 60 for m in minutes]


def test_a_session_that_nobody_used_for_half_an_hour_is_over(people: People, ann: Staff):
    cookie = people.login(ann.number).cookie.value

    assert people.entrance.who(cookie, NOW + timedelta(minutes=30)) is None


def test_logging_out_everywhere_ends_every_session(people: People, ann: Staff):
    cookies = [people.login(ann.number).cookie.value for _ in range(3)]
    present = people.present(ann.number)

    people.entrance.logout_everywhere(present, NOW)

    assert [people.entrance.who(cookie, NOW) for cookie in cookies] == [None, None, None]


def test_an_answer_is_good_for_one_login(people: People, ann: Staff):
    answer = people.keys[ann.number].get(people.entrance.login_options(NOW))
    people.entrance.login(answer, "", NOW)

    with pytest.raises((Spent, PasskeyRefused)):
        people.entrance.login(answer, "", NOW)


def test_an_answer_is_used_up_even_where_the_passkey_does_not_count(people: People, ann: Staff):
    key = Authenticator(ORIGIN, counts=False)
    present = people.present(ann.number)
    people.entrance.add(present, key.create(people.entrance.another(present, NOW)), "key", NOW)
    answer = key.get(people.entrance.login_options(NOW))
    people.entrance.login(answer, "", NOW)

    with pytest.raises(Spent):
        people.entrance.login(answer, "", NOW)


def test_an_answer_after_five_minutes_is_too_late(people: People, ann: Staff):
    answer = people.keys[ann.number].get(people.entrance.login_options(NOW))

    with pytest.raises(Spent):
        people.entrance.login(answer, "", NOW + timedelta(minutes=5))


def test_a_challenge_that_we_did_not_make_is_refused(people: People, ann: Staff):
    elsewhere = Entrance(people.store, SITE)
    answer = people.keys[ann.number].get(elsewhere.login_options(NOW))

    with pytest.raises(Spent):
        people.entrance.login(answer, "", NOW)


def test_an_answer_that_another_site_fished_for_is_refused(people: People, ann: Staff):
    fished = Entrance(people.store, site_of("https://hansho-town.example", "Hansho"))
    people.keys[ann.number]._origin = "https://hansho-town.example"
    options = {**fished.login_options(NOW), **people.entrance.login_options(NOW)}

    with pytest.raises(PasskeyRefused, match="origin"):
        people.entrance.login(people.keys[ann.number].get(options), "", NOW)


def test_a_passkey_that_did_not_verify_its_owner_is_refused(people: People, ann: Staff):
    key, present = Authenticator(ORIGIN, verifies=False), people.present(ann.number)

    with pytest.raises(PasskeyRefused, match="verif"):
        people.entrance.add(present, key.create(people.entrance.another(present, NOW)), "x", NOW)


def test_a_copied_passkey_is_found_by_its_count(people: People, ann: Staff):
    people.login(ann.number)
    people.login(ann.number)
    people.keys[ann.number].count = 0

    with pytest.raises(PasskeyRefused, match="count"):
        people.login(ann.number)


def test_one_passkey_cannot_stand_for_two_people(people: People, ann: Staff):
    key, own = people.keys[ann.number], people.present(2)

    with pytest.raises(Taken):
        people.entrance.add(own, key.create(people.entrance.another(own, NOW)), "x", NOW)


def test_whoever_was_disabled_is_out_at_once_and_stays_out(people: People, ann: Staff):
    cookie = people.login(ann.number).cookie.value

    people.staffing.disable(ann.number, MACHINE, NOW)

    assert people.entrance.who(cookie, NOW) is None
    with pytest.raises(PasskeyRefused, match="no active account"):
        people.login(ann.number)


def test_nonsense_is_refused_and_breaks_nothing(people: People, ann: Staff):
    for answer in ("", "{", "[]", "null", '{"id": 3}', '{"response": {"clientDataJSON": "e30"}}'):
        with pytest.raises(PasskeyRefused):
            people.entrance.login(answer, "", NOW)


def test_a_one_time_password_lets_in_with_less_and_works_once(people: People, ann: Staff):
    totp = give_totp(people, ann.number)
    code = totp.at(NOW)

    begun = people.entrance.login_with_code(" ANN ", code, NETWORK, "", NOW)

    assert (begun.session.strength, begun.session.staff) == ("totp", ann.number)
    with pytest.raises(Spent):
        people.entrance.login_with_code("Ann", code, NETWORK, "", NOW)


def test_a_one_time_password_adds_no_passkey(people: People, ann: Staff):
    totp = give_totp(people, ann.number)
    begun = people.entrance.login_with_code("Ann", totp.at(NOW), NETWORK, "", NOW)
    present = people.entrance.who(begun.cookie.value, NOW)
    assert present is not None

    with pytest.raises(PasskeyRefused, match="log in with a passkey"):
        people.entrance.another(present, NOW)


def test_a_challenge_that_anybody_gets_for_recovery_adds_no_passkey(people: People, ann: Staff):
    key, who = Authenticator(ORIGIN), people.present(ann.number)
    answer = key.create(people.entrance.recovery("Ann", NOW))

    with pytest.raises(Spent):
        people.entrance.add(who, answer, "x", NOW)


def test_a_step_up_to_a_passkey_makes_a_new_session(people: People, ann: Staff):
    totp = give_totp(people, ann.number)
    weak = people.entrance.login_with_code("Ann", totp.at(NOW), NETWORK, "", NOW)

    strong = people.login(ann.number, cookie=weak.cookie.value)

    assert people.entrance.who(weak.cookie.value, NOW) is None
    assert strong.session.strength == "passkey"


def test_names_that_exist_and_names_that_do_not_are_refused_alike(people: People, ann: Staff):
    refusals = []
    for name in ("Ann", "Nobody"):
        with pytest.raises(Spent) as refused:
            people.entrance.login_with_code(name, "000000", NETWORK, "", NOW)
        refusals.append(str(refused.value))

    assert refusals[0] == refusals[1]


@pytest.mark.parametrize("name", ["Ann", "ＡＮＮ", " ann "])
def test_what_recovery_asks_for_is_made_of_the_typed_name_alone(people: People, name: str):
    before = people.entrance.recovery(name, NOW)
    people.found_all()

    after = people.entrance.recovery(name, NOW)

    assert after["user"] == before["user"]
    assert after["user"]["name"] == name.strip()
    assert after | {"challenge": ""} == before | {"challenge": ""}
    assert len(after["challenge"]) == len(before["challenge"])


def recovery_refused(people: People, name: str, asked_as: str, code: str = "AAAA") -> list[str]:
    """What is said to more wrong codes than an account may try, and then to nonsense."""
    key, said = Authenticator(ORIGIN), []
    for _ in range(7):
        answer = key.create(people.entrance.recovery(asked_as, NOW))
        with pytest.raises((Spent, TooMany)) as refused:
            people.entrance.recover(name, code, answer, "x", NETWORK, NOW)
        said.append(f"{refused.type.__name__}: {refused.value}")
    with pytest.raises((Spent, PasskeyRefused, TooMany)) as nonsense:
        people.entrance.recover(name, code, '{"id": "AAAA"}', "x", "203.0.113.1", NOW)
    return [*said, f"{nonsense.type.__name__}: {nonsense.value}"]


@pytest.mark.parametrize("asked_as", ["", "Somebody else"])
def test_recovery_says_the_same_to_a_name_that_exists_and_to_one_that_does_not(
    people: People, ann: Staff, asked_as: str
):
    told = {
        name: recovery_refused(people, name, asked_as or name)
        for name in ("Nobody", "Nobody either", "Ann")
    }

    assert told["Nobody"] == told["Ann"] == told["Nobody either"]


def test_too_many_codes_close_a_name_that_nobody_has_as_any_other(people: People, ann: Staff):
    told: dict[str, list[str]] = {}
    for name in ("Nobody", "Nobody either", "Ann"):
        for _ in range(7):
            with pytest.raises((Spent, TooMany)) as refused:
                people.entrance.login_with_code(name, "000000", "203.0.113.1", "", NOW)
            told.setdefault(name, []).append(str(refused.value))

    assert told["Nobody"] == told["Nobody either"] == told["Ann"]
    assert len(set(told["Ann"])) == 2


def test_a_recovery_code_gives_one_new_passkey_and_a_day_without_approving(people: People):
    eve = people.found_all()[2]
    before = people.login(eve.number).cookie.value
    code, key = people.codes[eve.number][0].lower().replace("-", " "), Authenticator(ORIGIN)
    answer = key.create(people.entrance.recovery("Eve", NOW))

    people.entrance.recover("Eve", code, answer, "new phone", NETWORK, NOW)

    person = people.store.person(eve.number)
    assert person == msgspec.structs.replace(eve, may_approve_from=NOW + timedelta(hours=24))
    assert people.store.recovery_left(eve.number) == 9
    assert people.entrance.who(before, NOW) is None
    again = Authenticator(ORIGIN)
    with pytest.raises(Spent):
        people.entrance.recover(
            "Eve", code, again.create(people.entrance.recovery("Eve", NOW)), "x", NETWORK, NOW
        )


def test_who_fails_on_every_account_keeps_nobody_with_a_passkey_out(people: People):
    staff = people.found_all()
    networks = [f"198.51.{n}.1" for n in range(100)]

    blocked = 0
    for network in networks:
        for person in staff:
            try:
                people.entrance.login_with_code(person.name, "000000", network, "", NOW)
            except TooMany:
                blocked += 1
            except Spent:
                pass
            with pytest.raises(PasskeyRefused):
                people.entrance.login('{"id": "AAAA"}', "", NOW)

    assert blocked > 300
    # Even from the very network of the attacker, and at the same moment.
    for person in staff:
        assert people.login(person.number).session.staff == person.number
