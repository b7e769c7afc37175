"""The trained encoder.

One pass over a text finds names, unnamed parties and triggers with their types; small heads judge
each trigger and each pair of trigger and argument.

Runs on onnxruntime, without torch. The weights lie under `models/weights`; they are used only if
their SHA-256 is the one that `encoder.json` names.
"""

from pipeline.encoder.encode import Encoded, Encoder, Tagged, load
from pipeline.encoder.weights import WeightsError, description

__all__ = ["Encoded", "Encoder", "Tagged", "WeightsError", "description", "load"]
