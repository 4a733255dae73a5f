"""Drawn examples are judged by what they show, never by how busy the machine is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from securecoach_tui import i18n

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def spanish() -> Iterator[None]:
    """The language in use is Spanish."""
    i18n.use("es")
    yield
    i18n.use("en")
