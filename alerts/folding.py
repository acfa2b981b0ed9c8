"""Voices -> what becomes of the alerts that speak for them: founded, joined, changed, ended.

A `Table` holds what one report touches, as it will be once the report has been taken in. Nothing is
written here, and nothing is rendered for an alert that does not change (docs/triage.md).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import msgspec

from alerts import revising
from alerts.model import Alert, Authority, Origin, Phase, Revision, Strength
from alerts.ports import AlertStore
from alerts.release import Handling
from alerts.renewing import RENEWED_AT
from alerts.report import Text
from alerts.voices import Chorus, Voice, VoiceKey, chorus, is_same_ground, joins, may_join


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """What the report says to people of an ending: `sent`, its texts, its note."""

    sent: datetime
    texts: tuple[Text, ...] = ()
    note: str = ""


class Table:
    """The alerts and voices that one report touches."""

    def __init__(
        self,
        alerts: AlertStore,
        setting: revising.Setting,
        new_id: Callable[[], str],
        feed: str = "",
    ) -> None:
        """`feed`: the name of the one that the report came by; "": an operator's hand."""
        self._store = alerts
        self._setting = setting
        self._new_id = new_id
        self._feed = feed
        self._alerts: dict[str, Alert | None] = {}
        self._founded: dict[str, Alert] = {}
        self._changed: dict[VoiceKey, Voice] = {}
        self._of_alert: dict[str, dict[VoiceKey, None]] = {}
        self._ended: dict[str, list[Voice]] = {}
        self._moved: set[VoiceKey] = set()
        self._noted: set[VoiceKey] = set()
        self._retold: set[str] = set()
        self._live: dict[str, Alert] | None = None

    @property
    def changed(self) -> tuple[Voice, ...]:
        """Every voice that was put here, as it ended up."""
        return tuple(self._changed.values())

    @property
    def retold(self) -> frozenset[str]:
        """Alerts that get a revision only because another feed may tell people of them."""
        return frozenset(self._retold)

    def alert(self, alert_id: str) -> Alert | None:
        if alert_id not in self._alerts:
            self._alerts[alert_id] = self._store.alert(alert_id) if alert_id else None
        return self._alerts[alert_id]

    def speaks(self, alert_id: str) -> bool:
        """Whether an alert of this id is live, be it one that this report founds."""
        return alert_id in self._standing()

    def is_open(self, alert_id: str) -> bool:
        """Whether nobody has ended it yet, though its time may be over."""
        alert = self._founded.get(alert_id) or self.alert(alert_id)
        return alert is not None and alert.latest.phase is Phase.LIVE

    def put(self, voice: Voice) -> None:
        """A voice as it is from now on."""
        self._changed[voice.key] = voice
        self._of_alert.setdefault(voice.alert_id, {})[voice.key] = None

    def repeats(self, before: Voice, after: Voice) -> bool:
        """Whether it says again what was said, so that nothing can come of it: most of a day."""
        alert, now = self.alert(after.alert_id), self._setting.now
        if alert is None or self.is_retold(before) or before.is_open is not after.is_open:
            return False
        if after.is_open and alert.latest.valid_until - now < RENEWED_AT:
            return False
        return _gist(before, now) == _gist(after, now)

    def is_retold(self, voice: Voice) -> bool:
        """Whether its alert was only shown as another feed brought it: then it is judged anew."""
        release = self._store.release(voice.alert_id) if voice.alert_id else None
        if release is None or release.handling is Handling.AUTOMATIC:
            return False
        return release.feed != self._feed

    def _is_trusted(self, voice: Voice, alert: Alert, held: Sequence[Voice]) -> bool:
        """Whether what goes out by itself may lean on an alert, or change it.

        Another sender's alert that was only shown must not keep a warning from people; nor may
        another sender's feed put its words in the place of those that they were told.
        """
        own = [one for one in held if one.key.speaker == voice.key.speaker]
        if any(one.is_proven or not voice.is_proven for one in own):
            return True
        release = self._store.release(alert.id)
        if release is not None and release.handling is not Handling.AUTOMATIC:
            return False
        return not self._feed or voice.strength.rank >= alert.latest.strength.rank

    def note(self, voice: Voice) -> None:
        """A voice that `repeats` itself: its time counts on, its alert is not looked at."""
        self.put(voice)
        self._noted.add(voice.key)

    def end(self, voice: Voice, phase: Phase, sent: datetime, identifier: str) -> None:
        """A voice that spoke is over, by its own source."""
        over = msgspec.structs.replace(voice, phase=phase, sent=sent, identifier=identifier)
        self.put(over)
        self._ended.setdefault(voice.alert_id, []).append(over)

    def speaking(self, alert_id: str) -> list[Voice]:
        """The voices for which an alert speaks by now."""
        return [one for one in self._members(alert_id) if one.speaks(self._setting.now)]

    def joined(self, voice: Voice, besides: str = "") -> str | None:
        """The alert that can speak for it, too; None if there is none."""
        if voice.word.authority is not Authority.AGENCY:
            return None
        for alert_id, alert in self._standing().items():
            if alert_id == besides or not may_join(voice, alert):
                continue
            held = self.speaking(alert_id)
            if joins(voice, alert, held) and self._is_trusted(voice, alert, held):
                return alert_id
        return None

    def place(self, voice: Voice, besides: str = "") -> str:
        """Finds the alert that speaks for it from now on, or founds one; returns its id."""
        found = None if voice.key in self._moved else self.joined(voice, besides)
        alert_id = found or self._found(voice)
        self.put(msgspec.structs.replace(voice, alert_id=alert_id))
        return alert_id

    def settled(self, endings: dict[str, Ending], *, corrects: bool) -> dict[str, Revision]:
        """The next revision of every alert that has one, by its id; endings last, because each says
        what still holds then.
        """
        made: dict[str, Revision] = {}
        over: dict[str, Phase] = {}
        waiting = list(dict.fromkeys(self._touched()))
        for alert_id in waiting:
            result = self._chorus(alert_id)
            if isinstance(result, Phase):
                over[alert_id] = result
                continue
            if not self.speaks(alert_id):
                continue  # It has expired, and never revives; who still speaks is told anew.
            waiting += [self._apart(voice, alert_id) for voice in result.apart]
            revision = self._next(alert_id, result, corrects=corrects)
            if revision is not None:
                made[alert_id] = revision
        standing = {one: alert.latest for one, alert in self._standing().items() if one not in over}
        standing |= made
        for alert_id, phase in over.items():
            alert = self.alert(alert_id)
            assert alert is not None
            said = endings[alert_id]
            made[alert_id] = revising.ending(
                alert,
                phase,
                said.sent,
                self._setting,
                standing.values(),
                texts=said.texts,
                note=said.note,
            )
        return made

    def origin(self, alert_id: str) -> Origin:
        """Of a live alert, or of one that this report founds."""
        alert = self._founded.get(alert_id) or self.alert(alert_id)
        assert alert is not None
        return alert.origin

    def _touched(self) -> Iterator[str]:
        """Alerts whose voices said something; not those that somebody else had ended before."""
        for voice in tuple(self._changed.values()):
            if voice.key in self._noted or not voice.alert_id:
                continue
            is_ended = voice.alert_id in self._ended and self.is_open(voice.alert_id)
            if is_ended or self.speaks(voice.alert_id):
                yield voice.alert_id

    def _members(self, alert_id: str) -> list[Voice]:
        """All voices of one alert, as they are by now."""
        held = {} if alert_id in self._founded else {v.key: v for v in self._store.voices(alert_id)}
        kept = [voice for key, voice in held.items() if key not in self._changed]
        return kept + [
            self._changed[key]
            for key in self._of_alert.get(alert_id, ())
            if self._changed[key].alert_id == alert_id
        ]

    def _chorus(self, alert_id: str) -> Chorus | Phase:
        """Who speaks in it, or how it ended."""
        speaking = self.speaking(alert_id)
        ended = self._ended.get(alert_id, [])
        if any(one.strength is not Strength.KNOW for one in ended):
            asking = [one for one in speaking if _holds_against(one, ended)]
            if not asking:
                for one in speaking:
                    self.put(msgspec.structs.replace(one, phase=Phase.ALL_CLEAR))
            speaking = asking
        if speaking:
            return chorus(speaking)
        taken_back = all(one.phase is Phase.WITHDRAWN for one in ended)
        return Phase.WITHDRAWN if taken_back else Phase.ALL_CLEAR

    def _apart(self, voice: Voice, alert_id: str) -> str:
        placed = self.place(voice, besides=alert_id)
        self._moved.add(voice.key)
        return placed

    def _next(self, alert_id: str, said: Chorus, *, corrects: bool) -> Revision | None:
        word = msgspec.structs.replace(
            said.lead.word,
            alert_id=alert_id,
            issued=self._setting.now,
            sent=max(one.sent for one in said.members),
            expires=said.until,
        )
        if alert_id in self._founded:
            return word
        alert = self.alert(alert_id)
        assert alert is not None
        before = alert.latest
        if is_same_ground(word.area, before.area):
            word = msgspec.structs.replace(word, area=before.area)
        if not self._is_news(before, word, said, corrects=corrects):
            if said.lead.key not in self._changed or not self.is_retold(said.lead):
                return None
            self._retold.add(alert_id)
        return msgspec.structs.replace(word, number=before.number + 1)

    def _is_news(self, before: Revision, after: Revision, said: Chorus, *, corrects: bool) -> bool:
        """Strength, ground, beginning, a named end, a correction of what is read, or a renewal."""
        now = self._setting.now
        if (before.strength, before.area) != (after.strength, after.area):
            return True
        if _ahead(before.onset, now) != _ahead(after.onset, now):
            return True
        if corrects and _read(before) != _read(after):
            return True
        if said.is_open:
            return before.valid_until - now < RENEWED_AT and after.valid_until > before.valid_until
        return before.expires != after.expires

    def _found(self, voice: Voice) -> str:
        alert_id, key = self._new_id(), voice.key
        latest = msgspec.structs.replace(voice.word, alert_id=alert_id, expires=voice.expires)
        self._founded[alert_id] = Alert(
            id=alert_id,
            origin=Origin(sender=key.sender, source=voice.source, part=key.part),
            latest=latest,
            first_issued=latest.issued,
            longest_valid_until=latest.valid_until,
        )
        self._standing()[alert_id] = self._founded[alert_id]
        return alert_id

    def _standing(self) -> dict[str, Alert]:
        """Everything live, what this report founds included."""
        if self._live is None:
            self._live = {one.id: one for one in self._store.live(self._setting.now)}
            self._alerts |= self._live
            self._live |= self._founded
        return self._live


def _holds_against(voice: Voice, ended: Sequence[Voice]) -> bool:
    """Whether it keeps an alert alive of which others said that it is over.

    What nobody proves holds no all-clear back: said once more, it is told of for itself.
    """
    is_sure = voice.is_proven or not any(one.is_proven for one in ended)
    return is_sure and voice.strength is not Strength.KNOW


def _gist(voice: Voice, now: datetime) -> tuple[object, ...]:
    word = voice.word
    ends = None if voice.is_open else voice.expires
    return word.strength, word.area, _ahead(word.onset, now), ends


def _ahead(onset: datetime | None, now: datetime) -> datetime | None:
    """A beginning that is still to come: of any other nobody reads."""
    return onset if onset is not None and onset > now else None


def _read(revision: Revision) -> tuple[dict[str, str], Sequence[str]]:
    """What people read of what and where; when is compared for itself."""
    return revision.place_names, [text.event for text in revision.texts]
