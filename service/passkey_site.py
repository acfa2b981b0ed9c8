"""Settings -> the site that the desk's passkeys belong to."""

import logging

from service.desk.passkeys import Site, cannot_bind, site_of
from service.settings import Settings, SettingsRefused

_log = logging.getLogger(__name__)


def passkey_site(settings: Settings) -> Site:
    """Passkeys are named after the town on people's devices.

    Without passkeys nobody could ever approve. A training space may do without a desk. Raises
    SettingsRefused.
    """
    reason = cannot_bind(settings.base_url)
    if reason is not None and settings.mode == "real":
        raise SettingsRefused(reason)
    if reason is not None:
        _log.warning("nobody can log in at the desk: %s", reason)
    town = settings.town.get("ja") or next(iter(settings.town.values()), "")
    return site_of(settings.base_url, f"Hansho {town}".strip())
