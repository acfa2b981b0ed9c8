"""What a small screen cuts is said in the language in which it does; and a smaller area."""

from datetime import timedelta

import msgspec

from alerts.desk.area_source import Vertices
from alerts.desk.checks import SHOWN_LINES, SHOWN_TITLE, Surroundings, checks
from alerts.desk.draft import Draft, What
from alerts.model import Kind, Message, Mode, Order
from alerts.wording import messages
from tests.factories import NOW, alert, box, revision, ring
from translations.loading import load_phrasebook

AREA = box(139.0, 35.0)
ORDER = Draft(
    id="d",
    version=1,
    author=1,
    mode=Mode.REAL,
    what=What.ORDER,
    kind=Kind.FLOOD,
    saved=NOW,
    order=Order.EVACUATE,
    source=Vertices(rings=(ring(139.0, 35.0),)),
    area=AREA,
    place_names={"ja": "川辺"},
    issuer="湊浜市長",
    review=NOW + timedelta(hours=6),
)
SAID = messages(revision(), load_phrasebook(), ("ja", "en"))


def found(*said: Message, draft: Draft = ORDER, **changes: object) -> dict[str, dict[str, str]]:
    around = msgspec.structs.replace(Surroundings(now=NOW, ground=AREA), messages=said, **changes)
    return {one.id: one.slots for one in checks(draft, around)}


def test_a_title_that_is_cut_names_its_language_and_one_that_just_fits_does_not() -> None:
    ja, en = SAID
    just = msgspec.structs.replace(en, title="x" * SHOWN_TITLE)
    cut = msgspec.structs.replace(en, title="x" * (SHOWN_TITLE + 1))

    assert "length.title" not in found(ja, just)
    assert found(ja, cut)["length.title"] == {"languages": "en"}


def test_what_to_do_below_the_edge_names_its_language() -> None:
    ja, en = SAID
    seen = msgspec.structs.replace(ja, do=SHOWN_LINES - 1)
    hidden = msgspec.structs.replace(en, do=SHOWN_LINES)

    assert "length.do" not in found(seen)
    assert found(seen, hidden)["length.do"] == {"languages": "en"}


def test_a_smaller_area_of_a_live_alert_is_pointed_out_and_a_larger_one_is_not() -> None:
    live = alert(revision(area=box(139.0, 35.0, 0.02)))
    update = msgspec.structs.replace(ORDER, alert_id=live.id)
    wide = alert(revision(area=box(139.0, 35.0, 0.005)))

    assert "area.shrinks" in found(draft=update, live=(live,))
    assert "area.shrinks" not in found(draft=update, live=(wide,))
    assert "area.shrinks" not in found(live=(live,))
