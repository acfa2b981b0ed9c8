"""Pages of drafts, templates and decisions as plain forms: what each offers, and to whom."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from alerts.desk.rendering import Rendered
from alerts.desk.submission import State
from alerts.model import Authority
from alerts.pipeline import take_item
from alerts.report import AreaClaim, Code
from service.desk.ports import MACHINE, Entry, Grant, Role
from tests.factories import AGENCY, hazard, report, ring
from tests.service.web.city_pages import someone
from tests.service.web.desk_world import Person, World, desk_world

CAP = f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier>
<sender>{AGENCY}</sender><sent>2026-11-22T13:59:00+09:00</sent><status>Actual</status>
<msgType>Alert</msgType><scope>Public</scope>
<info><category>Met</category><event>Flood warning</event><urgency>Immediate</urgency>
<severity>Severe</severity><certainty>Observed</certainty><area><areaDesc>R</areaDesc>
<polygon>35,139 35,139.01 35.01,139.01 35.01,139 35,139</polygon></area></info>
<info><category>Fire</category><event>Fire warning</event><urgency>Immediate</urgency>
<severity>Severe</severity><certainty>Observed</certainty><area><areaDesc>R</areaDesc>
<polygon>35,139 35,139.01 35.01,139.01 35.01,139 35,139</polygon></area></info></alert>"""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with desk_world(tmp_path) as made:
        yield made


@pytest.fixture
def composer(world: World) -> Person:
    return world.person("Cho", (Grant(role=Role.COMPOSER, begins=_earlier()),))


@pytest.fixture
def approver(world: World) -> Person:
    return world.person("Eve", (Grant(role=Role.APPROVER, begins=_earlier()),))


def _earlier() -> datetime:
    return datetime.now(UTC) - timedelta(days=3)


def seen(world: World, person: Person, path: str, language: str = "en") -> httpx.Response:
    headers = {"Accept": "text/html", "Accept-Language": language, **person.cookie}
    answer: httpx.Response = world.client.get(path, headers=headers, follow_redirects=False)
    return answer


def buttons(page: httpx.Response) -> list[str]:
    return re.findall(r"<button[^>]*>([^<]*)</button>", page.text)


def submission(world: World) -> str:
    return f"/desk/submissions/{world.waiting.id}"


def test_an_approver_is_offered_to_return_reject_and_send_and_an_author_to_take_it_back(
    world: World, approver: Person
) -> None:
    for_approver = buttons(seen(world, approver, submission(world)))
    for_author = buttons(seen(world, world.author, submission(world)))

    send = "EXERCISE: Approve and send to fewer than 10 phones"
    assert {"Return to Author", "Reject for good", send} <= set(for_approver)
    assert "Take it back" not in for_approver
    assert "Take it back" in for_author
    assert send not in for_author


def test_a_refusal_is_said_in_the_language_of_the_page_and_to_programs_in_english(
    world: World, approver: Person
) -> None:
    path = f"{submission(world)}/reject"
    as_program = world.ask("POST", path, approver, {"reason": " "}).json()["detail"]
    headers = {"Accept": "text/html", "Accept-Language": "ja", **approver.cookie}
    headers["Origin"] = str(world.client.base_url)
    body = {"csrf": approver.csrf, "reason": " "}
    as_person = world.client.post(path, headers=headers, data=body)

    assert as_program == "write the reason, so that the author can mend it"
    assert as_person.status_code == 409
    assert "作成者が直せるように、理由を書いてください。" in as_person.text


