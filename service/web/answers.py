"""How bytes leave: packed as the reader can take them, with the headers that every page carries."""

import gzip
import hashlib
from types import MappingProxyType
from typing import Any

import brotli
from litestar import HttpMethod, Request, Response

from pwa.serving import Served

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
# Whoever only asks what is there gets the same headers; the server leaves the body out.
READ = (HttpMethod.GET, HttpMethod.HEAD)
_WORTH_PACKING = 500
# Pages are made for each request: the third of the time for a tenth more bytes.
_QUALITY_AT_ONCE = 5
_FOUND = 200
_TAG_LENGTH = 16

Asked = Request[Any, Any, Any]


def answer(
    request: Asked,
    body: bytes,
    media_type: str,
    *,
    status: int = 200,
    cache: str = "no-cache",
    headers: dict[str, str] | None = None,
) -> Response[bytes]:
    """Made for this request, packed now; 304 without body for a reader who has these bytes."""
    coding = _coding(request) if len(body) >= _WORTH_PACKING else ""
    own = {"Cache-Control": cache, **(headers or {})}
    if status == _FOUND:
        own["ETag"] = _tag_of_form(entity_tag(body), coding)
        if has_already(request, own["ETag"]):
            return _response(b"", media_type, "", 304, own)
    if coding == "br":
        body = brotli.compress(body, quality=_QUALITY_AT_ONCE)
    elif coding == "gzip":
        body = gzip.compress(body, 6, mtime=0)
    return _response(body, media_type, coding, status, own)


def answer_file(
    request: Asked, file: Served, *, cache: str, headers: dict[str, str] | None = None
) -> Response[bytes]:
    """Packed beforehand; 304 without body for a reader who has it already."""
    coding = _coding(request)
    packed = {"br": file.brotli, "gzip": file.gzip}.get(coding)
    if packed is None:
        coding = ""
    own = {"Cache-Control": cache, "ETag": _tag_of_form(file.etag, coding), **(headers or {})}
    if has_already(request, own["ETag"]):
        return _response(b"", file.media_type, "", 304, own)
    return _response(packed or file.plain, file.media_type, coding, 200, own)


def entity_tag(body: bytes) -> str:
    """A strong one: other bytes, another tag."""
    return f'"{hashlib.sha256(body).hexdigest()[:_TAG_LENGTH]}"'


def has_already(request: Asked, etag: str) -> bool:
    """`If-None-Match` compares weakly (RFC 9110, section 13.1.2)."""
    named = request.headers.get("if-none-match", "")
    return any(one.strip().removeprefix("W/") in (etag, "*") for one in named.split(","))


def _tag_of_form(etag: str, coding: str) -> str:
    """Packed bytes are other bytes, and need a tag of their own (RFC 9110, section 8.8.3.3)."""
    return f'{etag[:-1]}-{coding}"' if coding else etag


def _coding(request: Asked) -> str:
    """The best packing that the reader takes; "" for none."""
    taken = set()
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            taken.add(name.strip())
    return next((one for one in ("br", "gzip") if one in taken), "")


def _response(
    body: bytes, media_type: str, coding: str, status: int, headers: dict[str, str]
) -> Response[bytes]:
    every = {**HEADERS, "Vary": "Accept-Encoding", **headers}
    if coding:
        every["Content-Encoding"] = coding
    # The framework names the charset of text by itself.
    plain_type = media_type.removesuffix("; charset=utf-8") if media_type[:5] == "text/" else ""
    return Response(body, media_type=plain_type or media_type, status_code=status, headers=every)
