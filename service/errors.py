"""What the service raises towards those who use it; the root is in geo/errors.py.

Each message says what to do next. service/web/errors.py maps them to RFC 9457 problem details.
"""

from geo.errors import HanshoError


class NotFound(HanshoError):
    """What was asked for is not here, or is not for the one who asks."""


class NotAuthorised(HanshoError):
    """The device secret or the nonce does not fit."""


class RegistrationRefused(HanshoError):
    """The registration breaks a rule; the message names the rule."""


class OutOfRange(HanshoError):
    """A number or a time is larger than anything here can be; the message says what to mend."""


class TooMany(HanshoError):
    """A limit was reached; the message says when to come back.

    `retry_after_s`: in whole seconds, 0 where nobody can say.
    """

    def __init__(self, said: str, retry_after_s: int = 0) -> None:
        super().__init__(said)
        self.retry_after_s = retry_after_s
