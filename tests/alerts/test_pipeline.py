"""The stages in order: what a whole report leads to, where its parts touch each other."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import msgspec
import pytest

from alerts.model import Holding, Kind, Mode, Phase, Revision
from alerts.pipeline import Means, end, take_item
from alerts.report import AreaClaim, Code, Hazard, MessageType, Report, Text
from alerts.testing import MemoryAlertStore, MemoryStore
from alerts.triage import Outcome, Policy
from geo.places import Gazetteer
from tests.factories import DESK, NOW, hazard, order_hazard, report
from translations.loading import load_phrasebook

MINUTE = timedelta(minutes=1)


@pytest.fixture
def means() -> Means:
    ids: Iterator[str] = iter(f"{number:016d}" for number in range(100))
    return Means(
        alerts=MemoryAlertStore(MemoryStore()),
        gazetteer=Gazetteer.of([]),
        phrases=load_phrasebook(),
        policy=Policy(mode=Mode.REAL, desks=frozenset({DESK})),
        languages=("en",),
        base_url="https://town.example",
        time_zone="Asia/Tokyo",
        new_id=lambda: next(ids),
    )


def named(event: str, **changes: object) -> Hazard:
    return hazard(texts=(Text(language="en", event=event),), **changes)


def over(event: str) -> Hazard:
    return named(event, response_types=("AllClear",), urgency="Past")


def revisions(what: Report, means: Means) -> list[Revision]:
    taken = take_item(what, b"", means, what.sent)
    return [one.revision for one in taken if one.revision is not None]


def following(first: Report, hazards: Sequence[Hazard], **changes: object) -> Report:
    return report(
        **{
            "identifier": "second",
            "sent": first.sent + MINUTE,
            "message_type": MessageType.UPDATE,
            "references": (first.key,),
            "hazards": tuple(hazards),
            **changes,
        }
    )


def kinds(holdings: Sequence[Holding]) -> list[Kind]:
    return [one.kind for one in holdings]


def test_what_ends_together_is_not_said_to_hold_still(means: Means) -> None:
    first = report(hazards=(named("Flood"), named("Landslide")))
    revisions(first, means)

    ended = revisions(following(first, [over("Flood"), over("Landslide")]), means)

    assert [(one.phase, one.still_holds) for one in ended] == [(Phase.ALL_CLEAR, ())] * 2


def test_a_cancel_of_two_hazards_says_of_neither_that_it_holds_still(means: Means) -> None:
    first = report(hazards=(named("Flood"), named("Landslide")))
    revisions(first, means)
    cancel = following(first, (), message_type=MessageType.CANCEL)

    ended = revisions(cancel, means)

    assert [(one.phase, one.still_holds) for one in ended] == [(Phase.WITHDRAWN, ())] * 2


def test_an_all_clear_names_what_the_same_report_begins(means: Means) -> None:
    first = report(hazards=(named("Flood"),))
    revisions(first, means)

    ended, begun = revisions(following(first, [over("Flood"), named("Landslide")]), means)

    assert (ended.phase, kinds(ended.still_holds)) == (Phase.ALL_CLEAR, [Kind.LANDSLIDE])
    assert begun.phase is Phase.LIVE


def test_an_all_clear_days_later_still_names_an_order_that_nobody_lifted(means: Means) -> None:
    (ordered,) = revisions(report(sender=DESK, hazards=(order_hazard(),)), means)
    later = NOW + timedelta(days=9)
    warning = named("Landslide", expires=later + timedelta(hours=1))
    (warned,) = revisions(report(identifier="late", sent=later, hazards=(warning,)), means)
    live = means.alerts.alert(warned.alert_id)
    assert live is not None

    ended = end(live, Phase.ALL_CLEAR, None, means, later + MINUTE)

    assert [one.order for one in ended.still_holds] == [ordered.order]


def test_only_a_code_that_is_known_to_be_elsewhere_waits_for_nobody(means: Means) -> None:
    town = msgspec.structs.replace(means, gazetteer=Gazetteer.of([], elsewhere=["jma-tsunami:391"]))

    waiting = {}
    for code in ("391", "399"):
        claim = AreaClaim(description="岬", geocodes=(Code(name="津波予報区", value=code),))
        what = report(identifier=code, hazards=(hazard(areas=(claim,)),))
        (taken,) = take_item(what, b"", town, what.sent)
        waiting[code] = (taken.outcome, len(town.alerts.quarantined()))

    assert waiting == {"391": (Outcome.ELSEWHERE, 0), "399": (Outcome.UNMATCHED, 1)}


def test_a_warning_for_a_known_place_and_an_unknown_one_warns_the_first_and_calls_somebody(
    means: Means,
) -> None:
    unknown = AreaClaim(description="岬", geocodes=(Code(name="津波予報区", value="399"),))
    drawn = hazard().areas[0]
    what = report(hazards=(hazard(areas=(drawn, unknown)),))

    (taken,) = take_item(what, b"", means, what.sent)

    assert taken.revision is not None
    [(_, reason, _)] = means.alerts.quarantined()
    assert reason.startswith("unmatched: 岬: jma-tsunami:399 is not among the imported")
