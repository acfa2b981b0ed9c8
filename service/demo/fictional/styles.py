"""How each part of the town is built: how large its blocks are, how crooked, who lives in it."""

import msgspec

from service.demo.fictional.plan import Plan, at, hills, mound, new_quarter, old_town


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """`block`: square metres above which a block is cut again. `skew`: degrees by which a cut may
    turn. `shift`: how far from the middle it may lie, as a share. `step`: longest piece of street
    in metres. `people`: by hectare. `grid`: spacings of a regular quarter on x and y, or None.
    """

    name: str
    block: float
    skew: float
    shift: float
    step: float
    people: float
    grid: tuple[float, float] | None = None


OLD = Style(name="old", block=3_600, skew=13, shift=0.13, step=26, people=95)
NEW = Style(name="new", block=9_500, skew=0, shift=0, step=58, people=110, grid=(66, 108))
CENTRE = Style(name="centre", block=7_000, skew=5, shift=0.12, step=45, people=80)
SUBURB = Style(name="suburb", block=13_500, skew=7, shift=0.1, step=38, people=48)
SLOPE = Style(name="slope", block=15_000, skew=15, shift=0.15, step=30, people=30)
HARBOUR = Style(name="harbour", block=30_000, skew=3, shift=0.08, step=55, people=6)
FIELDS = Style(name="fields", block=42_000, skew=6, shift=0.15, step=50, people=5)
FOREST = Style(name="forest", block=190_000, skew=16, shift=0.15, step=30, people=0.6)


def style_at(plan: Plan, x: float, y: float) -> Style:
    """The style of the block round this point of the sheet."""
    u, v = x / plan.side, y / plan.side
    if hills(plan, x, y) > 0.62 or (hills(plan, x, y) > 0.3 and (v > 0.42 or v < -0.42)):
        return FOREST
    if hills(plan, x, y) > 0.12:
        return SLOPE
    return _on_the_plain(plan, x, y, u, v)


def _on_the_plain(plan: Plan, x: float, y: float, u: float, v: float) -> Style:
    cape = mound(x, y, at(plan, 0.43, 0.41), 0.05 * plan.side, 200.0)
    for holds, style in (
        (old_town(plan, x, y) > 0.35, OLD),
        (new_quarter(plan, x, y) > 0.5, NEW),
        (u > 0.40 and -0.17 < v < 0.10, HARBOUR),
        (cape > 0.4, SLOPE),
        (v < -0.36 or (u > 0.30 and v < -0.2), FIELDS),
        (abs(u - 0.05) < 0.14 and abs(v) < 0.24, CENTRE),
    ):
        if holds:
            return style
    return SUBURB
