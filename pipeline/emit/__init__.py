"""Stage 6, emit: records become the files of the contract, whole or not at all."""

from pipeline.emit.folder import OutputError, hidden, hidden_if_there, telling
from pipeline.emit.manifest import Manifest
from pipeline.emit.schema import schemas
from pipeline.emit.writer import Output, lines

__all__ = ["Manifest", "Output", "OutputError", "hidden", "hidden_if_there", "lines", "schemas", "telling"]
