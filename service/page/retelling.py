"""Payloads with what other languages are said from, also where the push had no room for it.

`data.say` is the same for every language of one revision and relation (docs/formats.md), and it
stays with the shortest of them. A page has room: so the phone that opened it once can turn the
alert, and shows its reader's own language, though its push could not carry as much.
"""

from collections.abc import Mapping

import msgspec


class _Data(msgspec.Struct):
    say: msgspec.Raw = msgspec.Raw(b"")


class _Notification(msgspec.Struct):
    data: _Data


class _Payload(msgspec.Struct):
    notification: _Notification


def with_retelling(payloads: Mapping[str, bytes]) -> dict[str, bytes]:
    """`payloads`: by language, of one revision and relation. Those that have it, and all where none
    has it, stay byte for byte."""
    said = {language: _say(payload) for language, payload in payloads.items()}
    say = next((one for one in said.values() if one), None)
    if say is None:
        return dict(payloads)
    return {
        language: payload if said[language] else _with(payload, say)
        for language, payload in payloads.items()
    }


def _say(payload: bytes) -> bytes:
    return bytes(msgspec.json.decode(payload, type=_Payload).notification.data.say)


def _with(payload: bytes, say: bytes) -> bytes:
    whole = msgspec.json.decode(payload)
    whole["notification"]["data"]["say"] = msgspec.Raw(say)
    return msgspec.json.encode(whole)
