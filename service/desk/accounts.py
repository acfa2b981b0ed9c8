"""Who is let in and how roles change: pure rules over the staff as it is.

The first two admins and two approvers are founded by a command on the machine, at once, while the
log holds nothing but such foundings. Everybody else is proposed: an invitation of an approver or
admin, and any change of role, needs two admins and takes effect 24 hours after the second; other
invitations need one admin.
"""

import unicodedata


def name_key(name: str) -> str:
    """Names that people would take for one another have the same key."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
