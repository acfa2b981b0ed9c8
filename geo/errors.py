"""The root of every exception that Hansho raises on purpose: at the bottom, for all to use.

A class of its own only where a caller acts differently; each message says what to do next.
"""


class HanshoError(Exception):
    """A broken promise. Bad news is no exception: it is a value, such as `geo.refused.Refused`."""
