"""Whether tsunami warnings can be read here: their regions have no polygons but the town's own."""

from geo.places import Gazetteer

SCHEME = "jma-tsunami"
# A town without coast says so once, and every code of the sea is known to be elsewhere.
NO_COAST = ("jma-coast:*", "jma-tsunami:*")


def coast_fault(gazetteer: Gazetteer) -> str | None:
    """Why warnings must not be watched with these official areas, or None (DOMAIN section 6).

    A table in which every region is elsewhere is no answer: it may have been copied.
    """
    has_zone, has_none = gazetteer.has_codes_of(SCHEME), gazetteer.is_all_elsewhere(SCHEME)
    if has_zone and has_none:
        return (
            "the files of official areas hold a coastal zone and say that there is no coast; "
            "write them again with `hansho city areas`, with one --coast"
        )
    if has_zone or has_none:
        return None
    return (
        "no tsunami region has a coastal zone here, so a tsunami warning would reach nobody; "
        "write the official areas again with `hansho city areas --coast FILE`, "
        "or with `--coast none` if the town has no coast"
    )
