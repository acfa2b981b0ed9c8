"""A report of a stream -> what it says of each part in each place.

For formats whose messages do not refer to each other: a telegram names a region's municipalities
one by one, and each of them has its own history (docs/triage.md).
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from alerts.matching import Grounds, Match
from alerts.meaning import Meaning, meaning
from alerts.model import Phase, Strength
from alerts.outcome import Outcome, Policy, Step
from alerts.report import Hazard, Report
from alerts.voices import Voice, VoiceKey

ENDED = "AllClear"
_NOBODY = "it ends what is not known here: there is nobody to tell"


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """What a report says of one part in one place. `match` is None only of what ended."""

    key: VoiceKey
    hazard: Hazard
    meaning: Meaning
    match: Match
    reason: str = ""

    @property
    def ends(self) -> bool:
        return ENDED in self.hazard.response_types

    def step(self, outcome: Outcome, reason: str = "", **more: object) -> Step:
        made = Step(
            outcome=outcome,
            reason="; ".join(one for one in (self.reason, reason) if one),
            hazard=self.hazard,
            match=self.match,
            meaning=self.meaning,
            phase=Phase.ALL_CLEAR if self.ends else Phase.LIVE,
            part=self.key.part,
        )
        return msgspec.structs.replace(made, **more)


def spoken(report: Report, grounds: Sequence[Grounds], policy: Policy) -> tuple[Spoken, ...]:
    """Everything with ground; `grounds` stand in the order of `report.hazards`."""
    said: list[Spoken] = []
    for hazard, ground in zip(report.hazards, grounds, strict=True):
        means = meaning(hazard, from_desk=policy.is_desk(report.sender))
        reasons = ("; ".join(ground.missing), *[""] * len(ground.places))
        for (place, match), reason in zip(ground.places.items(), reasons, strict=False):
            key = VoiceKey(
                sender=report.sender,
                stream=report.stream,
                part=hazard.part or means.kind.value,
                place=place,
            )
            said.append(Spoken(key=key, hazard=hazard, meaning=means, match=match, reason=reason))
    return tuple(_told_apart(said))


def _told_apart(said: Iterable[Spoken]) -> Iterable[Spoken]:
    """Drawn ground has no name: two strengths of one part are two voices there."""
    seen: dict[VoiceKey, Strength] = {}
    for one in said:
        strength = one.meaning.strength
        if one.key.place or one.ends or seen.setdefault(one.key, strength) is strength:
            yield one
        else:
            part = f"{one.key.part}/{strength.value}"
            yield msgspec.structs.replace(one, key=msgspec.structs.replace(one.key, part=part))


def groundless(report: Report, grounds: Sequence[Grounds], policy: Policy) -> tuple[Step, ...]:
    """One step for each hazard without ground here: known as elsewhere, or not known at all.

    Also for one that has some ground and names more that nobody knows: those people are not warned.
    """
    return tuple(
        _groundless(hazard, ground, policy.is_desk(report.sender))
        for hazard, ground in zip(report.hazards, grounds, strict=True)
        if not ground.places or (ground.missing and ENDED not in hazard.response_types)
    )


def _groundless(hazard: Hazard, ground: Grounds, from_desk: bool) -> Step:
    ends = ENDED in hazard.response_types
    step = Step(
        outcome=Outcome.ELSEWHERE if ground.elsewhere else Outcome.UNMATCHED,
        reason="; ".join(ground.missing),
        hazard=hazard,
        meaning=meaning(hazard, from_desk=from_desk),
        phase=Phase.ALL_CLEAR if ends else Phase.LIVE,
        part=hazard.part,
        elsewhere=ground.elsewhere,
    )
    if ends and not ground.elsewhere:
        return msgspec.structs.replace(step, outcome=Outcome.UPDATE, reason=_NOBODY)
    return step


def prevailing(
    said: Iterable[Spoken], known: Mapping[VoiceKey, Voice]
) -> tuple[tuple[Spoken, ...], tuple[Spoken, ...]]:
    """Of all that is said of one voice the one that counts, and the rest of them.

    The strongest that holds counts, before an all-clear beside it and before anything weaker. What
    is only to know does not stand against the all-clear of what asked for more: 津波予報 after
    津波警報. The strongest come first, so that what is weaker finds them; endings last.
    """
    by_key: dict[VoiceKey, list[Spoken]] = {}
    for one in said:
        by_key.setdefault(one.key, []).append(one)
    chosen = {key: _chosen(several, known.get(key)) for key, several in by_key.items()}
    rest = [one for key, several in by_key.items() for one in several if one is not chosen[key]]
    return tuple(sorted(chosen.values(), key=_strongest_first)), tuple(rest)


def _chosen(several: Sequence[Spoken], voice: Voice | None) -> Spoken:
    holding = sorted((one for one in several if not one.ends), key=_strongest_first)
    ending = [one for one in several if one.ends]
    if not holding:
        return ending[0]
    asked = voice is not None and voice.says is not None and voice.says.strength
    lifts = asked and asked is not Strength.KNOW and voice is not None
    if ending and holding[0].meaning.strength is Strength.KNOW and lifts:
        return ending[0]
    return holding[0]


def _strongest_first(one: Spoken) -> tuple[bool, int]:
    return one.ends, one.meaning.strength.rank
