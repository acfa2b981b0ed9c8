"""Information that only explains a stream's warnings: it outlives none of them (docs/triage.md).

津波情報 tells of arrivals and waves long after the last warning is lifted. An alert of its own
would then read as if the danger had come back.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from alerts.model import Phase
from alerts.voices import Voice, VoiceKey

EXPLAINS: Mapping[str, str] = MappingProxyType(
    {"tsunami-information": "tsunami", "tsunami-offshore": "tsunami"}
)
"""Family of an information's stream -> the stream of the warnings that it explains."""

AFTERWARDS = "it explains warnings that are lifted: it opens no alert of its own"
_ONE_EVENT = timedelta(days=1)


def is_afterwards(
    key: VoiceKey, sent: datetime, warnings: Iterable[Voice], now: datetime, *, is_proven: bool
) -> bool:
    """Whether what it explains is lifted where it speaks, and nothing was warned of since.

    `warnings`: voices of the explained stream. Where none of them names the place (coasts behind
    gauges at sea), all must be lifted. Expiry lifts nothing; nor does what is only claimed, for
    information that is proven.
    """
    said = [one for one in warnings if one.key.part and (one.is_proven or not is_proven)]
    here = [one for one in said if one.key.place == key.place] or said
    if any(one.speaks(now) for one in here):
        return False
    return any(one.phase is not Phase.LIVE and sent - one.sent < _ONE_EVENT for one in here)
