"""Voice: what one source says now of one danger in one place. An alert speaks for one or several.

A telegram makes no alert; it says something new of voices, and an alert changes when the strongest
of its voices does (docs/triage.md).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

import msgspec
import numpy as np

from alerts.model import Alert, Kind, Phase, Revision, Strength
from geo.area import Area
from geo.cells import Runs, runs_of

# What strikes at once: two of them are two events, unless they are told of at the same time.
SUDDEN = frozenset({Kind.EARTHQUAKE, Kind.ATTACK, Kind.INDUSTRIAL, Kind.FIRE})
ONE_EVENT = timedelta(minutes=30)
# Degrees: more than a cell and its growth, at any latitude where people live.
_NEAR = 0.05


UNPROVEN = "?"


class VoiceKey(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """`stream`: `Report.stream`, or a name made of the first message where there is none.

    `part`: `Hazard.part`. `place`: key of the official area (`jma:1720100`), "" where it is drawn.
    With no part, and a source in place of the place: that this source took the stream back.
    `stream` begins with `UNPROVEN` of what the sender is only claimed to say, beside what it did.
    """

    sender: str
    stream: str
    part: str
    place: str

    @property
    def family(self) -> str:
        """What kind of stream it is: `earthquake` of `earthquake/20240101161010`."""
        return self.stream.removeprefix(UNPROVEN).partition("/")[0]

    @property
    def unproven(self) -> "VoiceKey":
        """The same of somebody who only claims to be that sender."""
        return msgspec.structs.replace(self, stream=UNPROVEN + self.stream)

    @property
    def speaker(self) -> tuple[str, bool]:
        """The sender, and whether this is what somebody only claims that it says."""
        return self.sender, self.stream.startswith(UNPROVEN)


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """`sent` and `identifier` are of its newest message; `expires` is when that ends by itself.

    `is_proven`: its source is known to be what it says it is (`alerts.release.is_proven`).
    `is_open`: the source named no end. `says`: the alert that it would make alone; None of a voice
    that ended before it was heard here. `phase`: what its source last said of it. `alert_id`: the
    alert that speaks for it, "" if none does.
    """

    key: VoiceKey
    source: str
    identifier: str
    sent: datetime
    expires: datetime
    phase: Phase
    alert_id: str
    says: Revision | None = None
    is_open: bool = False
    is_proven: bool = True

    def speaks(self, now: datetime) -> bool:
        return self.says is not None and self.phase is Phase.LIVE and now < self.expires

    @property
    def word(self) -> Revision:
        """What it says. Raises LookupError for one that was never heard."""
        if self.says is None:
            raise LookupError(f"{self.key} never said anything; ask `speaks` first")
        return self.says

    @property
    def strength(self) -> Strength:
        return self.word.strength

    @property
    def age(self) -> tuple[datetime, str]:
        """Sorts the messages of a stream as they were sent."""
        return self.sent, self.identifier


class Chorus(msgspec.Struct, frozen=True, kw_only=True):
    """The voices of one alert. `lead` is the one whose words are used.

    `apart`: those that this alert cannot speak for, because they say more of less ground, or
    something of other ground.
    """

    lead: Voice
    members: tuple[Voice, ...]
    apart: tuple[Voice, ...]

    @property
    def until(self) -> datetime:
        """When the strongest of them end: nothing weaker keeps a strength alive."""
        return max(one.expires for one in self._leading)

    @property
    def is_open(self) -> bool:
        return any(one.is_open for one in self._leading)

    @property
    def _leading(self) -> tuple[Voice, ...]:
        return tuple(one for one in self.members if one.strength is self.lead.strength)


@lru_cache(maxsize=4_096)
def cells_of(area: Area) -> Runs:
    """`runs_of`, which most places need again at every telegram."""
    runs = runs_of(area)
    runs.flags.writeable = False
    return runs


def lies_within(inner: Runs, outer: Runs) -> bool:
    """Whether all cells of one are cells of the other; both are sorted and do not touch."""
    if not len(inner):
        return True
    if not len(outer):
        return False
    holder = np.searchsorted(outer[:, 0], inner[:, 0], side="right") - 1
    return bool(np.all(holder >= 0) and np.all(inner[:, 1] <= outer[holder, 1]))


def is_within(inner: Area, outer: Area) -> bool:
    if inner == outer:
        return True
    return _reaches_round(outer, inner) and lies_within(cells_of(inner), cells_of(outer))


def is_same_ground(one: Area, other: Area) -> bool:
    """Whether they have the same cells."""
    if one == other:
        return True
    near = _reaches_round(one, other) and _reaches_round(other, one)
    return near and np.array_equal(cells_of(one), cells_of(other))


def _reaches_round(outer: Area, inner: Area) -> bool:
    """Whether its box holds the other's, give or take a few cells: few do, and this is cheap."""
    west, south, east, north = outer.bounds
    inner_west, inner_south, inner_east, inner_north = inner.bounds
    return (
        west - _NEAR <= inner_west
        and south - _NEAR <= inner_south
        and inner_east <= east + _NEAR
        and inner_north <= north + _NEAR
    )


