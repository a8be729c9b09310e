"""`python -m api.cli` is `resume-gateway`."""

from api.cli import main

main()
