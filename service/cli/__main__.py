"""`python -m service.cli` is `hansho`."""

import sys

from service.cli import main

sys.exit(main())
