"""JSON Schema of the record files, generated from the models."""

from __future__ import annotations

from typing import Any

from pipeline.records import FILES, SCHEMA_VERSION


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema (draft 2020-12) of one line of each record file, by file stem (`events`, …)."""
    result = {}
    for name, model in FILES.items():
        stem = name.removesuffix(".jsonl")
        schema = model.model_json_schema(mode="serialization")
        result[stem] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"bulletin-{stem}-{SCHEMA_VERSION}",
            **schema,
        }
    return result
