"""An agency's warning that came by a feed and waits for an approver."""

from datetime import UTC, datetime, timedelta
from typing import Any

from alerts.feed import Feed
from alerts.pipeline import Taken, take_item
from alerts.release import Handling
from alerts.report import AreaClaim, Report, Text
from tests.factories import AGENCY, hazard, report, ring
from tests.service.web.desk_world import RIVERSIDE, World

FEED = Feed(
    name="agency",
    senders=frozenset({AGENCY}),
    is_pinned=True,
    jurisdiction=RIVERSIDE.area,
    most_km2=100.0,
    most_per_hour=5,
)


def warned(world: World, event: str = "Flash flood", **changes: Any) -> Taken:
    """A warning of the agency for the riverside, by its feed."""
    now = datetime.now(UTC)
    given = {
        "texts": (Text(language="en", event=event),),
        "areas": (AreaClaim(description="Riverside", polygons=(ring(139.0, 35.0),)),),
        "certainty": "Observed",
        "severity": "Extreme",
        "expires": now + timedelta(hours=3),
        **changes,
    }
    said = hazard(**given)
    sent: Report = report(identifier=event, sent=now - timedelta(seconds=5), hazards=(said,))
    return take_item(sent, b"raw", world.service.means, now, FEED)[0]


def waiting(world: World) -> str:
    """The path of a warning that waits."""
    taken = warned(world)
    assert taken.revision is not None
    assert taken.handling is Handling.APPROVAL
    return f"/desk/warnings/{taken.revision.alert_id}"
