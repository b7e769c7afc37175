"""Training: from the examples under `models/training` to the weights under `models/weights`."""
