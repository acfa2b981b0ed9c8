"""The short form of a payload: for a push service that called the full one too large."""

import msgspec


def short_form(payload: bytes) -> bytes:
    """The same words without the outline and what other languages are said from; the phone then
    shows the text and claims no place.

    What, where, do and until are in the words and stay (DESIGN section 6, "Payload").
    """
    message = msgspec.json.decode(payload, type=dict)
    data = message.get("notification", {}).get("data", {})
    data["area"] = None
    data["slack_m"] = None
    data.pop("say", None)
    return msgspec.json.encode(message)
