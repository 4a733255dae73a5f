"""Faults that must make a session by ear fail, so that its success means something."""

from __future__ import annotations

import subprocess

import pytest

from tests.ears.listener import Lost
from tests.ears.person import Open, opened, to_the_session

__all__ = ["opened"]  # a fixture
pytestmark = pytest.mark.ears


def test_muted_session_by_ear_fails(opened: Open) -> None:
    subprocess.run(["pactl", "set-sink-mute", "heard", "1"], check=True)
    with pytest.raises(Lost, match="no first screen was heard"):
        to_the_session(opened(), patience=1)


@pytest.mark.long
def test_wrong_label_by_ear_is_noticed(opened: Open) -> None:
    with pytest.raises(Lost, match="'evening pause' is not in the list|expected|where in the list"):
        to_the_session(opened(title="Morning walk"))


@pytest.mark.long
def test_list_by_ear_needs_positions(opened: Open) -> None:
    with pytest.raises(Lost, match="nobody said where in the list this is"):
        to_the_session(opened(verbosity="brief"))
