"""Ids of alerts: 16 random base32 characters, for URL, `Topic`, `tag` and commands."""

import secrets

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_LENGTH = 16


def new_alert_id() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
