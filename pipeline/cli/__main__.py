"""`python -m pipeline.cli`, the same as `bulletin`."""

from pipeline.cli import main

main()
