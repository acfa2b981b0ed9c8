"""What holds just now, as fields read it: closed edges, new zones, states of sites.

What `geo.changes.wire` writes for phones (docs/formats.md, "Changes"), once it is read.
"""

import msgspec

from geo.sites import SiteState


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """Edge numbers are those of the bundle named by `bundle`; `n` grows with every change."""

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
