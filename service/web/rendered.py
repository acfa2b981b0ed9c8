"""Rendered: what an address says, the same for everybody, in every packing; and its headers.

The framework's answer and the one from the shelf (`service.web.front`) are both made from it.
"""

import gzip
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

import brotli
import msgspec

# DESIGN section 9. No page has a form, so none may send one anywhere.
HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            "connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; "
            "base-uri 'none'; form-action 'none'"
        ),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
)
_WORTH_PACKING = 500
# Pages are made anew all the time: the third of the time for a tenth more bytes.
_QUALITY_AT_ONCE = 5
_CODINGS = ("br", "gzip")
_NOT_TAKEN = ("q=0", "q=0.0", "q=0.00", "q=0.000")
Pairs = list[tuple[bytes, bytes]]


class Form(msgspec.Struct, frozen=True):
    """One packing: its tag, its headers with 200 and with 304 (RFC 9110, section 15.4.5), bytes."""

    etag: str
    found: dict[str, str]
    unchanged: dict[str, str]
    body: bytes


class Rendered(msgspec.Struct, frozen=True, kw_only=True):
    """`etag` is of the plain bytes, `packed` by coding, where that is smaller; `headers` beside the
    ones that everything carries. `until`: when it says something else though nothing was changed.
    """

    media_type: str
    etag: str
    plain: bytes
    packed: Mapping[str, bytes]
    headers: Mapping[str, str]
    until: datetime | None = None

    def form(self, coding: str) -> Form:
        """The plain one, where there is none in this coding."""
        body = self.packed.get(coding)
        etag = tag_of_form(self.etag, "" if body is None else coding)
        shared = headers_of({**self.headers, "ETag": etag})
        whole = self.plain if body is None else body
        found = {**shared, "Content-Type": self.media_type, "Content-Length": str(len(whole))}
        if body is not None:
            found["Content-Encoding"] = coding
        return Form(etag, found, shared, whole)


def packings(body: bytes, codings: Iterable[str] = _CODINGS) -> dict[str, bytes]:
    """By coding; none where there is little to save."""
    if len(body) < _WORTH_PACKING:
        return {}
    return {one: _packed(body, one) for one in codings if one}


def coding_for(accepted: str) -> str:
    """The best packing that a reader takes (`Accept-Encoding`); "" for none."""
    return _coding_for(accepted) if len(accepted) <= _LONGEST_KNOWN else _best(accepted)


def holds(named: str, etag: str) -> bool:
    """Whether `If-None-Match` names the tag: a list, or `*`; weakly (RFC 9110, section 13.1.2)."""
    if named == etag:
        return True
    return any(one.strip().removeprefix("W/") in (etag, "*") for one in named.split(","))


def headers_of(own: Mapping[str, str]) -> dict[str, str]:
    """What everything carries, and its own."""
    return {**HEADERS, "Vary": "Accept-Encoding", **own}


def tag_of_form(etag: str, coding: str) -> str:
    """Packed bytes are other bytes, and need a tag of their own (RFC 9110, section 8.8.3.3)."""
    return f'{etag[:-1]}-{coding}"' if coding else etag


def _packed(body: bytes, coding: str) -> bytes:
    if coding == "gzip":
        return gzip.compress(body, 6, mtime=0)
    packed: bytes = brotli.compress(body, quality=_QUALITY_AT_ONCE)
    return packed


# Browsers' own are short. What somebody makes up fills no memory.
_LONGEST_KNOWN = 128


@lru_cache(maxsize=256)
def _coding_for(accepted: str) -> str:
    return _best(accepted)


def _best(accepted: str) -> str:
    taken = set()
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in _NOT_TAKEN:
            taken.add(name.strip())
    return next((one for one in _CODINGS if one in taken), "")
