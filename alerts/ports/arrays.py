"""Arrays that go through the ports."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
"""Subscription numbers, shape (n,)."""

Runs = NDArray[np.int64]
"""Cells from one to another, inclusive, shape (n, 2)."""
