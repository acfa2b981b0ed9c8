"""What is missing or doubtful in what a draft says of sites and streets."""

from collections.abc import Iterator, Mapping

from alerts.announcing import is_whole, misleads
from alerts.desk.draft import Draft
from alerts.desk.finding import Finding, refuse, warn
from alerts.meaning import STRENGTH_OF_ORDER
from alerts.model import Announcement, Mode, Strength
from geo.sites import SiteState


def announcement_findings(draft: Draft, states: Mapping[str, SiteState]) -> Iterator[Finding]:
    """`states`: what the town's map says of its sites, by each of their names."""
    whole = [one for one in draft.announces if is_whole(one)]
    if len(whole) < len(draft.announces):
        yield refuse(
            "announce.half",
            "Of a site or street either the name is missing or what to say of it. Fill in both, "
            "or neither.",
        )
    strength = STRENGTH_OF_ORDER[draft.order] if draft.order else draft.strength
    if any(misleads(one, draft.kind, strength) for one in whole):
        if strength is Strength.PROTECT:
            yield refuse(
                "announce.protect",
                "At this level nobody is to set out. Take sites and streets out of it.",
            )
        else:
            yield refuse(
                "announce.full",
                "Before a tsunami no site is full: everyone goes up. Take that out.",
            )
    unknown = [one for one in whole if set(one.names) == {""}]
    if unknown:
        yield warn(
            "announce.unknown",
            "The town's map does not know: {names}. Every language says the name as typed.",
            names=_names(unknown),
        )
    other = [one for one in whole if _differs(one, states)]
    if other and draft.mode is not Mode.DRILL:
        yield warn(
            "announce.map",
            "The map does not say so of: {names}. Say it there too, or phones go by what it says.",
            names=_names(other),
        )


def _differs(one: Announcement, states: Mapping[str, SiteState]) -> bool:
    about, _, state = one.what.partition(".")
    held = {states[name] for name in one.names.values() if name in states}
    return about == "site" and bool(held) and SiteState(state) not in held


def _names(announcements: list[Announcement]) -> str:
    return ", ".join(one.names.get("ja") or next(iter(one.names.values())) for one in announcements)
