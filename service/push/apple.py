"""Declarative Web Push: what Apple's endpoints want beside the same words."""

from urllib.parse import urlsplit

_APPLE = "push.apple.com"
# Members of the top level; `mutable` lets our worker add to the text and falls back to it.
_DECLARATION = b'{"web_push":8030,"mutable":true,'


def for_service(payload: bytes, service: str) -> bytes:
    """The payload as this push service's browsers read it; `service` is an origin."""
    host = urlsplit(service).hostname or ""
    if host == _APPLE or host.endswith("." + _APPLE):
        return _DECLARATION + payload[1:]
    return payload
