"""/desk/staff and /desk/account over a real service: proposing, taking, and one's own ways in."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pyotp
import pytest

from alerts.model import Kind
from service.desk.ports import Entry, Grant, Role
from service.desk.totp import step_of
from tests.service.web.desk_world import RIVERSIDE, STALE_MINUTES, Person, World, desk_world

ADMIN = (Grant(role=Role.ADMIN, begins=datetime(2020, 1, 1, tzinfo=UTC)),)
COMPOSER = (Grant(role=Role.COMPOSER, begins=datetime(2020, 1, 1, tzinfo=UTC)),)
APPROVER = (Grant(role=Role.APPROVER, begins=datetime(2020, 1, 1, tzinfo=UTC)),)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with desk_world(tmp_path_factory.mktemp("staff-room")) as made:
        yield made


names = iter(f"Person {number}" for number in range(1_000))


@pytest.fixture
def admin(world: World) -> Person:
    return world.person(next(names), ADMIN)


@pytest.fixture
def second(world: World) -> Person:
    return world.person(next(names), ADMIN)


def send(world: World, who: Person, path: str, **fields: str | list[str]) -> httpx.Response:
    """A form, as a browser that reads English sends it."""
    headers = {"Accept": "text/html", "Accept-Language": "en", **who.cookie}
    answer: httpx.Response = world.client.post(
        path, data={**fields, "csrf": who.csrf}, headers=headers, follow_redirects=False
    )
    return answer


def shown(world: World, who: Person, path: str) -> str:
    headers = {"Accept": "text/html", "Accept-Language": "en", **who.cookie}
    return str(world.client.get(path, headers=headers).text)


def proposed(world: World, who: Person, name: str, role: str, **fields: str) -> httpx.Response:
    return send(world, who, "/desk/staff/proposals", name=name, role=role, **fields)


def test_a_composer_for_one_district_and_hazard_is_let_in_by_one_admin_at_once(
    world: World, admin: Person
) -> None:
    limits = {
        "composer-where": "districts",
        "composer-district": RIVERSIDE.key,
        "composer-what": "some",
        "composer-kind": "flood",
        "composer-until": "2099-04-01T00:00",
    }

    answer = proposed(world, admin, "Hana", "composer", **limits)

    (hana,) = [one for one in world.service.staff.everyone() if one.name == "Hana"]
    (grant,) = hana.grants
    assert answer.status_code == 200
    assert answer.text.count("/desk/enrol#") == 1
    assert (grant.role, grant.area, grant.kinds, grant.ends) == (
        Role.COMPOSER,
        RIVERSIDE.area,
        frozenset({Kind.FLOOD}),
        datetime(2099, 3, 31, 15, tzinfo=UTC),
    )
    page = shown(world, admin, "/desk/staff")
    assert "writes</strong> · Riverside · Flood · until" in page
    assert "/desk/enrol#" not in page


def test_an_approver_waits_for_a_second_admin_and_is_told_when_it_begins(
    world: World, admin: Person, second: Person
) -> None:
    before = proposed(world, admin, "Ivo", "approver").text
    (waiting,) = [one for one in world.service.staff.proposals() if one.name == "Ivo"]
    own = send(world, admin, "/desk/staff/endorsement", proposal=waiting.id)

    done = send(world, second, "/desk/staff/endorsement", proposal=waiting.id)

    assert "It waits for another admin." in before
    assert "24 hours after the last endorsement" in before
    assert (own.status_code, "you endorsed this already" in own.text) == (409, True)
    assert "/desk/enrol#" in done.text
    assert "May approve from" in done.text


def test_a_proposal_is_dropped(world: World, admin: Person, second: Person) -> None:
    proposed(world, admin, "Jun", "admin")
    (waiting,) = [one for one in world.service.staff.proposals() if one.name == "Jun"]

    answer = send(world, second, "/desk/staff/drop", proposal=waiting.id)

    assert "The proposal was dropped." in answer.text
    assert "Jun" not in [one.name for one in world.service.staff.proposals()]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"composer-where": "districts"}, "either the whole town, or districts"),
        ({"composer-where": "town", "composer-district": RIVERSIDE.key}, "either the whole town"),
        ({"composer-what": "some"}, "either every hazard"),
        ({"composer-what": "all", "composer-kind": "flood"}, "either every hazard"),
        ({"composer-until": "2020-01-01T00:00"}, "end after it begins"),
        ({"composer-until": "soon"}, "cannot be read"),
        ({"composer-where": "districts", "composer-district": "jis:1"}, "no such area"),
        ({"name": "Author"}, "somebody called Author is there"),
        ({"name": " "}, "write the person&#x27;s name|write the person's name"),
    ],
)
def test_what_cannot_be_proposed_is_said_beside_what_was_typed(
    world: World, admin: Person, fields: dict[str, str], said: str
) -> None:
    before = world.log_length()

    answer = send(
        world, admin, "/desk/staff/proposals", **{"name": "Kei", "role": "composer", **fields}
    )

    assert (answer.status_code, re.search(said, answer.text) is not None) == (422, True)
    assert 'name="role" value="composer"' in answer.text.replace('type="hidden" ', "")
    assert world.acts_since(before) == []


def test_roles_are_chosen_first_and_limited_one_by_one(world: World, admin: Person) -> None:
    first = shown(world, admin, "/desk/staff/proposal")
    second = shown(world, admin, "/desk/staff/proposal?role=viewer&role=approver")

    assert 'method="get"' in first
    assert [f"role-{one}" in second for one in ("viewer", "approver", "composer")] == [
        True,
        True,
        False,
    ]


def test_a_change_of_roles_shows_what_is_now(world: World, admin: Person) -> None:
    cho = world.person(next(names), COMPOSER).staff

    page = shown(world, admin, f"/desk/staff/proposal?staff={cho.number}&role=approver")

    assert f"Propose other roles for {cho.name}" in page
    assert "writes</strong> · whole town · every hazard" in page


def test_one_admin_disables_at_once_and_the_person_is_out(world: World, admin: Person) -> None:
    cho = world.person(next(names), COMPOSER)

    answer = send(world, admin, "/desk/staff/disabling", staff=str(cho.staff.number))

    assert "The account is disabled" in answer.text
    assert world.ask("GET", "/desk", cho, None).status_code == 401


def test_lost_devices_are_ended_at_once(world: World, admin: Person) -> None:
    cho = world.person(next(names), COMPOSER)

    answer = send(world, admin, "/desk/staff/loss", staff=str(cho.staff.number))

    assert "The devices and logins have ended." in answer.text
    assert world.ask("GET", "/desk", cho, None).status_code == 401
    person = world.service.staff.person(cho.staff.number)
    assert person is not None
    assert person.active


def test_an_admin_who_came_in_a_while_ago_looks_and_is_asked_to_log_in_once_more(
    world: World,
) -> None:
    late = world.person(next(names), ADMIN, fresh=STALE_MINUTES)

    page = shown(world, late, "/desk/staff")

    assert 'data-act="login" data-next="/desk/staff"' in page
    assert "Disable the account" not in page


def test_whoever_is_in_is_shown_with_their_last_use(world: World, admin: Person) -> None:
    cho = world.person(next(names), COMPOSER, "totp").staff

    page = shown(world, admin, "/desk/staff")

    item = page.partition(f"{cho.number} · {cho.name}")[2].partition("<h3>")[0]
    assert "Logged in now (with a one-time password), last used" in item


def test_a_one_time_password_is_set_up_by_a_right_code_and_no_other(world: World) -> None:
    cho = world.person(next(names), COMPOSER)
    offer = send(world, cho, "/desk/account/totp/offer").text
    (secret,) = re.findall(r'name="secret" value="([A-Z2-7]{32})"', offer)
    wrong = send(world, cho, "/desk/account/totp", secret=secret, code="000000")
    stored_before = world.service.staff.totp(cho.staff.number)

    right = send(world, cho, "/desk/account/totp", secret=secret, code=code_of(secret))

    assert 'class="qr"' in offer
    assert (wrong.status_code, f'value="{secret}"' in wrong.text) == (409, True)
    assert stored_before is None
    assert right.headers["location"] == "/desk/account?done=totp"
    assert world.service.staff.totp(cho.staff.number) is not None


def test_new_recovery_codes_are_told_once(world: World) -> None:
    cho = world.person(next(names), COMPOSER)

    told = send(world, cho, "/desk/account/codes").text

    codes = re.findall(r"<li>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</li>", told)
    assert len(set(codes)) == 10
    assert not any(one in shown(world, cho, "/desk/account") for one in codes)
    assert "You have 10 unused codes" in shown(world, cho, "/desk/account")


def test_one_s_account_says_what_one_may_do_and_when_one_may_approve(world: World) -> None:
    approver = world.person(next(names), APPROVER)
    by_code = world.person(next(names), APPROVER, "totp")

    assert "You may approve now." in shown(world, approver, "/desk/account")
    assert "you may write, and not approve" in shown(world, by_code, "/desk/account")


def test_logging_out_everywhere_ends_every_login_and_takes_the_cookie_away(world: World) -> None:
    cho = world.person(next(names), COMPOSER)

    answer = send(world, cho, "/desk/account/logout")

    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert world.ask("GET", "/desk", cho, None).status_code == 401


def test_to_ask_how_long_one_stays_is_no_use_of_the_session(world: World) -> None:
    cho = world.person(next(names), COMPOSER)
    session = world.service.staff.session(cho.begun.session.id_hash)

    told = world.ask("GET", "/desk/session", cho, None).json()

    assert 0 < told["left_s"] <= 30 * 60
    assert world.service.staff.session(cho.begun.session.id_hash) == session
    page = shown(world, cho, "/desk")
    assert "You will be logged out at" in page
    assert 'data-act="stay"' in page


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/desk/audit?act=staff.login", "/desk/audit?act=staff.login"),
        ("https://elsewhere.example", "/desk"),
        ("//elsewhere.example/desk/x", "/desk"),
        ("/desk/../x", "/desk"),
        ("/desk/login", "/desk"),
        ("/desk\\x", "/desk"),
    ],
)
def test_a_login_leads_to_pages_of_the_desk_alone(world: World, wanted: str, led: str) -> None:
    headers = {"Accept": "text/html"}

    page = world.client.get("/desk/login", params={"next": wanted}, headers=headers).text

    assert f'data-next="{led}"' in page


def code_of(secret: str) -> str:
    """What an authenticator app shows for the secret now."""
    code = str(pyotp.TOTP(secret).now())
    raw = pyotp.TOTP(secret).byte_secret()
    assert step_of(raw, code, datetime.now(UTC)) is not None
    return code


def test_a_cookie_that_somebody_planted_is_never_taken_over(world: World) -> None:
    """Session fixation: the one who planted it would be in with the victim's login."""
    cho = world.person(next(names), COMPOSER)
    secret = pyotp.random_base32()
    entry = Entry(at=datetime.now(UTC), actor=cho.staff.number, act="staff.totp_set", subject="")
    world.service.staff.set_totp(cho.staff.number, pyotp.TOTP(secret).byte_secret(), entry)
    planted = {"Cookie": f"__Host-desk={'ab' * 32}", "Accept": "application/json"}

    fields = {"name": cho.staff.name, "code": pyotp.TOTP(secret).now()}
    answer = world.client.post(
        "/desk/login/code", data=fields, headers=planted, follow_redirects=False
    )

    world.client.cookies.clear()  # what the browser has now is not what was planted
    assert answer.status_code == 303
    given = answer.headers["set-cookie"]
    assert "ab" * 32 not in given
    assert "Secure; HttpOnly; SameSite=Strict" in given
    assert world.client.get("/desk/session", headers=planted).status_code == 401


def test_a_login_ends_the_session_that_the_browser_brought_along(world: World) -> None:
    cho = world.person(next(names), COMPOSER)
    secret = pyotp.random_base32()
    entry = Entry(at=datetime.now(UTC), actor=cho.staff.number, act="staff.totp_set", subject="")
    world.service.staff.set_totp(cho.staff.number, pyotp.TOTP(secret).byte_secret(), entry)

    fields = {"name": cho.staff.name, "code": pyotp.TOTP(secret).now()}
    world.client.post("/desk/login/code", data=fields, headers=cho.cookie, follow_redirects=False)

    world.client.cookies.clear()
    assert world.ask("GET", "/desk/session", cho, None).status_code == 401
