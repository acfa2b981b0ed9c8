"""What a page and a passkey say to each other about one approval: asked, then answered."""

from typing import Any

import msgspec
from litestar import Response

from service.desk.approving import Asked
from service.web.desk.asking import read_json
from service.web.desk.replying import told


class Approval(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`nonce` as `ask` gave it, hexadecimal; `answer` as the browser's passkey gave it."""

    nonce: str
    answer: msgspec.Raw


def to_sign(asked: Asked) -> Response[Any]:
    """What this approver's passkey is to sign."""
    return told({"nonce": asked.nonce.hex(), "options": asked.options})


def signed_in(body: bytes) -> tuple[bytes, str]:
    """Nonce, and the passkey's answer as JSON. Raises DeskRefused for another shape.

    What is no hexadecimal is no nonce of ours, and is refused as such later.
    """
    given = read_json(body, Approval)
    try:
        nonce = bytes.fromhex(given.nonce)
    except ValueError:
        nonce = b""
    return nonce, bytes(given.answer).decode()
