"""The catalogue of positions that resumes are matched with."""

import os

# numpy starts its threads when it is first imported. With several threads a short product burns many times
# the CPU, so every module below this package finds it held to one.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")
