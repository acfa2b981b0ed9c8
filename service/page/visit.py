"""What every page of one request is made from, and the few sentences that several pages share."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from alerts.clock_words import moment
from alerts.number_words import number
from pwa.serving import Version
from translations.loading import PageWords

_DAYS_FROM = timedelta(hours=48)


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One reader, one moment.

    `language` is the id in the address, `words` what it reads (easy Japanese where there is no
    catalogue), `town` its name for this reader, `now` aware UTC, `time_zone` IANA, `base_url` the
    address that people open, without a slash at its end. `has_city`: there are streets to show.
    `is_checked`: no sentence that alerts say to this reader is a draft.
    """

    language: str
    words: PageWords
    version: Version
    mode: str
    town: str
    now: datetime
    time_zone: str
    base_url: str
    has_city: bool = False
    is_checked: bool = False

    @property
    def minute(self) -> datetime:
        """`now` as far as a page says it: within a minute the same page has the same bytes."""
        return self.now.replace(second=0, microsecond=0)

    def say(self, id: str, /, **slots: str) -> str:
        return self.words.say(id, **slots)

    def link(self, path: str = "") -> str:
        """The address of a page in the reader's language."""
        return f"/{self.language}/{path}"

    def url(self, path: str) -> str:
        """The whole address of a path from the root."""
        return f"{self.base_url}/{path}"

    def number(self, value: float) -> str:
        return number(value, self.words.spoken)

    def clock(self, when: datetime) -> str:
        """Date and time of the place as alerts say them, never "today"."""
        return moment(
            when,
            time_zone=self.time_zone,
            language=self.words.spoken,
            near=self.now,
        )

    def age(self, when: datetime) -> str:
        """How long ago, in the largest whole unit; what is still to come is "just now".

        pwa/app/phone/age.js says the same on the phone.
        """
        past = self.now - when
        minutes = int(past / timedelta(minutes=1))
        if minutes < 1:
            return self.say("age.now")
        if past < timedelta(hours=1):
            return self.say("age.minutes", count=str(minutes))
        if past < _DAYS_FROM:
            return self.say("age.hours", count=str(minutes // 60))
        return self.say("age.days", count=str(past.days))


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An alert as a reader gets it: the stored payload of the newest revision in their language.

    `expired`: nobody ended it, but it is past its time.
    """

    payload: bytes
    expired: bool

    @property
    def notification(self) -> dict[str, Any]:
        decoded: dict[str, Any] = msgspec.json.decode(self.payload)
        notification: dict[str, Any] = decoded["notification"]
        return notification


def time_of(epoch: int) -> datetime:
    return datetime.fromtimestamp(epoch, UTC)