def test_growth_asks_the_author_once_more_and_tells_the_approver_who_has_to(
    world: World, approver: Person
) -> None:
    store = world.service.desk.means.store
    entry = Entry(at=datetime.now(UTC), actor=MACHINE, act="submission.ask_again", subject="")
    store.ask(world.waiting.id, 480, entry)

    for_author = seen(world, world.author, submission(world))
    for_approver = seen(world, approver, submission(world))
    world.ask("POST", f"{submission(world)}/agreement", world.author, {})
    agreed = seen(world, approver, submission(world))

    assert "EXERCISE: Agree to about 480 phones" in buttons(for_author)
    assert "Many more people are there now: about 480 phones" in for_approver.text
    assert "EXERCISE: Agree to about 480 phones" not in buttons(for_approver)
    assert "The author has agreed to it." in agreed.text
    assert "EXERCISE: Approve and send to about 480 phones" in buttons(agreed)


def test_a_file_with_two_hazards_becomes_two_drafts(world: World, composer: Person) -> None:
    before = len(world.service.desk.means.store.drafts())

    answer = world.ask(
        "POST", "/desk/beginnings/report", composer, {"file": CAP, "mode": "training"}
    )
    shown = seen(world, composer, answer.headers["location"])

    drafts = world.service.desk.means.store.drafts()
    assert answer.headers["location"] == "/desk?begun=2"
    assert len(drafts) == before + 2
    assert "2 drafts were begun, one for each hazard." in shown.text
    page = seen(world, composer, f"/desk/drafts/{drafts[0].id}").text
    assert "1 more hazards of the file are drafts of their own." in page


@pytest.mark.parametrize("begun", ["x", "9999", "-1", "1 2"])
def test_the_list_says_nothing_of_a_made_up_number(
    world: World, composer: Person, begun: str
) -> None:
    page = seen(world, composer, f"/desk?begun={begun}")

    assert page.status_code == 200
    assert "drafts were begun" not in page.text


def test_a_template_offers_to_each_what_they_may(
    world: World, composer: Person, approver: Person
) -> None:
    path = f"/desk/templates/{world.template.hash.hex()}"

    for_maker = seen(world, world.author, path)
    for_composer = buttons(seen(world, composer, path))
    for_approver = buttons(seen(world, approver, path))
    world.ask("POST", f"{path}/retirement", world.author, {})
    retired = seen(world, approver, path)

    assert "You made this template. Another person has to approve it." in for_maker.text
    assert "EXERCISE: Write a draft from it" in for_composer
    assert "Approve for sending by one person" not in for_composer
    assert "EXERCISE: Approve for sending by one person" in for_approver
    assert "EXERCISE: Break the glass" not in for_approver
    assert "It is not sent any more." in retired.text
    assert not any("Approve" in one or "glass" in one for one in buttons(retired))


def test_a_sent_draft_shows_what_became_of_it_and_nothing_to_write(
    world: World, composer: Person
) -> None:
    (sent,) = world.service.desk.means.store.issued_for(world.alert_id)

    page = seen(world, composer, f"/desk/drafts/{sent.draft_id}")

    assert "It was sent. To change it, change the alert itself." in page.text
    assert f'href="/desk/alerts/{world.alert_id}"' in page.text
    assert "<textarea" not in page.text


def test_a_rejected_submission_says_by_whom_and_why(world: World, approver: Person) -> None:
    world.ask("POST", f"{submission(world)}/reject", approver, {"reason": "the river falls"})

    page = seen(world, world.author, submission(world))

    stored = world.service.desk.means.store.submission(world.waiting.id)
    assert stored is not None
    assert stored.state is State.REJECTED
    assert "Eve: the river falls" in page.text


def test_beside_an_agencys_warning_only_something_of_our_own_is_offered(
    world: World, composer: Person
) -> None:
    area = AreaClaim(description="Uptown", polygons=(ring(139.02, 35.0),))
    codes = (Code(name="hansho:kind", value="flood"),)
    now = datetime.now(UTC).replace(microsecond=0)
    flood = hazard(areas=(area,), event_codes=codes, onset=None, expires=now + timedelta(hours=3))
    (taken,) = take_item(report(sent=now, hazards=(flood,)), b"", world.service.means, now)
    assert taken.revision is not None
    assert taken.revision.authority is Authority.AGENCY

    ours = seen(world, composer, f"/desk/alerts/{world.alert_id}")
    theirs = seen(world, composer, f"/desk/alerts/{taken.revision.alert_id}")

    change = "EXERCISE: Change or extend it: order, area, words, time"
    copy = "EXERCISE: Begin from this alert"
    assert {change, copy} <= set(buttons(ours))
    assert copy in buttons(theirs)
    assert not {change, "EXERCISE: All clear: the danger is over"} & set(buttons(theirs))
    assert "This is the warning of another authority." in theirs.text


