"""How good an output is: compared with gold, figure by figure, each with its interval and its errors.

    load -> align by source offsets -> pair -> judge each figure -> resample -> Report

`evaluate(gold, out)` does all of it; `pipeline.evaluate.gate` holds a report against pinned floors.
"""

from pipeline.evaluate.evaluation import evaluate
from pipeline.evaluate.loading import EvaluationError
from pipeline.evaluate.report import Report, Score
from pipeline.evaluate.scores import Fault

__all__ = ["EvaluationError", "Fault", "Report", "Score", "evaluate"]
