"""What is wrong with the store itself: said on every page of the desk, by a ring, in the status."""

from datetime import datetime

import msgspec


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """`subject`: `store:hold`, `store:disk`. `said`: an English sentence that says what to do; its
    Japanese is in `service.desk_page.words.store_trouble`."""

    subject: str
    said: str
    since: datetime
