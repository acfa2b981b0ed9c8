"""How bytes leave: packed as the reader can take them, with the headers that every page carries."""

import hashlib
from datetime import datetime
from typing import Any

from litestar import HttpMethod, Request, Response

from pwa.serving import Served
from service.web.rendered import (
    HEADERS,
    Form,
    Rendered,
    coding_for,
    headers_of,
    holds,
    packings,
)

__all__ = ["FOR_EVER", "HEADERS", "LIVE", "OFFER", "READ", "Asked", "answer", "answer_file"]

# Whoever only asks what is there gets the same headers; the server leaves the body out.
READ = (HttpMethod.GET, HttpMethod.HEAD)
FOR_EVER = "public, max-age=31536000, immutable"
LIVE = "public, max-age=0, s-maxage=2"
"""What may change at any time: a reader's own browser asks each time, and a proxy that many share
asks every two seconds. `s-maxage` also forbids it to hand out what is older (RFC 9111, 5.2.2.10),
so that no program takes an answer of an hour ago for a check (DOMAIN section 6)."""
OFFER = "hansho.offer"
"""Where a request's scope holds the list to which what may be shelved is added."""
_FOUND = 200
_UNCHANGED = 304
_TAG_LENGTH = 16

Asked = Request[Any, Any, Any]


def answer(
    request: Asked,
    body: bytes,
    media_type: str,
    *,
    status: int = 200,
    cache: str = LIVE,
    headers: dict[str, str] | None = None,
    until: datetime | None = None,
) -> Response[bytes]:
    """Made and packed now; 304 without body for a reader who has these bytes.

    `until`: when the same address says something else by itself.
    """
    own = {"Cache-Control": cache, **(headers or {})}
    if status != _FOUND:
        return _refused(request, body, media_type, status, own)
    wanted = [coding_for(_named(request, "accept-encoding"))]
    rendered = Rendered(
        media_type=media_type,
        etag=entity_tag(body),
        plain=body,
        packed=packings(body) if OFFER in request.scope else packings(body, wanted),
        headers=own,
        until=until,
    )
    return _given(request, rendered)


def answer_file(
    request: Asked,
    file: Served,
    *,
    cache: str,
    headers: dict[str, str] | None = None,
    until: datetime | None = None,
) -> Response[bytes]:
    """Packed beforehand; 304 without body for a reader who has it already."""
    both = {"br": file.brotli, "gzip": file.gzip}
    rendered = Rendered(
        media_type=file.media_type,
        etag=file.etag,
        plain=file.plain,
        packed={coding: packed for coding, packed in both.items() if packed is not None},
        headers={"Cache-Control": cache, **(headers or {})},
        until=until,
    )
    return _given(request, rendered)


def entity_tag(body: bytes) -> str:
    """A strong one: other bytes, another tag."""
    return f'"{hashlib.sha256(body).hexdigest()[:_TAG_LENGTH]}"'


def _given(request: Asked, rendered: Rendered) -> Response[bytes]:
    offer: list[Rendered] | None = request.scope.get(OFFER)  # type: ignore[assignment]
    if offer is not None:
        offer.append(rendered)
    form = rendered.form(coding_for(_named(request, "accept-encoding")))
    if holds(_named(request, "if-none-match"), form.etag):
        return Response(b"", status_code=_UNCHANGED, headers=form.unchanged)
    return _whole(form, rendered.media_type)


def _whole(form: Form, media_type: str) -> Response[bytes]:
    # The framework counts the bytes, and names the charset of text, by itself.
    headers = {
        name: value
        for name, value in form.found.items()
        if name not in ("Content-Type", "Content-Length")
    }
    return Response(form.body, media_type=_plain_type(media_type), headers=headers)


def _refused(
    request: Asked, body: bytes, media_type: str, status: int, own: dict[str, str]
) -> Response[bytes]:
    """What is not there has no tag: it is asked for anew."""
    coding = coding_for(_named(request, "accept-encoding"))
    packed = packings(body, [coding]).get(coding)
    headers = headers_of(own if packed is None else {**own, "Content-Encoding": coding})
    shown = body if packed is None else packed
    return Response(shown, media_type=_plain_type(media_type), status_code=status, headers=headers)


def _plain_type(media_type: str) -> str:
    return media_type.removesuffix("; charset=utf-8") if media_type[:5] == "text/" else media_type


def _named(request: Asked, name: str) -> str:
    """All lines of a header that may come several times (RFC 9110, section 5.3)."""
    return ", ".join(request.headers.getall(name, []))
