"""Bulletins and articles by other hands, with plain answer keys."""
