"""What the town says of its sites and streets beside an order or a notice: in checked sentences.

Staff choose a state and a name; the sentence is the phrasebook's, in every language. It travels in
a parameter of the desk's CAP message, so that what is approved is what is read back.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from alerts.model import Announcement, Authority, Phase, Relation, Revision
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
    return one if one.what in WHATS and any(_names(one.names)) else None


def _names(names: Mapping[str, str]) -> Iterator[str]:
    return (name for name in names.values() if name.strip())


def announced_to(revision: Revision, relation: Relation) -> tuple[Announcement, ...]:
    """To those whom the alert concerns while it is live."""
    is_said = revision.phase is Phase.LIVE and relation is not Relation.LEFT
    return revision.announces if is_said else ()
