"""Sites and streets, said beside an order or a notice in sentences of the phrasebook."""

import json

import msgspec
import pytest

from alerts.announcing import ANNOUNCES_PARAMETER, MOST_ANNOUNCEMENTS, WHATS, read_announcements
from alerts.desk.checks import Surroundings, checks
from alerts.desk.draft import What
from alerts.languages import FIRST, LANGUAGES
from alerts.model import Announcement, Authority, Kind, Mode, Order, Phase, Relation, Strength
from alerts.report import Code
from alerts.testing_examples import revision
from alerts.wording import messages
from geo.sites import SiteState
from tests.alerts.desk.test_compiling import made, order
from tests.factories import NOW, box
from translations.loading import load_phrasebook

FULL = Announcement(what="site.full", names={"ja": "兼六小学校", "en": "Kenroku School"})
CLOSED = Announcement(what="street.closed", names={"": "湊通り"})
BOOK = load_phrasebook()


def coded(value: str) -> Code:
    return Code(name=ANNOUNCES_PARAMETER, value=value)


def test_what_the_desk_announces_comes_back_from_its_own_message() -> None:
    draft = order(box(139.0, 35.0), announces=(FULL, CLOSED))

    (hazard,) = made(draft).report.hazards

    assert read_announcements(hazard.parameters, Authority.MAYOR) == (FULL, CLOSED)


def test_nobody_but_the_town_announces_its_sites() -> None:
    draft = order(box(139.0, 35.0), announces=(FULL,))

    (hazard,) = made(draft).report.hazards

    assert read_announcements(hazard.parameters, Authority.AGENCY) == ()


@pytest.mark.parametrize(
    "value",
    ["", "full", "[]", '{"what":"site.full"}', '{"what":"site.lost","names":{"ja":"川"}}',
     '{"what":"site.full","names":{"ja":" "}}'],
)  # fmt: skip
def test_what_cannot_be_read_is_no_announcement_and_hides_no_other(value: str) -> None:
    whole = json.dumps({"what": "site.full", "names": {"ja": "兼六小学校"}})

    found = read_announcements((coded(value), coded(whole)), Authority.MAYOR)

    assert [one.names for one in found] == [{"ja": "兼六小学校"}]


def test_no_more_than_a_push_has_room_for() -> None:
    many = [coded(json.dumps({"what": what, "names": {"ja": "川"}})) for what in WHATS]

    assert len(read_announcements(many, Authority.MAYOR)) == MOST_ANNOUNCEMENTS < len(many)


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_is_said_in_every_language(language: str, what: str) -> None:
    one = msgspec.structs.replace(
        revision(), announces=(Announcement(what=what, names=FULL.names),)
    )

    (said,) = messages(one, BOOK, [language])

    spoken = BOOK.read_in(language)
    wanted = ["兼六小学校" if at.startswith("ja") else "Kenroku School" for at in spoken]
    assert all(name in line for name, line in zip(wanted, said.extra, strict=False))
    assert "{" not in "".join(said.extra)


def test_the_sentence_stands_first_of_what_may_be_cut() -> None:
    one = msgspec.structs.replace(revision(), announces=(FULL,))

    by_language = {said.language: said.extra[0] for said in messages(one, BOOK, FIRST)}

    assert by_language["ja"] == "兼六小学校は満員です。ほかの場所へ行ってください。"
    assert by_language["en"] == "Kenroku School (兼六小学校) is full. Please go to another place."


@pytest.mark.parametrize(
    ("phase", "relation"), [(Phase.ALL_CLEAR, Relation.CHANGED), (Phase.LIVE, Relation.LEFT)]
)
def test_nothing_of_it_is_said_where_the_alert_holds_no_more(
    phase: Phase, relation: Relation
) -> None:
    one = msgspec.structs.replace(revision(), announces=(FULL,), phase=phase, number=2)

    said = {each.relation: each for each in messages(one, BOOK, ["ja"])}

    assert not any("満員" in line for line in (*said[relation].lines, *said[relation].extra))


def test_a_notice_to_know_of_may_say_nothing_else() -> None:
    area = box(139.0, 35.0)
    notice = order(
        area, what=What.NOTICE, order=None, strength=Strength.KNOW, kind=Kind.OTHER, review=None
    )
    around = Surroundings(now=NOW, ground=area)

    bare, told = (
        {one.id for one in checks(each, around)}
        for each in (notice, msgspec.structs.replace(notice, announces=(FULL,)))
    )

    assert "missing.words" in bare
    assert "missing.words" not in told


def ids(draft, **around) -> dict[str, str]:
    area = box(139.0, 35.0)
    found = checks(draft, Surroundings(now=NOW, ground=area, **around))
    return {one.id: one.severity for one in found if one.id.startswith("announce.")}


@pytest.mark.parametrize("what", WHATS)
def test_domain_2_and_3_at_level_5_nobody_is_told_of_places_to_walk_to(what: str) -> None:
    one = Announcement(what=what, names=FULL.names)
    order_5 = order(box(139.0, 35.0), order=Order.EMERGENCY_SAFETY, announces=(one,))
    said = messages(
        msgspec.structs.replace(
            revision(), order=Order.EMERGENCY_SAFETY, strength=Strength.PROTECT, announces=(one,)
        ),
        BOOK,
        ["ja"],
    )

    assert ids(order_5) == {"announce.protect": "refuse"}
    assert not any("兼六小学校" in line for each in said for line in each.extra)


def test_domain_3_before_a_tsunami_no_site_is_full() -> None:
    tsunami = order(box(139.0, 35.0), kind=Kind.TSUNAMI, announces=(FULL, CLOSED))
    live = msgspec.structs.replace(revision(), kind=Kind.TSUNAMI, announces=(FULL, CLOSED))

    (said,) = messages(live, BOOK, ["ja"])

    assert ids(tsunami)["announce.full"] == "refuse"
    assert not any("満員" in line for line in said.extra)
    assert any("湊通り" in line for line in said.extra)


@pytest.mark.parametrize("half", [("", {"ja": "兼六小学校"}), ("site.full", {})])
def test_half_of_an_announcement_holds_the_draft_back(half: tuple[str, dict[str, str]]) -> None:
    what, names = half
    draft = order(box(139.0, 35.0), announces=(Announcement(what=what, names=names),))

    assert ids(draft) == {"announce.half": "refuse"}


def test_a_name_that_no_map_has_is_told() -> None:
    draft = order(box(139.0, 35.0), announces=(FULL, CLOSED))

    (found,) = [
        one
        for one in checks(draft, Surroundings(now=NOW, ground=box(139.0, 35.0)))
        if one.id == "announce.unknown"
    ]

    assert (found.severity, found.slots) == ("warn", {"names": "湊通り"})


@pytest.mark.parametrize(
    ("held", "mode", "found"),
    [
        (SiteState.FULL, Mode.REAL, {}),
        (SiteState.OPEN, Mode.REAL, {"announce.map": "warn"}),
        (SiteState.UNKNOWN, Mode.REAL, {"announce.map": "warn"}),
        (SiteState.OPEN, Mode.DRILL, {}),
    ],
)
def test_what_the_map_does_not_say_of_a_site_is_told_unless_in_a_drill(
    held: SiteState, mode: Mode, found: dict[str, str]
) -> None:
    draft = order(box(139.0, 35.0), announces=(FULL,), mode=mode)

    assert ids(draft, site_states={"兼六小学校": held}) == found
