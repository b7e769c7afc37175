"""Annotators' sheets: how they are read and compiled to gold records."""