def test_beside_a_button_that_cannot_be_pressed_stands_why(world: World, composer: Person) -> None:
    begun = {"what": "order", "kind": "flood", "mode": "training"}
    path = world.ask("POST", "/desk/drafts", composer, begun).headers["location"]

    page = seen(world, composer, path).text
    whole = seen(world, composer, f"/desk/drafts/{world.draft.id}").text

    held = page[page.index('id="held"') :]
    assert "It does not say which order. Choose one of the three." in held
    assert 'id="held"' not in whole


def test_what_came_too_late_to_be_sent_does_not_wait_in_the_list(world: World) -> None:
    desk, now = world.service.desk, datetime.now(UTC)
    people = (world.author, someone(world, Role.APPROVER))
    first, second = (desk.deciding.begin_withdrawal(one.who, world.alert_id, now) for one in people)
    before = world.ask("GET", "/desk", world.author, None).text
    frozen = desk.means.store.frozen(first.id)
    assert frozen is not None
    made = desk.freezing.again(first, frozen, None, now)
    assert isinstance(made, Rendered)
    nonce = world.service.approving.ask(first.hash, world.author.who.number, now).nonce
    desk.deciding.issue(first, made, world.author.who.number, nonce, now)

    after = world.ask("GET", "/desk", world.author, None).text

    assert f'/desk/submissions/{second.id}"' in before
    assert f'/desk/submissions/{second.id}"' not in after


def test_a_site_that_is_full_is_announced_by_the_towns_name_of_it_in_every_language(
    world: World, composer: Person
) -> None:
    begun = {"what": "order", "kind": "flood", "mode": "training"}
    path = world.ask("POST", "/desk/drafts", composer, begun).headers["location"]
    site = world.room.city.bundle.places.sites[0]
    form = {
        "version": "1",
        "kind": "flood",
        "order": "evacuate",
        "issuer": "訓練市",
        "where": "preset",
        "district": "jis:99201",
        "announce-0": "site.full",
        "announce-name-0": site.name["ja"],
        "announce-1": "street.closed",
        "announce-name-1": "湊通り",
        "announce-name-2": "川の道",
    }

    saved = world.ask("POST", path, composer, form)

    page = seen(world, composer, path).text
    draft = world.service.desk.composing.draft(path.rpartition("/")[2])
    assert saved.status_code == 303, saved.text
    assert [(one.what, one.names) for one in draft.announces] == [
        ("site.full", dict(site.name)),
        ("street.closed", {"": "湊通り"}),
        ("", {"": "川の道"}),
    ]
    assert "Fill in both, or neither." in page
    assert f"The map does not say so of: {site.name['ja']}." in page
    assert 'value="川の道"' in page
    assert f"{site.name['ja']}は満員です。ほかの場所へ行ってください。" in page
    assert "湊通り is closed. Take another way." in page
    assert f'<option value="{site.name["ja"]}">' in page


def test_a_state_that_is_none_is_refused(world: World, composer: Person) -> None:
    begun = {"what": "notice", "kind": "flood", "mode": "training"}
    path = world.ask("POST", "/desk/drafts", composer, begun).headers["location"]
    form = {"version": "1", "kind": "flood", "strength": "know"}
    form |= {"announce-0": "site.haunted", "announce-name-0": "本町小学校"}

    saved = world.ask("POST", path, composer, form)

    assert saved.status_code == 409
    assert world.service.desk.composing.draft(path.rpartition("/")[2]).announces == ()
