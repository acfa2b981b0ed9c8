"""Bytes from outside that are not what they should be; and JSON, the part that is read as text."""

from typing import TypeVar

import msgspec

from geo.errors import HanshoError

_Form = TypeVar("_Form")


class BytesUnreadable(HanshoError):
    """These bytes are not what they should be; the message says where, and what to do."""


def json_of(raw: bytes, form: type[_Form], what: str) -> _Form:
    """JSON of this form. `what` names it in the message. Raises `BytesUnreadable`."""
    try:
        return msgspec.json.decode(raw, type=form)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BytesUnreadable(f"{what} cannot be read: {error}; fetch or build it anew") from error
