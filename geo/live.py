"""What holds just now, as phones and fields read it: closed edges, new zones, states of sites.

The reader of the JSON that `geo.changes.wire` writes (docs/formats.md, "Changes").
"""

import msgspec

from geo.sites import SiteState
from geo.unreadable import BytesUnreadable, json_of

_VERSION = 1


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """Edge numbers are those of the bundle named by `bundle`; `n` grows with every change."""

    v: int = _VERSION
    bundle: str = ""
    n: int = 0
    at: int = 0
    closed: tuple[int, ...] = ()
    closed_for: dict[str, tuple[int, ...]] = {}
    zone_for: dict[str, tuple[int, ...]] = {}
    sites: dict[str, SiteState] = {}

    def closed_in(self, hazard: str) -> tuple[int, ...]:
        """Edges closed for this hazard: those closed for all, and its own."""
        return self.closed + self.closed_for.get(hazard, ())

    def state_of(self, site_id: str) -> SiteState:
        return self.sites.get(site_id, SiteState.UNKNOWN)

    def on(self, bundle: str) -> "Live":
        """What of it holds on this bundle: edges only if they are its own, states always."""
        if bundle == self.bundle:
            return self
        return Live(bundle=bundle, n=self.n, at=self.at, sites=self.sites)


NOTHING_CHANGED = Live()


def decode_live(raw: bytes) -> Live:
    """Reads the JSON. Raises `geo.unreadable.BytesUnreadable`: what was known before goes on."""
    live = json_of(raw, Live, "the list of changes")
    if live.v != _VERSION:
        raise BytesUnreadable(f"changes of version {live.v} are not read; update this program")
    return live
