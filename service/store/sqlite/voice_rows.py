"""`alerts.voices.Voice` <-> rows of the tables voices and voice_grounds."""

import hashlib
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
import shapely

from alerts.model import Phase, Revision
from alerts.voices import Voice, VoiceKey
from geo.area import Area
from service.store.sqlite.encoding import micros, moment, pack_revision, unpack_revision

_SELECT = """
    SELECT v.sender, v.stream, v.part, v.place, v.source, v.identifier, v.sent, v.expires, v.phase,
           v.alert_id, v.is_open, v.ground, v.body, v.is_proven FROM voices v
"""
_ORDER = " ORDER BY v.sender, v.stream, v.part, v.place"
# A revision has an area; in a voice's body this one stands for the row of `voice_grounds`.
_NOWHERE = Area(shapely.MultiPolygon([shapely.box(0, 0, 1, 1)]))


def write(connection: sqlite3.Connection, voices: Sequence[Voice]) -> None:
    for ground in {voice.says.area for voice in voices if voice.says is not None}:
        connection.execute(
            "INSERT OR IGNORE INTO voice_grounds VALUES (?, ?)", (_digest(ground), ground.to_wkb())
        )
    connection.executemany(
        """INSERT OR REPLACE INTO voices (sender, stream, part, place, source, identifier, sent,
           expires, phase, alert_id, is_open, ground, body, is_proven)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [_row(voice) for voice in voices],
    )


def of_alert(connection: sqlite3.Connection, alert_id: str) -> tuple[Voice, ...]:
    return _read(connection, f"{_SELECT} WHERE v.alert_id = ?{_ORDER}", (alert_id,))


def of_stream(connection: sqlite3.Connection, sender: str, stream: str) -> tuple[Voice, ...]:
    found = f"{_SELECT} WHERE v.sender = ? AND v.stream = ?{_ORDER}"
    return _read(connection, found, (sender, stream))


def forget(connection: sqlite3.Connection, before: datetime) -> int:
    """Also drops the ground that nobody speaks of any more."""
    end = (micros(before),)
    dropped = connection.execute("DELETE FROM voices WHERE expires <= ?", end).rowcount
    if dropped:
        connection.execute(
            """DELETE FROM voice_grounds WHERE digest NOT IN (
                SELECT ground FROM voices WHERE ground IS NOT NULL)"""
        )
    return dropped


def _row(voice: Voice) -> tuple[Any, ...]:
    key, says = voice.key, voice.says
    return (
        key.sender,
        key.stream,
        key.part,
        key.place,
        voice.source,
        voice.identifier,
        micros(voice.sent),
        micros(voice.expires),
        voice.phase.value,
        voice.alert_id,
        voice.is_open,
        None if says is None else _digest(says.area),
        None if says is None else pack_revision(msgspec.structs.replace(says, area=_NOWHERE)),
        voice.is_proven,
    )


def _read(
    connection: sqlite3.Connection, statement: str, values: tuple[Any, ...]
) -> tuple[Voice, ...]:
    grounds = _Grounds(connection)
    return tuple(_voice(row, grounds) for row in connection.execute(statement, values).fetchall())


def _voice(row: tuple[Any, ...], grounds: "_Grounds") -> Voice:
    sender, stream, part, place, source, identifier, sent, expires, phase, alert_id = row[:10]
    is_open, ground, body, is_proven = row[10:]
    return Voice(
        key=VoiceKey(sender=sender, stream=stream, part=part, place=place),
        source=source,
        identifier=identifier,
        sent=moment(sent),
        expires=moment(expires),
        phase=Phase(phase),
        alert_id=alert_id,
        says=None if body is None else _says(body, grounds.area(ground)),
        is_open=bool(is_open),
        is_proven=bool(is_proven),
    )


def _says(body: bytes, area: Area) -> Revision:
    return msgspec.structs.replace(unpack_revision(body), area=area)


class _Grounds:
    """Ground by digest, read from its table once for all voices."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def area(self, digest: bytes) -> Area:
        known = _KNOWN.get(digest)
        if known is None:
            row = self._connection.execute(
                "SELECT wkb FROM voice_grounds WHERE digest = ?", (digest,)
            ).fetchone()
            known = Area.from_wkb(row[0])
            if len(_KNOWN) >= _MOST_KNOWN:
                _KNOWN.clear()
            _KNOWN[digest] = known
        return known


_KNOWN: dict[bytes, Area] = {}
_MOST_KNOWN = 1_000


@lru_cache(maxsize=1_000)
def _digest(area: Area) -> bytes:
    return hashlib.sha256(area.to_wkb()).digest()
