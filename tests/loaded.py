"""What the processes of tests have loaded and made before they are forked."""

from __future__ import annotations

import api.cli.administration
import api.cli.batch
import api.cli.importing
import api.cli.serving
from domain.positions.occupations import shared_occupations

__all__ = ["api"]

# Whoever imports positions would take seconds to make it.
shared_occupations()
