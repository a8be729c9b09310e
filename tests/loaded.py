"""What the processes of tests have loaded before they are forked."""

from __future__ import annotations

import api.cli.administration
import api.cli.batch
import api.cli.importing
import api.cli.serving
import tests.programs

__all__ = ["api", "tests"]
