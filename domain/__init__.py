"""What the product knows: users, resumes, documents, analyses, positions and matches. No web, no ORM."""

import os

# numpy starts its threads when it is first imported. With several threads a short product burns many times
# the CPU, so every module of the domain finds it held to one.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")
