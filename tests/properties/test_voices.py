"""Random days of telegrams against a model that knows nothing of alerts (docs/triage.md).

The model keeps, for each source and village, what was sent last. However the telegrams come, what
stands in each cell is the strongest of it; and phones are pushed to only when that changes.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from alerts.model import Kind, Revision, Strength
from alerts.report import MessageType, Report
from alerts.voices import is_within
from tests.alerts.heard import GROUND, Town, at, cancel, county, hazard, telegram

MINUTES = 60
LAST = 15 * MINUTES
ASKING = (Strength.PROTECT, Strength.LEAVE, Strength.LEAVE_IF_SLOW, Strength.READY)
VILLAGES = tuple(GROUND)


class Source(msgspec.Struct, frozen=True):
    """One type of telegram, of one stream. `wide`: it also speaks of the whole county."""

    title: str
    stream: str
    part: str
    kind: Kind
    wide: bool = False


RAIN = Source("VPWW55", "warnings/99/大雨", "大雨", Kind.FLOOD)
SLIDE = Source("VPWW56", "warnings/99/土砂", "土砂災害", Kind.LANDSLIDE)
ALERT = Source("VXWW50", "landslide/99", "土砂災害", Kind.LANDSLIDE)
SHOOK = Source("VXSE51", "earthquake/1", "地震", Kind.EARTHQUAKE, wide=True)
FELT = Source("VXSE53", "earthquake/1", "地震", Kind.EARTHQUAKE)
SOURCES = (RAIN, SLIDE, ALERT, SHOOK, FELT)
# Whose places are the same, so that one alert speaks for all that is said of a kind in a village.
OF_VILLAGES = frozenset({Kind.FLOOD, Kind.LANDSLIDE})

Said = dict[str, Strength | None]
"""Village, or "county" -> what holds there; None: it ended."""


class Sent(msgspec.Struct, frozen=True):
    """A telegram: `said` None takes back what its source said."""

    source: Source
    minute: int
    said: tuple[tuple[str, Strength | None], ...] | None

    @property
    def report(self) -> Report:
        names = {"stream": self.source.stream, "source": self.source.title}
        hours = self.minute / MINUTES
        if self.said is None:
            return cancel(hours, **names)
        means = {"part": self.source.part, "kind": self.source.kind}
        made = []
        for place, strength in self.said:
            asks = {**means, "ended": strength is None}
            held = strength or Strength.KNOW
            made.append(
                county(held, **asks) if place == "county" else hazard(held, [place], **asks)
            )
        ended = any(strength is None for _, strength in self.said)
        kind = MessageType.UPDATE if ended else MessageType.ALERT
        return telegram(hours, *made, message_type=kind, **names)


Voices = dict[tuple[Source, str], tuple[int, Strength | None]]


class Model:
    """By the time of sending alone."""

    def __init__(self) -> None:
        self.voices: Voices = {}
        self.taken_back: dict[Source, int] = {}

    def take(self, sent: Sent) -> None:
        if sent.said is None:
            self.taken_back[sent.source] = max(
                sent.minute, self.taken_back.get(sent.source, sent.minute)
            )
            for key, (minute, _) in self.voices.items():
                if key[0] == sent.source and minute <= sent.minute:
                    self.voices[key] = (sent.minute, None)
            return
        for place, strength in sent.said:
            key = (sent.source, place)
            last = max(self.voices.get(key, (-1, None))[0], self.taken_back.get(sent.source, -1))
            if sent.minute > last:
                self.voices[key] = (sent.minute, strength)

    def standing(self, kind: Kind) -> dict[str, Strength]:
        """The strongest that holds in each village."""
        found: dict[str, Strength] = {}
        for (source, place), (_, strength) in self.voices.items():
            if strength is None or source.kind is not kind:
                continue
            for village in VILLAGES if place == "county" else (place,):
                held = found.get(village, strength)
                found[village] = min(held, strength, key=lambda one: one.rank)
        return found

    def every_standing(self) -> dict[Kind, dict[str, Strength]]:
        return {kind: self.standing(kind) for kind in {one.kind for one in SOURCES}}


def shown(town: Town) -> dict[Kind, dict[str, Strength]]:
    """The strongest live alert of each kind that has all of a village's cells."""
    found: dict[Kind, dict[str, Strength]] = {one.kind: {} for one in SOURCES}
    for alert in town.store.live(at(LAST / MINUTES))[::-1]:
        for village, ground in GROUND.items():
            if holds(alert.latest, village):
                found[alert.latest.kind][village] = alert.latest.strength
            else:
                assert not alert.latest.area.intersects(ground)
    return found


