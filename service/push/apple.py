"""Which push services are Apple's: their browsers want Declarative Web Push."""

from urllib.parse import urlsplit

from alerts.push.payload import declared

_APPLE = "push.apple.com"


def for_service(payload: bytes, service: str) -> bytes:
    """The payload as this push service's browsers read it; `service` is an origin."""
    host = urlsplit(service).hostname or ""
    is_apple = host == _APPLE or host.endswith("." + _APPLE)
    return declared(payload) if is_apple else payload
