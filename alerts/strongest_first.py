"""In which order a telegram that makes many alerts is stored, so that the worst leaves first.

An earthquake is told to a hundred municipalities by one telegram, and words for all of them take
seconds. An alert whose voices have to do with no other alert may be stored before the others: the
same telegram heard again, after a crash between the two, finds it done and goes on with the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from alerts.model import Phase
from alerts.release import Handling
from alerts.taking import Taken
from alerts.voices import Voice, VoiceKey

# The first transaction is short, because people wait for it; the others are worth their commits.
_FIRST, _MORE = 4, 16


class Instalment(msgspec.Struct, frozen=True, kw_only=True):
    """What is stored together: alerts' next revisions, and what their voices said."""

    taken: tuple[Taken, ...]
    voices: tuple[Voice, ...]


def instalments(
    taken: Sequence[Taken],
    voices: Sequence[Voice],
    stream: tuple[str, str],
    before: Mapping[VoiceKey, Voice],
    now: datetime,
) -> Iterator[Instalment]:
    """All of `taken` that have a revision, and all `voices`; the last may be empty.

    `stream`: sender and stream of the telegram; `before`: what was said in it. What ends, what a
    voice moved to or from, and what another stream said come last, in one transaction.
    """
    made = [one for one in taken if one.revision is not None]
    bound = _bound_to_others(voices, stream, before, now)
    early = sorted((one for one in made if _alone(one, bound)), key=_urgency)
    if len(made) <= _FIRST:
        early = []
    starts = [0, *range(_FIRST, len(early), _MORE)]
    told: set[str] = set()
    for start, end in zip(starts, [*starts[1:], len(early)], strict=True):
        if some := tuple(early[start:end]):
            ids = {_alert_id(one) for one in some}
            told |= ids
            yield Instalment(taken=some, voices=tuple(one for one in voices if one.alert_id in ids))
    yield Instalment(
        taken=tuple(one for one in made if _alert_id(one) not in told),
        voices=tuple(one for one in voices if one.alert_id not in told),
    )


def _bound_to_others(
    voices: Sequence[Voice],
    stream: tuple[str, str],
    before: Mapping[VoiceKey, Voice],
    now: datetime,
) -> frozenset[str]:
    """Alerts that another changes with: a voice went from one to the other, or is of elsewhere."""
    bound: set[str] = set()
    for voice in voices:
        held = before.get(voice.key)
        if (voice.key.sender, voice.key.stream) != stream:
            bound.add(voice.alert_id)
        elif held is not None and held.speaks(now) and held.alert_id != voice.alert_id:
            bound |= {voice.alert_id, held.alert_id}
    return frozenset(bound)


def _alone(taken: Taken, bound: frozenset[str]) -> bool:
    revision = taken.revision
    return revision is not None and revision.phase is Phase.LIVE and _alert_id(taken) not in bound


def _urgency(taken: Taken) -> tuple[bool, int]:
    """What goes by itself before what waits for somebody; then the stronger."""
    assert taken.revision is not None
    is_kept = taken.handling not in (None, Handling.AUTOMATIC)
    return is_kept, taken.revision.strength.rank


def _alert_id(taken: Taken) -> str:
    assert taken.revision is not None
    return taken.revision.alert_id