def holds(revision: Revision, village: str) -> bool:
    return is_within(GROUND[village], revision.area)


strengths = st.sampled_from((*ASKING, None))


@st.composite
def telegrams(draw: st.DrawFn, minute: int) -> Sent:
    source = draw(st.sampled_from(SOURCES))
    places = ("county",) if source.wide else VILLAGES
    chosen = draw(st.lists(st.sampled_from(places), unique=True, max_size=len(places)))
    said = tuple((place, draw(strengths)) for place in chosen)
    return Sent(source, minute, said or None)


@st.composite
def days(draw: st.DrawFn) -> tuple[list[Sent], list[Sent]]:
    """A day in the order of sending, and in another order."""
    minutes = draw(st.lists(st.integers(0, LAST), unique=True, min_size=1, max_size=9))
    day = [draw(telegrams(minute)) for minute in sorted(minutes)]
    return day, draw(st.permutations(day))


@settings(max_examples=50)
@given(days())
def test_a_days_telegrams_in_any_order_end_in_the_same_state(
    day: tuple[list[Sent], list[Sent]],
) -> None:
    in_order, shuffled = day
    states = []
    for sequence in (in_order, shuffled):
        town, model = Town(), Model()
        for sent in sequence:
            town.takes(sent.report, at(LAST / MINUTES))
            model.take(sent)
        states.append((shown(town), model.every_standing()))

    (first, model_first), (second, _) = states

    assert first == second == model_first


class Day(RuleBasedStateMachine):
    """Telegrams as they come, some of them late; one phone in each village."""

    @initialize()
    def begin(self) -> None:
        self.town, self.model = Town(), Model()
        self.minute = 0
        self.held: list[Sent] = []

    @rule(data=st.data(), after=st.integers(1, 40))
    def hear(self, data: st.DataObject, after: int) -> None:
        self.minute = min(self.minute + after, LAST)
        self._take(data.draw(telegrams(self.minute)))

    @rule(data=st.data(), after=st.integers(1, 40))
    def hold_back(self, data: st.DataObject, after: int) -> None:
        self.minute = min(self.minute + after, LAST)
        self.held.append(data.draw(telegrams(self.minute)))

    @rule()
    def hear_late(self) -> None:
        if self.held:
            self._take(self.held.pop(0))

    @rule()
    def hear_again(self) -> None:
        """The same state once more, as every hour."""
        self.minute = min(self.minute + 1, LAST)
        for source in (RAIN, SLIDE):
            said = tuple(
                (place, strength)
                for (one, place), (_, strength) in self.model.voices.items()
                if one == source and strength is not None
            )
            if said:
                assert self._take(Sent(source, self.minute, said)) == []

    def _take(self, sent: Sent) -> Sequence[Revision]:
        before = self.model.every_standing()
        revisions = self.town.hears(sent.report, at(LAST / MINUTES))
        self.model.take(sent)
        self._count(revisions, before, self.model.every_standing())
        return revisions

    def _count(
        self,
        revisions: Sequence[Revision],
        before: dict[Kind, dict[str, Strength]],
        after: dict[Kind, dict[str, Strength]],
    ) -> None:
        """No push to a village whose danger did not change; one for each that did."""
        pushes = Counter(
            (one.kind, village) for one in revisions for village in VILLAGES if holds(one, village)
        )
        changed = {
            (kind, village)
            for kind in after
            for village in VILLAGES
            if before[kind].get(village) is not after[kind].get(village)
        }
        narrow = {key: number for key, number in pushes.items() if key[0] in OF_VILLAGES}
        assert narrow == {key: 1 for key in changed if key[0] in OF_VILLAGES}

    @invariant()
    def what_stands_is_what_is_said(self) -> None:
        assert shown(self.town) == self.model.every_standing()


TestDay = Day.TestCase
TestDay.settings = settings(max_examples=30, stateful_step_count=15)
