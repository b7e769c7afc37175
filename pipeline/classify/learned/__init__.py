"""The trained encoder as an event coder."""
