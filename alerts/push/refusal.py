"""Why something that a phone sent cannot be used for pushing. A value: phones may send anything."""

import msgspec


class Refusal(msgspec.Struct, frozen=True):
    """`reason` is one sentence for whoever sent it; it never repeats secrets (endpoint, auth)."""

    reason: str
