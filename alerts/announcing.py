"""What the town says of its sites and streets beside an order or a notice: in checked sentences.

Staff choose a state and a name; the sentence is the phrasebook's, in every language. It travels in
a parameter of the desk's CAP message, so that what is approved is what is read back.
"""

from collections.abc import Iterator, Sequence

import msgspec

from alerts.model import Announcement, Authority, Kind, Phase, Relation, Revision, Strength
from alerts.report import Code

ANNOUNCES_PARAMETER = "hansho:announces"
MOST_ANNOUNCEMENTS = 3
WHATS = ("site.open", "site.full", "site.closed", "street.closed", "street.open")
"""Ends of the phrases `notice.…`."""


def phrase_of(one: Announcement) -> str:
    return f"notice.{one.what}"


def slot_of(one: Announcement) -> str:
    """Of its name in the sentence: `site` or `street`."""
    return one.what.partition(".")[0]


def is_whole(one: Announcement) -> bool:
    """Whether it says something of something."""
    return one.what in WHATS and any(name.strip() for name in one.names.values())


def misleads(one: Announcement, kind: Kind, strength: Strength | None) -> bool:
    """Sentences of sites and streets are for people who walk: where all are to protect themselves
    at once there is never a way (DOMAIN section 2); before a tsunami no site is full (section 3).
    """
    return strength is Strength.PROTECT or (kind is Kind.TSUNAMI and one.what == "site.full")


def written(announcements: Sequence[Announcement]) -> Iterator[str]:
    """Values of the CAP parameter, one for each."""
    for one in announcements:
        yield msgspec.json.encode(one).decode()


def read_announcements(
    parameters: Sequence[Code], authority: Authority
) -> tuple[Announcement, ...]:
    """What a message of the town's own says; nobody else announces its sites. What cannot be read
    is no announcement: the message's other words stand."""
    if authority is not Authority.MAYOR:
        return ()
    found = (_read(one.value) for one in parameters if one.name == ANNOUNCES_PARAMETER)
    return tuple(one for one in found if one is not None)[:MOST_ANNOUNCEMENTS]


def _read(value: str) -> Announcement | None:
    try:
        one = msgspec.json.decode(value.encode(), type=Announcement)
    except msgspec.DecodeError:
        return None
    return one if is_whole(one) else None


def announced_to(revision: Revision, relation: Relation) -> tuple[Announcement, ...]:
    """To those whom the alert concerns while it is live, and nothing that misleads them."""
    if revision.phase is not Phase.LIVE or relation is Relation.LEFT:
        return ()
    kind, strength = revision.kind, revision.strength
    return tuple(one for one in revision.announces if not misleads(one, kind, strength))
