"""Every attack is left at a bound that can be counted, and the honest feed beside it is heard.

Memory and time are for `hansho bench feeds`; here is only what is the same on any machine.
"""

from pathlib import Path

import pytest

from service.bench.feeds.attacks import ATTACKS
from service.bench.feeds.measuring import measure
from service.watch.feed_round import MOST_BYTES, MOST_TAGS_A_ROUND, MOST_TAGS_OF_ONE

BY_NAME = {one.name: one for one in ATTACKS}
MIB = 2**20
# What lies in the sockets' buffers of the loopback was sent, and never read.
IN_BUFFERS = 8 * MIB
# Of warnings as heavy as they may be; the last one is more than fits.
HEAVIEST = MOST_TAGS_A_ROUND // MOST_TAGS_OF_ONE + 1
SAID = {
    "endless": f"it is longer than {MOST_BYTES} bytes",
    "redirect": "it leads to http://127.0.0.1:",
    "bomb": f"it is longer than {MOST_BYTES} bytes",
    "million": f"it is longer than {MOST_BYTES} bytes",
    "deep": "The XML cannot be read (Excessive depth",
    "crowd": f"{5_000 - HEAVIEST + 1} of its warnings wait for the next round",
}


@pytest.mark.parametrize("name", sorted(SAID))
def test_an_attack_is_left_at_its_bound_and_the_honest_feed_is_heard(
    name: str, tmp_path: Path
) -> None:
    found = measure(BY_NAME[name], tmp_path)

    assert found.cost.said.startswith(SAID[name])
    assert (found.is_unharmed, found.trapped) == (True, False)
    assert found.sent_mib <= (MOST_BYTES + IN_BUFFERS) / MIB
    assert found.asked == 1 + (HEAVIEST if name == "crowd" else 0)
