"""The number of a row, as it stands in an address."""

from typing import Annotated

from litestar.params import PathParameter

Number = Annotated[int, PathParameter(ge=0, le=2**63 - 1)]
"""No larger than a store can hold: a larger one names nothing, and is refused at the door."""
