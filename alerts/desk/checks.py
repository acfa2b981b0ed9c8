"""What is missing or doubtful in a draft, while it is written. Pure; each finding is a value."""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

import msgspec
import shapely

from alerts.desk.area_mending import Mended, mended
from alerts.desk.checks_of_announcements import announcement_findings
from alerts.desk.compiling import is_same_ground
from alerts.desk.draft import Draft, What
from alerts.desk.finding import Finding, refuse, warn
from alerts.languages import FIRST, known
from alerts.model import Alert, Message, Strength
from geo.area import Area, Refused
from geo.sites import SiteState

# A small phone shows about this much of a notification before it has to be opened.
SHOWN_TITLE = 50
SHOWN_LINES = 4
_SHOWN_FREE_TEXT = 120
LONGEST_UNTIL_REVIEW = timedelta(days=28)
# Larger than any municipality of Japan. A county of ten million was once warned by mistake.
LARGE_KM2 = 2_500.0
_KM_PER_DEGREE = 111.32
# Two maps of one border lie up to about 50 m apart; and so much of a town is all of it.
_LINES_APART = 0.0005
_WHOLE = 0.95
_SOON = timedelta(minutes=5)


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What the draft is held against. `ground`: what its source means today; `town` None: unknown.

    `unchecked`: languages of ours of whose sentences some are machine drafts. `messages`: how it
    would read (empty while it cannot be put into words). `reported`: the ground of the report that
    it was made from, None if it was not. `inside`: phones in the area as
    pages say it, in tens (0: under ten); None if not counted. `site_states`: what the town's map
    says of its sites, by each of their names.
    """

    now: datetime
    ground: Area | Refused
    live: tuple[Alert, ...] = ()
    town: Area | None = None
    jurisdiction: Area | None = None
    unchecked: frozenset[str] = frozenset()
    messages: tuple[Message, ...] = ()
    reported: Area | None = None
    inside: int | None = None
    site_states: Mapping[str, SiteState] = {}


_Check = Callable[[Draft, Surroundings], Iterator[Finding]]


def checks(draft: Draft, around: Surroundings) -> tuple[Finding, ...]:
    """Everything found; what refuses stands first."""
    found = [finding for check in _CHECKS for finding in check(draft, around)]
    return tuple(sorted(found, key=lambda one: one.severity != "refuse"))


def refusals(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.severity == "refuse")


def _missing(draft: Draft, _around: Surroundings) -> Iterator[Finding]:
    """Who says it, what it is about, what to do: a message without one of them helps nobody."""
    if not draft.issuer.strip():
        yield refuse("missing.who", "It does not say who speaks. Name the issuer.")
    if draft.what is What.ORDER and draft.order is None:
        yield refuse("missing.order", "It does not say which order. Choose one of the three.")
    if draft.what is not What.ORDER and draft.what is not What.LIFTING:
        if draft.strength not in (Strength.READY, Strength.KNOW):
            yield refuse("missing.do", "It does not say what to do. Choose be ready, or know.")
        if draft.strength is Strength.KNOW and not (_has_words(draft) or draft.announces):
            yield refuse(
                "missing.words",
                "A notice to know of needs words. Write what happened, or what is open or closed.",
            )
    if draft.what is What.LIFTING and not draft.alert_id:
        yield refuse("missing.alert", "It does not say what is lifted. Choose a live alert.")
    if not draft.place_names and draft.what is not What.LIFTING:
        yield refuse("missing.where", "The place has no name. Choose the area, or name it.")


def _has_words(draft: Draft) -> bool:
    return any(one.text.strip() for one in draft.texts)


def _times(draft: Draft, around: Surroundings) -> Iterator[Finding]:
    now = around.now
    if draft.what is What.ORDER:
        if draft.review is None:
            yield warn("times.review_missing", "No review time is set; it rings in 12 hours.")
        elif draft.review <= now:
            yield refuse("times.review_past", "The review time is over. Set one ahead.")
        elif draft.review > now + LONGEST_UNTIL_REVIEW:
            yield refuse("times.review_far", "Phones keep it for 28 days. Set an earlier review.")
        if draft.expires is not None:
            yield refuse("times.order_expires", "An order never ends by itself. Take the end out.")
    if draft.what is What.NOTICE:
        if draft.expires is None:
            yield warn("times.end_missing", "No end is set; it ends 12 hours after sending.")
        elif draft.expires <= now + _SOON:
            yield refuse("times.end_past", "It would be over when it arrives. Set a later end.")
    ends = draft.expires or draft.review
    if draft.onset is not None and ends is not None and draft.onset >= ends:
        yield refuse("times.order", "It begins after it ends. Mend one of the two times.")


def _ground(draft: Draft, around: Surroundings) -> Iterator[Finding]:
    ground = around.ground
    if draft.what is What.LIFTING:
        return
    if isinstance(ground, Refused):
        yield refuse("area.none", "{reason}", reason=ground.reason)
        return
    if draft.area is not None and not is_same_ground(ground, draft.area):
        yield refuse("area.changed", "The area is other ground than when chosen. Choose it anew.")
    if around.jurisdiction is not None and not _is_within(ground, around.jurisdiction):
        yield refuse(
            "area.outside",
            "Part of it lies outside your jurisdiction. Shrink it, or ask a neighbour.",
        )
    if around.town is not None and not _is_within(ground, around.town, _LINES_APART):
        yield warn("area.beyond_town", "The area reaches beyond the town. Look at its edge.")
    if around.town is not None and _covered(around.town, ground) >= _WHOLE:
        yield warn("area.whole_town", "This is the whole town. Orders are for dangerous places.")
    yield from _mended(draft)
    if _square_km(ground) > LARGE_KM2:
        yield warn(
            "area.large",
            "The area has about {size} km², more than a whole town. Look at it once more.",
            size=f"{_square_km(ground):.0f}",
        )
    yield from _shrinking(draft, ground, around)
    if around.reported is not None and not is_same_ground(ground, around.reported):
        yield warn("area.other_than_report", "The area is not the report's. Is that meant?")
    if around.inside == 0:
        yield warn("area.empty", "Fewer than 10 phones are in this area. Is it the right place?")


def _shrinking(draft: Draft, ground: Area, around: Surroundings) -> Iterator[Finding]:
    """A smaller area tells those left out that they are, which is no all-clear (DOMAIN 7)."""
    before = [one.latest.area for one in around.live if one.id == draft.alert_id]
    if before and not _is_within(before[0], ground):
        yield warn(
            "area.shrinks",
            "A part of the area is left out. People there are told so; that is no all-clear.",
        )


def _live(draft: Draft, around: Surroundings) -> Iterator[Finding]:
    """A draft of before would take back, unsaid, what others have changed since."""
    for last in (one.latest for one in around.live if one.id == draft.alert_id):
        if last.issued > draft.saved:
            yield refuse(
                "alert.newer",
                "The alert was changed after this draft was saved. Read the alert, mend what "
                "differs here, then save.",
            )
        if last.kind is not draft.kind:
            yield refuse(
                "alert.kind",
                "The alert that is live is about another hazard. Begin a draft of its own for "
                "this one.",
            )


def _square_km(area: Area) -> float:
    """Near enough for a warning: degrees as on a sphere, at the middle latitude."""
    _, south, _, north = area.bounds
    narrowing = math.cos(math.radians((south + north) / 2))
    return float(area.geometry.area) * _KM_PER_DEGREE**2 * narrowing


def _is_within(inner: Area, outer: Area, rounding: float = 1e-7) -> bool:
    return bool(outer.geometry.buffer(rounding).covers(inner.geometry))


def _covered(outer: Area, inner: Area) -> float:
    """The share of `outer` that `inner` has."""
    return float(shapely.intersection(outer.geometry, inner.geometry).area / outer.geometry.area)


def _mended(draft: Draft) -> Iterator[Finding]:
    """A shape that was not taken as it stands: only whoever drew it knows what was meant."""
    found = mended(draft.source)
    if Mended.CROSSES in found:
        yield warn(
            "area.crosses",
            "Its edge crosses or touches itself; all that it goes round counts. Look at the map.",
        )
    if Mended.ANTIMERIDIAN in found:
        yield warn("area.antimeridian", "The shape crosses 180° and is cut there. Look at the map.")
    if Mended.NESTED in found:
        yield warn("area.nested", "A shape lies within another: it counts as area, not as a hole.")


def _overlaps(draft: Draft, around: Surroundings) -> Iterator[Finding]:
    if isinstance(around.ground, Refused) or draft.what is What.LIFTING:
        return
    for alert in around.live:
        last = alert.latest
        is_same_hazard = last.kind is draft.kind and last.mode is draft.mode
        if alert.id == draft.alert_id or not is_same_hazard:
            continue
        if last.area.intersects(around.ground):
            yield warn(
                "overlap.live",
                "Alert {alert} about the same hazard is live on part of this ground. Change that "
                "one instead, or people are told twice.",
                alert=alert.id,
            )


def _announcements(draft: Draft, around: Surroundings) -> Iterator[Finding]:
    return announcement_findings(draft, around.site_states)


def _languages(draft: Draft, around: Surroundings) -> Iterator[Finding]:
    unchecked = sorted(around.unchecked)
    if unchecked:
        yield warn(
            "languages.unchecked",
            "Nobody has checked the sentences in: {languages}. They go out marked so.",
            languages=", ".join(unchecked),
        )
    written = {known(one.language) for one in draft.texts if one.text.strip()}
    lacking = [language for language in FIRST if language not in written]
    if written and lacking:
        yield warn(
            "languages.free_text",
            "The free words are missing in: {languages}. Those readers see none of them.",
            languages=", ".join(lacking),
        )


def _length(draft: Draft, around: Surroundings) -> Iterator[Finding]:
    for one in draft.texts:
        if len(one.text) > _SHOWN_FREE_TEXT:
            yield warn(
                "length.free_text",
                "The free words in {language} are cut on a small phone. Keep to {most} characters.",
                language=one.language,
                most=str(_SHOWN_FREE_TEXT),
            )
    long = sorted({one.language for one in around.messages if len(one.title) > SHOWN_TITLE})
    if long:
        yield warn(
            "length.title", "The title is cut on a small phone in: {languages}.",
            languages=", ".join(long),
        )  # fmt: skip
    hidden = {
        one.language for one in around.messages if one.do is not None and one.do >= SHOWN_LINES
    }
    if hidden:
        yield warn(
            "length.do",
            "What to do is below the edge of a small phone until it is opened, in: {languages}.",
            languages=", ".join(sorted(hidden)),
        )


_CHECKS: tuple[_Check, ...] = (
    _missing,
    _live,
    _times,
    _ground,
    _overlaps,
    _announcements,
    _languages,
    _length,
)
