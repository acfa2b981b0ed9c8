"""Settings -> whom the service listens to and which push services phones may use."""

import msgspec

from alerts.desk.compiling import Voice
from alerts.model import Mode
from alerts.push.endpoints import DEFAULT_SERVICES, PushService, push_service
from alerts.triage import Policy
from service.settings import Settings, SettingsRefused

# Speaks for the desk of a training space that names none; nothing of it leaves the loopback.
TRAINING_DESK = "desk@training.invalid"


def policy_of(settings: Settings) -> Policy:
    """In training any sender is taken: nothing leaves loopback, and every text is marked."""
    training = settings.mode == "training"
    return Policy(
        mode=Mode.TRAINING if training else Mode.REAL,
        desks=frozenset(settings.desks),
        drill_desks=frozenset(settings.drill_desks or ((TRAINING_DESK,) if training else ())),
        senders=None if training else frozenset(settings.senders),
    )


def voice_of(settings: Settings) -> Voice:
    """As whom the desk speaks: the first sender of each list. A mode without one cannot send."""
    drill = settings.drill_desks[:1]
    named = {Mode.REAL: settings.desks[:1], Mode.DRILL: drill}
    if settings.mode == "training":
        named = {Mode.TRAINING: drill or (TRAINING_DESK,)}
    senders = {mode: found[0] for mode, found in named.items() if found}
    return Voice(senders=senders, time_zone=settings.time_zone)


def services_of(settings: Settings) -> tuple[PushService, ...]:
    """Raises SettingsRefused for a setting that is no push service.

    A service with a stand-in is taken alone: names under its host have no stand-in and would be
    looked for in the internet.
    """
    try:
        named = tuple(
            msgspec.structs.replace(push_service(origin), exact=origin in settings.push_resolve)
            for origin in settings.push_services
        )
    except ValueError as error:
        raise SettingsRefused(f"push_services: {error}") from error
    return named or (DEFAULT_SERVICES if settings.mode == "real" else ())
