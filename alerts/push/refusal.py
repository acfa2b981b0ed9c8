"""Why something that a phone sent cannot be used for pushing. A value: phones may send anything."""

import msgspec

# An answer's `error` begins with this when our own list of push services refused the endpoint.
REFUSED_HERE = "refused here: "


class Refusal(msgspec.Struct, frozen=True):
    """`reason` is one sentence for whoever sent it; it never repeats secrets (endpoint, auth)."""

    reason: str
