"""One answer as it travels: packed, with its headers."""

import urllib.request

import msgspec

ASKED = {"Accept-Encoding": "br", "User-Agent": "hansho-bench"}
_PATIENCE_S = 20.0


class Fetched(msgspec.Struct, frozen=True):
    """Header names in lower case."""

    body: bytes
    headers: dict[str, str]


def fetched(url: str) -> Fetched:
    """Raises OSError, also for a refusal."""
    request = urllib.request.Request(url, headers=ASKED)  # noqa: S310 (our own address)
    with urllib.request.urlopen(request, timeout=_PATIENCE_S) as answer:  # noqa: S310
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Fetched(answer.read(), headers)