def chorus(voices: Sequence[Voice]) -> Chorus:
    """Who of these one alert can speak for; at least one, all of one kind.

    The ground is that of a voice that covers all others, else of the largest. The strength is the
    strongest that is said of all that ground.
    """
    covering = [one for one in voices if all(_covers(one, other) for other in voices)]
    ground = min(covering or [max(voices, key=_size)], key=_standing).word.area
    whole = [one for one in voices if is_same_ground(one.word.area, ground)]
    lead = min(whole, key=_standing)
    apart = tuple(one for one in voices if not _fits(one, lead))
    kept = tuple(one for one in voices if one not in apart)
    return Chorus(lead=lead, members=kept, apart=apart)


def _covers(one: Voice, other: Voice) -> bool:
    return is_within(other.word.area, one.word.area)


def _fits(voice: Voice, lead: Voice) -> bool:
    return voice.strength.rank >= lead.strength.rank and _covers(lead, voice)


def _size(voice: Voice) -> tuple[int, VoiceKey]:
    runs = cells_of(voice.word.area)
    return int((runs[:, 1] - runs[:, 0] + 1).sum()), voice.key


def _standing(voice: Voice) -> tuple[int, float, VoiceKey]:
    """The strongest first, then the newest."""
    return voice.strength.rank, -voice.sent.timestamp(), voice.key


def may_join(voice: Voice, alert: Alert) -> bool:
    """What can be told of `joins` without the alert's voices: kind, mode, and ground."""
    latest, word = alert.latest, voice.word
    if (
        word.kind is Kind.OTHER
        or latest.is_order
        or (latest.kind, latest.mode, latest.authority)
        != (
            word.kind,
            word.mode,
            word.authority,
        )
    ):
        return False
    if word.strength.rank < latest.strength.rank:
        return is_same_ground(word.area, latest.area)
    return is_within(word.area, latest.area)


def joins(voice: Voice, alert: Alert, others: Iterable[Voice]) -> bool:
    """Whether this alert can speak for one more voice (docs/triage.md, "Folding").

    `others`: the voices that it speaks for already. `may_join` holds.
    """
    latest, word, held = alert.latest, voice.word, tuple(others)
    if not held or any(_are_told_apart(voice, one) for one in held):
        return False
    is_weaker = word.strength.rank > latest.strength.rank
    return not (is_weaker and _outlasts(voice, alert, held))


def _are_told_apart(voice: Voice, other: Voice) -> bool:
    """Whether they cannot mean the same.

    One sender that has two names for things means two things: heavy rain, and a river; and so does
    one that begins another stream of the same family: another earthquake, another message. Of
    several senders only the time tells whether they mean one sudden event.
    """
    one, two = voice.key, other.key
    if one.speaker != two.speaker:
        return voice.word.kind in SUDDEN and abs(voice.sent - other.sent) > ONE_EVENT
    if one == two or one.part != two.part:
        return True
    return one.stream != two.stream and one.family == two.family


def _outlasts(voice: Voice, alert: Alert, held: Sequence[Voice]) -> bool:
    """Whether it would still hold when the alert is over: then it needs one of its own."""
    if voice.is_open and any(one.is_open for one in held):
        return False
    return voice.expires > alert.latest.valid_until
