"""Runs: the chain on one document, and on any number of them.

`batch` hands inputs to workers (`crew`, or `ray_crew` on other machines), which do a duty each (`duties`:
reading, the chain). What they make goes into a `store` in the output folder, so that nothing is done
twice; at the end `assemble` writes the final files from it.
"""

from pipeline.run.batch import Update
from pipeline.run.chain import Result, process
from pipeline.run.database import StoreError
from pipeline.run.faults import TooManyRejectsError, WorkerError
from pipeline.run.inputs import NothingToReadError
from pipeline.run.job import BusyError, run
from pipeline.run.selection import Selection
from pipeline.run.summary import Summary
from pipeline.run.survey import Change, survey

__all__ = [
    "BusyError", "Change", "NothingToReadError", "Result", "Selection", "StoreError", "Summary",
    "TooManyRejectsError", "Update", "WorkerError", "process", "run", "survey",
]  # fmt: skip
