"""What telegrams name, drawn before they come: its cells, and the outline that pushes carry."""

from collections.abc import Iterator
from itertools import islice

from alerts.push.outline import MOST_KEPT, outlines
from alerts.voices import cells_of
from geo.places import Gazetteer

# A tenth of a second: housekeeping has other things to do.
_AT_ONCE = 10
# Schemes of agencies. A district is named by the desk alone, which looks before it sends.
_WARNED = ("jma", "jis:")


class GroundAhead:
    """Draws a few areas at each call, those first that an agency's telegrams name."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._left = self._keys()

    def __call__(self) -> int:
        """Draws the next few. Returns how many; 0 once nothing is left."""
        some = tuple(islice(self._left, _AT_ONCE))
        for key in some:
            ground = self._gazetteer.ground_of(key)
            if ground is not None:
                cells_of(ground)
                next(iter(outlines(ground)), None)
        return len(some)

    def _keys(self) -> Iterator[str]:
        """As many as are kept: of more, the first would be forgotten again."""
        every = self._gazetteer.every_key()
        return islice((key for key in every if key.startswith(_WARNED)), MOST_KEPT // 2)
