"""Runs of these tests take the installation for unchanged: what it is made of is hashed in a test of its own."""

from collections.abc import Iterator

import pytest

from pipeline.run import fingerprint


@pytest.fixture(scope="session", autouse=True)
def installation() -> Iterator[pytest.MonkeyPatch]:
    """The same code and models, whoever works on them beside the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fingerprint, "_code", lambda _: "code")
        patch.setattr(fingerprint, "models_hash", lambda: "models")
        yield patch
