"""Settings and imported areas -> the ground of the whole town, against which drafts are held."""

from collections.abc import Iterable

from geo.area import Area, union
from geo.places import Gazetteer, OfficialArea
from geo.schemes import key_of
from service.settings import Settings, SettingsRefused

_ALL = "*"


def town_ground(settings: Settings, gazetteer: Gazetteer) -> Area | None:
    """`town_areas` where the settings name them, else the imported area of `municipality`.

    None where neither is known. Raises SettingsRefused for a name that is not imported: a check
    that was asked for must not fall silent.
    """
    if settings.town_areas:
        named = [one for key in settings.town_areas for one in _named(key, gazetteer)]
        return union(one.area for one in named)
    found = town_key(settings, gazetteer)
    official = None if found is None else gazetteer.find(found)
    return None if official is None else official.area


def town_key(settings: Settings, gazetteer: Gazetteer) -> str | None:
    """The one official area that is the whole town, if it is imported."""
    if len(settings.town_areas) == 1 and not settings.town_areas[0].endswith(_ALL):
        return settings.town_areas[0]
    code = settings.municipality.strip()
    key = key_of("jis", code) if code and not settings.town_areas else None
    if key is None:
        return None
    # The agency's code of a municipality is the town's own with two zeros behind.
    wanted = (key, f"jma:{key.partition(':')[2]}00")
    return next((one for one in wanted if gazetteer.find(one) is not None), None)


def _named(key: str, gazetteer: Gazetteer) -> Iterable[OfficialArea]:
    """`scheme:code`, or `scheme:*` for all of a scheme."""
    scheme, _, code = key.partition(":")
    if code == _ALL:
        keys = [one.key for one in gazetteer.listed() if one.key.startswith(f"{scheme}:")]
    else:
        keys = [key]
    found = [one for name in keys if (one := gazetteer.find(name)) is not None]
    if not found:
        raise SettingsRefused(
            f"town_areas: {key}: no such area is imported; write a key of the `gazetteer` files, "
            "or scheme:* for all of a scheme"
        )
    return found
