"""Why a shape is not an area. A value, not an exception: a bad shape is news, not a defect."""

import msgspec


class Refused(msgspec.Struct, frozen=True):
    """A shape that warns nobody. `reason` says in a sentence what is wrong and what to do."""

    reason: str
