"""Stage 6, emit: records become the files of the contract, whole or not at all."""

from pipeline.emit.manifest import Manifest
from pipeline.emit.schema import schemas
from pipeline.emit.writer import Output, OutputError

__all__ = ["Manifest", "Output", "OutputError", "schemas"]
